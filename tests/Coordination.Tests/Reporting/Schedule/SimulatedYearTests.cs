using System.Globalization;
using Cluster.Contracts;
using FsCheck.Fluent;

namespace Cluster.Coordination.Tests.Reporting.Schedule;

/// <summary>A year of the clock from moment to moment, against a second computation that knows only the published list of working days.</summary>
public sealed class SimulatedYearTests(ClockedOffice office) : IClassFixture<ClockedOffice>
{
    private static readonly (string Task, string Organisation)[] Owed = [("T13", "市发改委"), ("T13", "市商务局"), ("T21", "市交通运输局")];
    private static readonly int[] DaysBefore = [21, 14, 7, 1];

    /// <summary>Hours from the due day's end at which a report comes; null is never.</summary>
    private static readonly int?[] Arrivals = [-24 * 30, -24 * 15, -24 * 14, -200, -30, -1, 0, 1, 100, null];

    [Fact]
    public async Task In_a_year_of_moments_everybody_is_reminded_and_found_missing_as_the_second_computation_says()
    {
        await office.Begin("2025-01-01 00:00");
        var workdays = await ReadWorkdays();
        List<string> reminders = [], overdue = [];
        foreach (var period in Enumerable.Range(0, 4).Select(q => Period.Of(new DateOnly(2025, 1 + (3 * q), 1), PeriodType.Quarter)))
        {
            var due = workdays.Where(d => d > period.LastDay).Take(10).Last();
            var end = due.AddDays(1).ToDateTime(TimeOnly.MinValue);
            foreach (var (task, organisation) in Owed)
            {
                DateTime? came = Gen.Sample(Gen.Elements(Arrivals), 1).Single() is { } hours ? end.AddHours(hours) : null;
                if (came is { } at)
                {
                    await office.Report(task, organisation, at.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture), $"{period}", $"{period}的进展");
                }

                reminders.AddRange(
                    from days in DaysBefore
                    let moment = due.AddDays(-days).ToDateTime(new TimeOnly(9, 0))
                    where !(came <= moment)
                    select $"{period} {organisation} {days} {task} for {organisation}");
                overdue.AddRange(!(came <= end) ? [$"{task} {period} {organisation} for {organisation}"] : Array.Empty<string>());
            }
        }

        var looks = 0;
        for (var at = "2025-01-01 00:00"; string.CompareOrdinal(at, "2026-02-10") < 0; looks++)
        {
            at = (await office.LookAt(at))!;
        }

        (await office.Reminders()).ShouldBe(reminders, ignoreOrder: true);
        (await office.Overdue()).ShouldBe(overdue, ignoreOrder: true);
        looks.ShouldBeLessThan(60); // from moment to moment, not from day to day
    }

    private static async Task<List<DateOnly>> ReadWorkdays() =>
    [
        .. (await File.ReadAllLinesAsync(Path.Combine(AppContext.BaseDirectory, "workdays-2024-2026.csv"), TestContext.Current.CancellationToken))
            .Skip(1).Select(line => line.Split(',')).Where(cells => cells[2].Trim() == "1")
            .Select(cells => DateOnly.ParseExact(cells[0], "yyyy-MM-dd", CultureInfo.InvariantCulture)),
    ];
}
