using Cluster.Contracts;

namespace Cluster.Coordination.Progress;

/// <summary>An organisation's newest report on a task.</summary>
public sealed record LatestReport(string Organisation, Quarter Period, decimal ProgressPercent, ProgressState State, DateTimeOffset ReportedAt);

/// <summary>Where a task stands (任务状态), computed from what its responsible organisations reported; nobody types it.</summary>
/// <param name="State">Null while nobody responsible has reported (未报).</param>
public sealed record TaskStanding(ProgressState? State, decimal? ProgressPercent, Quarter? ReportedFor, DateTimeOffset? ReportedAt)
{
    public static readonly TaskStanding NotReported = new(null, null, null, null);

    /// <summary>
    /// The leads answer for a task; where the plan names none, those who co-operate do. Joint leads stand together: the task is done when
    /// all of them say so, and as far as the slower one.
    /// </summary>
    public static TaskStanding Of(IReadOnlyList<string> leads, IReadOnlyList<string> coOperators, IEnumerable<LatestReport> reports)
    {
        var responsible = leads.Count > 0 ? leads : coOperators;
        var counted = reports.Where(r => responsible.Contains(r.Organisation)).ToList();
        if (counted.Count == 0)
        {
            return NotReported;
        }

        var allLeadsReported = leads.Count == 0 || counted.Count == leads.Count;
        return new TaskStanding(
            StateOf(counted, allLeadsReported),
            counted.Min(r => r.ProgressPercent),
            counted.Max(r => r.Period),
            counted.Max(r => r.ReportedAt));
    }

    private static ProgressState StateOf(List<LatestReport> reports, bool allLeadsReported) =>
        reports.Exists(r => r.State == ProgressState.Suspended) ? ProgressState.Suspended
        : reports.TrueForAll(r => r.State == ProgressState.NotStarted) ? ProgressState.NotStarted
        : allLeadsReported && reports.TrueForAll(r => r.State == ProgressState.Completed) ? ProgressState.Completed
        : ProgressState.InProgress;
}
