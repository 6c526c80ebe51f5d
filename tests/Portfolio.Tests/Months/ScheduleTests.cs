using Cluster.Portfolio.Months;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace Cluster.Portfolio.Tests.Months;

[Properties(MaxTest = 500, Arbitrary = [typeof(ScheduleTests)])]
public sealed class ScheduleTests
{
    private static readonly decimal[] Curve = [0, 0, 50, 150, 250, 400, 550, 700, 850, 950, 1_000, 1_000];

    /// <summary>As Sanya published it: 20, 50, 75 and 100 % of the investment to the end of each quarter.</summary>
    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 0)]
    [InlineData(3, 20)]
    [InlineData(5, 20)]
    [InlineData(6, 50)]
    [InlineData(8, 50)]
    [InlineData(9, 75)]
    [InlineData(11, 75)]
    [InlineData(12, 100)]
    public void The_stepped_schedule_rises_at_the_end_of_each_quarter(int month, decimal percent) =>
        Schedule.SteppedPercent(MonthOf(month)).ShouldBe(percent);

    /// <summary>As Sanya published it: 15, 40, 70 and 100 % of the starts to the end of each quarter; straight where the city counts by months.</summary>
    [Theory]
    [InlineData(2, 0, 16.7)]
    [InlineData(3, 15, 25)]
    [InlineData(6, 40, 50)]
    [InlineData(8, 40, 66.7)]
    [InlineData(9, 70, 75)]
    [InlineData(12, 100, 100)]
    public void The_starts_have_steps_of_their_own(int month, double stepped, double straight)
    {
        Schedule.StartsPercentOf(CitySchedule.Stepped, MonthOf(month)).ShouldBe((decimal)stepped);
        Math.Round(Schedule.StartsPercentOf(CitySchedule.Straight, MonthOf(month)), 1).ShouldBe((decimal)straight);
    }

    [Theory]
    [InlineData(1_000, true, CitySchedule.Straight, ScheduleForm.OwnCurve, 25)]
    [InlineData(1_000, true, CitySchedule.Stepped, ScheduleForm.OwnCurve, 25)]
    [InlineData(2_000, true, CitySchedule.Straight, ScheduleForm.OwnCurve, 25)] // the plan was changed since
    [InlineData(null, true, CitySchedule.Straight, ScheduleForm.OwnCurve, 25)]
    [InlineData(1_000, false, CitySchedule.Stepped, ScheduleForm.Stepped, 20)]
    [InlineData(1_200, false, CitySchedule.Straight, ScheduleForm.Straight, 41.7)]
    public void An_accepted_curve_counts_before_what_the_city_holds_all_others_against(
        int? planned, bool accepted, CitySchedule city, ScheduleForm form, double percentInMay)
    {
        var schedule = Schedule.Of(planned, accepted ? Curve : null, city);

        schedule.Form.ShouldBe(form);
        Math.Round(schedule.PercentAt(MonthOf(5)), 1).ShouldBe((decimal)percentInMay);
    }

    [Fact]
    public void A_curve_of_nothing_is_not_the_way_to_a_plan_of_something()
    {
        var nothing = new decimal[12];

        Schedule.Of(1_000, nothing, CitySchedule.Straight).Form.ShouldBe(ScheduleForm.Straight);
        Schedule.Of(0, nothing, CitySchedule.Straight).Form.ShouldBe(ScheduleForm.OwnCurve);
        Schedule.Of(0, nothing, CitySchedule.Straight).VariancePoints(10, MonthOf(5)).ShouldBeNull();
    }

    [Property]
    public void Whatever_the_form_it_never_falls_and_stays_between_nothing_and_the_plan(Given given)
    {
        var percents = Enumerable.Range(1, 12).Select(m => given.Schedule.PercentAt(MonthOf(m))).ToList();

        percents.ShouldAllBe(p => p >= 0 && p <= 100);
        percents.ShouldBe(percents.Order());
        (given.Schedule.PlannedWan > 0 ? percents[^1] : 100).ShouldBe(100); // a year with a plan asks for all of it in the end
    }

    [Property]
    public void Who_is_as_far_as_the_schedule_has_no_variance(Given given)
    {
        if (given.Schedule.PlannedWan is not > 0)
        {
            return;
        }

        foreach (var month in Enumerable.Range(1, 12).Select(MonthOf))
        {
            var points = given.Schedule.VariancePoints(given.Schedule.PlannedWan.Value * given.Schedule.PercentAt(month) / 100, month);
            Math.Abs(points!.Value).ShouldBeLessThan(0.000_000_1m);
        }
    }

    /// <summary>Any curve that the rules let in: twelve rises, some of them none; with a plan that is its December, another one, or none.</summary>
    public static Arbitrary<Given> AnyGiven() => Arb.From(
        from rises in Gen.Choose(0, 1_000).ListOf(12)
        from hasCurve in Gen.Elements(true, true, false)
        from isNothing in Gen.Frequency((1, Gen.Constant(true)), (9, Gen.Constant(false)))
        from plan in Gen.Choose(0, 20_000)
        from kind in Gen.Choose(0, 2)
        from city in Gen.Elements(CitySchedule.Straight, CitySchedule.Stepped)
        select new Given(hasCurve ? CurveOf([.. rises], isNothing) : null, kind, plan, city));

    private static decimal[] CurveOf(int[] rises, bool isNothing) =>
        [.. Enumerable.Range(1, 12).Select(m => isNothing ? 0 : rises.Take(m).Sum() / 3m)];

    private static DateOnly MonthOf(int month) => new(2025, month, 1);

    public sealed record Given(decimal[]? Curve, int Kind, int Plan, CitySchedule City)
    {
        public Schedule Schedule => Schedule.Of(Kind switch { 0 => Curve?[^1] ?? Plan, 1 => Plan, _ => null }, Curve, City);
    }
}
