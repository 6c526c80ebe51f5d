using Cluster.Coordination.Lights;
using Cluster.Portfolio.Months;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using static Cluster.Coordination.Tests.Lights.Scene;

namespace Cluster.Coordination.Tests.Lights;

/// <summary>
/// A year of days, with reports that come early, late or never, and a second way to the investment light of yinchuan-2025: in whole 万元 and
/// twelfths, forward from January, with nothing of the engine in it.
/// </summary>
[Properties(MaxTest = 200, Arbitrary = [typeof(YinchuanYearTests)])]
public sealed class YinchuanYearTests
{
    private const int PlanWan = 1_200;
    private const int DueDay = 5;

    [Property]
    public void A_second_computation_comes_to_the_same_light_on_every_day(Year year)
    {
        var course = new LightCourse(year.Facts, Presets.Of("yinchuan-2025"), CitySchedule.Straight);
        for (var day = Day(2, 6); day <= Day(12, 31); day = day.AddDays(1))
        {
            var light = course.On(day).Dimensions.Single(d => d.Dimension == LightDimension.Investment);
            (light.Raw, light.Escalated).ShouldBe(year.LightsOn(day), $"{day:yyyy-MM-dd} {year}");
        }
    }

    public static Arbitrary<Year> AnyYear() => Arb.From(
        from rises in Gen.Frequency((1, Gen.Constant(0)), (3, Gen.Choose(0, 160))).ListOf(12)
        from delays in Gen.Frequency((6, Gen.Choose(0, 4)), (2, Gen.Choose(5, 45)), (1, Gen.Constant(Year.Never))).ListOf(12)
        select new Year([.. rises], [.. delays]));

    public sealed record Year(int[] Rises, int[] Delays)
    {
        public const int Never = 1_000;

        public LightFacts Facts => Building() with
        {
            YearPlans = [new(2025, PlanWan, CurveWan: null, PaymentsWan: null, Day(1, 2), 1)],
            Months =
            [
                .. Enumerable.Range(1, 12).Where(m => Delays[m - 1] != Never)
                    .Select(m => new MonthFigure(Day(m, 1), Done(m), PaidWan: null, SaidOn(m), 1)),
            ],
        };

        public (Light Raw, Light Escalated) LightsOn(DateOnly day)
        {
            var judged = day.Month - 1;
            if (!IsKnown(judged, day) && day.Day <= DueDay)
            {
                judged--;
            }

            if (!IsKnown(judged, day))
            {
                return (Light.Grey, Light.Grey);
            }

            var run = 0;
            for (var month = 1; month <= judged; month++)
            {
                run = !IsKnown(month, day) ? run : ColourOf(month) == Light.Green ? 0 : run + 1;
            }

            var colour = ColourOf(judged);
            return (colour, colour == Light.Yellow && run >= 3 ? Light.Red : colour);
        }

        public override string ToString() => $"rises {string.Join(' ', Rises)}; delays {string.Join(' ', Delays)}";

        /// <summary>A month of the plan is 100 万元; 10 points of 1,200 are 120, 30 are 360.</summary>
        private Light ColourOf(int month) => ((month * 100) - Done(month)) switch { < 120 => Light.Green, <= 360 => Light.Yellow, _ => Light.Red };

        private int Done(int month) => Rises.Take(month).Sum();

        private DateOnly SaidOn(int month) => Day(month, 1).AddMonths(1).AddDays(Delays[month - 1]);

        private bool IsKnown(int month, DateOnly day) => Delays[month - 1] != Never && SaidOn(month) <= day;
    }
}
