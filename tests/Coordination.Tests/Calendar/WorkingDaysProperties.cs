using Cluster.Contracts;
using Cluster.Coordination.Calendar;
using Cluster.Coordination.Reporting;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace Cluster.Coordination.Tests.Calendar;

[Properties(MaxTest = 500, Arbitrary = [typeof(WorkingDaysProperties)])]
public sealed class WorkingDaysProperties
{
    private static readonly DateOnly First = new(2023, 1, 1);

    /// <summary>Some published notices, some invented ones of the years after, and a term that begins among them.</summary>
    public static Arbitrary<Given> Any() => Arb.From(
        from loaded in Gen.Elements(Years()).ListOf().Select(years => years.Distinct().ToList())
        from added in Gen.Elements(Years())
        from changes in Gen.Choose(0, 371).ListOf(12)
        from offset in Gen.Choose(0, 2_300)
        from days in Gen.Choose(1, 40)
        select new Given([.. loaded.Select(year => Notice(year, changes))], Notice(added, changes), First.AddDays(offset), days));

    [Property]
    public void A_term_ends_on_a_working_day_and_has_as_many_as_it_says(Given given)
    {
        var calendar = new WorkingDays(given.Notices);
        var term = calendar.Count(given.From, given.Days);

        calendar.On(term.LastDay).IsWorking.ShouldBeTrue();
        calendar.Between(given.From.AddDays(1), term.LastDay).ShouldBe(given.Days);
        term.LastDay.ShouldBeGreaterThan(given.From);
    }

    /// <summary>What waits for no notice is not moved by the first notice of any year.</summary>
    [Property]
    public void Another_years_notice_never_changes_a_due_day_that_is_not_provisional(Given given)
    {
        if (given.Notices.Any(n => n.Year == given.Added.Year))
        {
            return;
        }

        var (before, after) = (new WorkingDays(given.Notices), new WorkingDays([given.Added, .. given.Notices]));
        foreach (var (now, then) in Dues(before, given).Zip(Dues(after, given)).Where(t => !t.First.IsProvisional))
        {
            (then.LastDay, then.IsProvisional).ShouldBe((now.LastDay, false));
        }
    }

    [Property]
    public void The_order_and_the_repetition_of_notices_say_nothing(Given given)
    {
        var one = new WorkingDays([.. given.Notices, given.Added]).Count(given.From, given.Days);
        var other = new WorkingDays([given.Added, .. given.Notices.Reverse(), .. given.Notices]).Count(given.From, given.Days);

        other.Passed.ShouldBe(one.Passed);
    }

    [Property]
    public void The_due_moment_of_every_rhythm_is_a_working_day_not_before_the_day_of_its_rule(Given given)
    {
        var calendar = new WorkingDays([.. given.Notices, given.Added]);
        foreach (var rhythm in Rhythms.Published)
        {
            var cycle = new ReportingCycle(rhythm, Period.Of(given.From, rhythm.Period), calendar);

            calendar.On(cycle.Due.LastDay).IsWorking.ShouldBeTrue();
            calendar.On(cycle.Closes.LastDay).IsWorking.ShouldBeTrue();
            cycle.Due.LastDay.ShouldBeGreaterThanOrEqualTo(rhythm.Due.Day is { } day
                ? cycle.Period.LastDay.AddDays(1).AddMonths(rhythm.Due.MonthsAfter - 1).AddDays(day - 1)
                : cycle.Period.LastDay.AddDays(rhythm.Due.WorkingDays!.Value));
            cycle.Moments.Select(m => m.At).ShouldBeInOrder();
        }
    }

    private static IEnumerable<Term> Dues(WorkingDays calendar, Given given) =>
        Rhythms.Published.Select(r => new ReportingCycle(r, Period.Of(given.From, r.Period), calendar).Due).Append(calendar.Count(given.From, given.Days));

    private static int[] Years() => [.. Enumerable.Range(2022, 9)];

    /// <summary>The published one, or days out of the year's reach made otherwise.</summary>
    private static WorkdayNotice Notice(int year, IEnumerable<int> changes)
    {
        if (PublishedNotices.All.FirstOrDefault(n => n.Year == year) is { } published)
        {
            return published;
        }

        var days = changes.Select(c => new DateOnly(year - 1, 12, 25).AddDays(c)).Where(d => d.Year <= year).Append(new DateOnly(year, 1, 1)).Distinct();
        return WorkdayNotice.Of(year, 1, days.Select(d => new NoticeDay(d, d.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday, "节日"))).Notice!;
    }

    public sealed record Given(IReadOnlyList<WorkdayNotice> Notices, WorkdayNotice Added, DateOnly From, int Days);
}
