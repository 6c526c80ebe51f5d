using System.Text;
using Cluster.Contracts;
using Cluster.Coordination.Calendar;
using Cluster.Coordination.Reporting;
using static Cluster.Coordination.Tests.Reporting.Scene;

namespace Cluster.Coordination.Tests.Reporting;

public sealed class ReportingCycleTests
{
    [Theory]
    [InlineData("plan-quarterly", "2024Q4", "2025-01-15", false)]
    [InlineData("plan-quarterly", "2025Q1", "2025-04-15", false)]
    [InlineData("plan-quarterly", "2025Q2", "2025-07-14", false)]
    [InlineData("plan-quarterly", "2025Q3", "2025-10-21", false)]
    [InlineData("plan-quarterly", "2025Q4", "2026-01-15", false)]
    [InlineData("plan-quarterly", "2026Q4", "2027-01-14", true)]
    [InlineData("monthly-5-working-days", "2025-09", "2025-10-14", false)]
    [InlineData("monthly-5-working-days", "2026-12", "2027-01-07", true)]
    [InlineData("monthly-5th", "2025-08", "2025-09-05", false)]
    [InlineData("monthly-5th", "2025-09", "2025-10-09", false)] // in the holidays
    [InlineData("monthly-5th", "2025-06", "2025-07-07", false)] // a Saturday
    [InlineData("monthly-5th", "2025-12", "2026-01-05", false)]
    [InlineData("monthly-28th", "2025-08", "2025-08-28", false)]
    [InlineData("monthly-28th", "2025-09", "2025-09-28", false)] // a Sunday that is worked
    [InlineData("monthly-28th", "2025-01", "2025-02-05", false)] // the Spring Festival
    [InlineData("monthly-28th", "2026-12", "2026-12-28", true)] // the notice of 2027 may move it
    [InlineData("half-yearly", "2025H1", "2025-07-14", false)]
    [InlineData("yearly", "2025", "2026-01-15", false)]
    public void A_period_is_due_by_the_rule_of_its_rhythm(string rhythm, string period, string due, bool isProvisional)
    {
        var cycle = new ReportingCycle(Rhythms.Of(rhythm), Period.Parse(period), WorkingDays.Published);

        ($"{cycle.Due.LastDay:yyyy-MM-dd}", cycle.Due.IsProvisional).ShouldBe((due, isProvisional));
        cycle.DueAt.ShouldBe(At(due).AddDays(1));
    }

    [Fact]
    public void Reminders_come_21_14_7_and_1_days_before_and_then_it_is_overdue()
    {
        CycleMoment[] expected =
        [
            new(At("2025-07-01"), CycleMomentKind.Opens),
            new(At("2025-09-30 09:00"), CycleMomentKind.Reminder, 21),
            new(At("2025-10-07 09:00"), CycleMomentKind.Reminder, 14),
            new(At("2025-10-14 09:00"), CycleMomentKind.Reminder, 7),
            new(At("2025-10-20 09:00"), CycleMomentKind.Reminder, 1),
            new(At("2025-10-22"), CycleMomentKind.Overdue),
            new(At("2025-11-19"), CycleMomentKind.Closes),
            new(At("2026-10-22"), CycleMomentKind.Final),
        ];

        Cycle.Moments.ShouldBe(expected);
    }

    [Theory]
    [InlineData("2025-06-30 23:59", "2025-07-01")]
    [InlineData("2025-09-30 08:59", "2025-09-30 09:00")]
    [InlineData("2025-09-30 09:00", "2025-10-07 09:00")]
    [InlineData("2025-10-21 23:59", "2025-10-22")]
    public void A_scheduler_sets_one_clock(string after, string next) => Cycle.Next(At(after))!.At.ShouldBe(At(next));

    [Fact]
    public void After_the_last_moment_there_is_none() => Cycle.Next(Cycle.FinalAt).ShouldBeNull();

    [Fact]
    public void A_reminder_of_a_period_that_has_not_begun_is_none()
    {
        var (rhythm, _) = Read("\"period\": \"ten-days\", \"due\": { \"workingDays\": 2 }");
        var cycle = new ReportingCycle(rhythm!, Period.Parse("2025-09-D2"), WorkingDays.Published);

        cycle.Moments.Where(m => m.Kind == CycleMomentKind.Reminder).Select(m => m.DaysBefore ?? 0).ShouldBe([7, 1]);
        $"{cycle.Due.LastDay:yyyy-MM-dd}".ShouldBe("2025-09-23");
    }

    [Fact]
    public void A_period_of_another_length_is_not_of_the_rhythm() =>
        Should.Throw<ArgumentException>(() => new ReportingCycle(Rhythms.Of("monthly-5th"), Quarter3, WorkingDays.Published));

    [Theory]
    [InlineData("\"period\": \"quarter\", \"due\": { \"workingDays\": 10 }", "")]
    [InlineData("\"period\": \"fortnight\", \"due\": { \"workingDays\": 10 }", "period")]
    [InlineData("\"period\": \"quarter\", \"due\": { \"workingDays\": 0 }", "due")]
    [InlineData("\"period\": \"quarter\", \"due\": { \"workingDays\": 10, \"day\": 5 }", "due")]
    [InlineData("\"period\": \"month\", \"due\": { \"day\": 31, \"monthsAfter\": 0 }", "due")]
    [InlineData("\"period\": \"month\", \"due\": { \"day\": 5 }", "due")]
    [InlineData("\"period\": \"month\"", "due")]
    [InlineData("\"due\": { }", "period,due")]
    public void A_rhythm_is_read_with_all_its_faults(string text, string faulty)
    {
        var (rhythm, faults) = Read(text);

        string.Join(',', faults).ShouldBe(faulty);
        (rhythm is null).ShouldBe(faulty.Length > 0);
    }

    private static (ReportingRhythm? Rhythm, IReadOnlyList<string> Faults) Read(string fields)
    {
        var json = $$"""
            { "rhythms": [ { "id": "x", "version": 1, "name": { "zh": "试", "en": "A trial" }, "source": "test", {{fields}},
              "remindersDaysBefore": [1, 7, 14, 21, 21], "remindAt": "09:00", "lateWorkingDays": 5, "reopenMonths": 1 } ] }
            """;
        var (rhythm, faults) = RhythmText.ReadAll(new MemoryStream(Encoding.UTF8.GetBytes(json))).Single().Read();
        return (rhythm, [.. faults.Select(f => f.Field)]);
    }
}
