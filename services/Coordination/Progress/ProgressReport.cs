using Cluster.Contracts;
using Cluster.Coordination.Reporting;
using Cluster.Coordination.Reporting.Facts;
using Cluster.Ingestion;

namespace Cluster.Coordination.Progress;

/// <summary>A department's progress report (进展情况) on one task for one quarter.</summary>
public sealed record ProgressReport : Resource
{
    public static readonly Codes<ProgressState> States = new(
        (ProgressState.NotStarted, "not-started", "未开始"),
        (ProgressState.InProgress, "in-progress", "推进中"),
        (ProgressState.Completed, "completed", "已完成"),
        (ProgressState.Suspended, "suspended", "已暂停"));

    public required string Task { get; init; }

    public required string Organisation { get; init; }

    public required Quarter Period { get; init; }

    /// <summary>Cumulative since the task's start, 0 to 100; the department's own figure.</summary>
    public required decimal ProgressPercent { get; init; }

    public required ProgressState State { get; init; }

    /// <summary>Empty where "no change" is ticked and nothing more is said.</summary>
    public required string Words { get; init; }

    public bool NoChange { get; init; }

    /// <summary>Taken back, with the whole report.</summary>
    public bool Withdrawn { get; init; }

    internal SubmittedPart Part(long version) => new(
        Task, Organisation, Period.ToString(), OwedItems.Progress, version, ProgressPercent, Words, NoChange, Withdrawn, AsOf);

    public static string KeyOf(string task, Quarter period, string organisation) => $"{task}.{period}.{organisation}";

    public static bool Agree(ProgressState state, decimal progressPercent) => state switch
    {
        ProgressState.NotStarted => progressPercent == 0,
        ProgressState.Completed => progressPercent == 100,
        _ => true,
    };
}

public enum ProgressState
{
    NotStarted,
    InProgress,
    Completed,
    Suspended,
}
