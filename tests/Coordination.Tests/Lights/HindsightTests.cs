using Cluster.Coordination.Lights;
using FsCheck.Xunit;
using static Cluster.Coordination.Tests.Lights.Scene;

namespace Cluster.Coordination.Tests.Lights;

[Properties(MaxTest = 300, Arbitrary = [typeof(AnyFacts)])]
public sealed class HindsightTests
{
    /// <summary>Whoever knows all by its due day has nothing to learn later.</summary>
    [Property]
    public void Facts_that_were_said_once_and_in_time_are_the_same_in_hindsight(AnyFacts.Given given)
    {
        var dueDay = Presets.Of(given.Preset).ReportDueDay;
        var facts = given.Facts with
        {
            YearPlans = [.. given.Facts.YearPlans.DistinctBy(p => p.Year).Select(p => p with { SaidOn = new DateOnly(p.Year, 1, 1) })],
            Months = [.. given.Facts.Months.DistinctBy(m => m.Month).Select(m => m with { SaidOn = m.Month.AddMonths(1).AddDays(dueDay - 1) })],
            Milestones = [.. given.Facts.Milestones.DistinctBy(m => m.Key)],
            Quotas = [.. given.Facts.Quotas.DistinctBy(q => q.Month).Select(q => q with { SaidOn = q.Month.AddMonths(1).AddDays(dueDay - 1) })],
        };
        var known = Hindsight.Of(facts, dueDay);

        known.YearPlans.ShouldBe(facts.YearPlans, ignoreOrder: true);
        known.Months.ShouldBe(facts.Months, ignoreOrder: true);
        known.Milestones.ShouldBe(facts.Milestones, ignoreOrder: true);
        known.Quotas.ShouldBe(facts.Quotas, ignoreOrder: true);
    }

    [Fact]
    public void A_late_month_counts_as_if_it_had_come_on_the_last_day_and_a_corrected_one_as_if_it_had_been_right_at_once()
    {
        var facts = Building() with
        {
            Months =
            [
                new(Day(5, 1), 400, PaidWan: null, Day(6, 2), 1), new(Day(5, 1), 160, PaidWan: null, Day(8, 1), 2),
                new(Day(6, 1), 150, PaidWan: null, Day(9, 1), 1),
            ],
        };

        Hindsight.Of(facts, reportDueDay: 5).Months.ShouldBe(
            [new(Day(5, 1), 160, PaidWan: null, Day(6, 2), 2), new(Day(6, 1), 150, PaidWan: null, Day(7, 5), 1)], ignoreOrder: true);
    }
}
