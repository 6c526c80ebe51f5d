using Cluster.Coordination.Calendar;
using Cluster.ServiceDefaults;

namespace Cluster.Coordination.Reporting;

/// <summary>
/// Completeness and timeliness (完整率、及时率) of any cells. Each counts a part of what it counts against, so no rate is above 100 %: items of
/// content against owed items, reports in time against reports whose due moment has passed.
/// </summary>
public sealed record ReportingRates(int Owed, int Complete, int NoChange, int DueReports, int InTime, int Late, int Excused)
{
    private const int Whole = 100;
    private const decimal Step = 0.1m;

    public int Missing => Owed - Complete - NoChange;

    /// <summary>Due and still not there.</summary>
    public int Overdue => DueReports - InTime - Late - Excused;

    /// <summary>Null where nothing is owed; no rate is taken of nothing.</summary>
    public decimal? CompletePercent => Percent(Complete, Owed);

    public decimal? NoChangePercent => Percent(NoChange, Owed);

    public decimal? InTimePercent => Percent(InTime, DueReports);

    public static ReportingRates Of(IEnumerable<ReportingCell> cells, DateTimeOffset asOf)
    {
        var owed = cells.Where(c => c.Organisation is not null).ToList();
        var due = owed.Where(c => c.Due.LastDay.EndsAt() <= asOf).ToList();
        return new ReportingRates(
            owed.Sum(c => c.Owed), owed.Sum(c => c.Complete), owed.Sum(c => c.NoChange), due.Count,
            due.Count(c => c.State is ReportingState.CompleteInTime or ReportingState.NoChangeInTime),
            due.Count(c => c.State is ReportingState.CompleteLate or ReportingState.NoChangeLate),
            due.Count(c => c.State is ReportingState.CompleteExcused or ReportingState.NoChangeExcused));
    }

    /// <summary>To one decimal, half away from zero; but 100.0 is all, and 0.0 is none.</summary>
    private static decimal? Percent(int part, int whole) =>
        whole == 0 ? null
        : part == whole ? Whole
        : part == 0 ? 0
        : Math.Clamp(Math.Round(part * (decimal)Whole / whole, 1, MidpointRounding.AwayFromZero), Step, Whole - Step);
}
