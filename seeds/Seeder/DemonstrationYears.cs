using System.Text.Json;
using System.Text.Json.Nodes;
using Cluster.Client;

namespace Cluster.Seeder;

/// <summary>
/// The plan's five years of quarterly reports, made up around those of demo-progress.json: each says in its words that it is a demonstration, and
/// when its department's system had it. One department is late in one quarter. What the last quarter says of T21 is left to whoever tries the platform.
/// </summary>
internal static class DemonstrationYears
{
    private const string Known = "2025Q3";
    private const string Last = "2025Q4";
    private const string LateDepartment = "市水务局";
    private const string LateQuarter = "2023Q2";
    private const int DaysUsually = 6;
    private const int DaysLate = 35; // the tenth working day after that quarter is in the middle of July
    private const int SuspendedQuarters = 3;
    private const int LastStep = 4; // points in the last quarter of what goes on

    private static readonly (string Quarter, DateOnly LastDay)[] Quarters =
    [
        .. from year in Enumerable.Range(2021, 5)
           from number in Enumerable.Range(1, 4)
           select ($"{year}Q{number}", new DateOnly(year, number * 3, 1).AddMonths(1).AddDays(-1)),
    ];

    public static IEnumerable<NamedRows> Reports(IReadOnlyList<ProgressReport> known) =>
        from report in known
        group report by report.Organisation into department
        select new NamedRows("progress-reports", department.Key, [.. from report in department from row in RowsOf(report) select JsonSerializer.SerializeToElement(row)]);

    private static IEnumerable<JsonObject> RowsOf(ProgressReport known)
    {
        var place = Array.FindIndex(Quarters, q => q.Quarter == Known);
        for (var i = 0; i < Quarters.Length; i++)
        {
            var (quarter, lastDay) = Quarters[i];
            if (quarter == Last && known.Task == "T21")
            {
                continue;
            }

            var percent = PercentAt(known, i, place);
            var days = known.Organisation == LateDepartment && quarter == LateQuarter ? DaysLate : DaysUsually;
            yield return new JsonObject
            {
                ["task"] = known.Task,
                ["organisation"] = known.Organisation,
                ["period"] = quarter,
                ["progressPercent"] = percent,
                ["state"] = StateAt(known, percent, i, place),
                ["words"] = quarter == Known ? known.Words : $"（演示）截至{lastDay.Year}年第{(lastDay.Month + 2) / 3}季度末，累计完成 {percent}%。",
                ["asOf"] = $"{lastDay.AddDays(days):yyyy-MM-dd}T10:00:00+08:00",
            };
        }
    }

    /// <summary>A straight way to where the known report stands.</summary>
    private static decimal PercentAt(ProgressReport known, int i, int place) => known.State switch
    {
        "suspended" when i > place - SuspendedQuarters => known.ProgressPercent,
        "in-progress" when i > place => Math.Min(99, known.ProgressPercent + LastStep),
        _ => i >= place ? known.ProgressPercent : Math.Floor(known.ProgressPercent * (i + 1) / (place + 1)),
    };

    private static string StateAt(ProgressReport known, decimal percent, int i, int place) => known.State switch
    {
        _ when percent == 0 => "not-started",
        "suspended" => i > place - SuspendedQuarters ? "suspended" : "in-progress",
        _ => percent == 100 ? "completed" : "in-progress",
    };
}
