namespace Cluster.Client;

/// <summary>A task (任务) with its roles, its measures and where it stands.</summary>
/// <param name="Id">T01 and on.</param>
/// <param name="Clause">The clause of the document.</param>
/// <param name="Theme">The theme's number.</param>
/// <param name="Subsection">The subsection's number.</param>
/// <param name="Ordinal">Its place in the document, from 1.</param>
/// <param name="Title">The title.</param>
/// <param name="TitleEn">The title in English.</param>
/// <param name="Leads">Lead organisations (牵头单位) by short name: none, one or several.</param>
/// <param name="CoOperators">Co-operating organisations (配合单位) by short name.</param>
/// <param name="Implementers">Where it is carried out (实施地区), as the document says it.</param>
/// <param name="Note">A note.</param>
/// <param name="Measures">The concrete things the task names (举措).</param>
/// <param name="State">One of <see cref="TaskStates"/>.</param>
/// <param name="ProgressPercent">Cumulative, 0 to 100 %; null while nobody has reported.</param>
/// <param name="ReportedFor">The newest quarter reported: 2025Q3.</param>
/// <param name="ReportedAt">When it was reported.</param>
public sealed record TaskView(
    string Id, string Clause, string Theme, string Subsection, int Ordinal, string Title, string TitleEn,
    IReadOnlyList<string> Leads, IReadOnlyList<string> CoOperators, IReadOnlyList<string> Implementers, string? Note,
    IReadOnlyList<Measure> Measures, string State, decimal? ProgressPercent, string? ReportedFor, DateTimeOffset? ReportedAt);

/// <summary>One task with its targets, each organisation's newest report, and how each target stands.</summary>
/// <param name="Task">The task and where it stands.</param>
/// <param name="Targets">Codes of its targets: G06.</param>
/// <param name="Reports">The newest report of each organisation.</param>
/// <param name="Indicators">Its targets with what was measured, as in the overview.</param>
public sealed record TaskDetail(
    TaskView Task, IReadOnlyList<string> Targets, IReadOnlyList<LatestReport> Reports, IReadOnlyList<IndicatorSummary> Indicators);

/// <summary>The newest report of an organisation on a task.</summary>
/// <param name="Organisation">The short name.</param>
/// <param name="Period">The quarter: 2025Q3.</param>
/// <param name="ProgressPercent">Cumulative, 0 to 100 %.</param>
/// <param name="State">not-started, in-progress, completed or suspended.</param>
/// <param name="ReportedAt">When it was reported.</param>
public sealed record LatestReport(string Organisation, string Period, decimal ProgressPercent, string State, DateTimeOffset ReportedAt);

/// <summary>A measure (举措) of a task.</summary>
/// <param name="Ordinal">Its place, from 1.</param>
/// <param name="Zh">The words.</param>
/// <param name="En">The same in English.</param>
public sealed record Measure(int Ordinal, string Zh, string? En);

/// <summary>The states (状态) of a task.</summary>
public static class TaskStates
{
    /// <summary>Nobody responsible has reported (未报).</summary>
    public const string NotReported = "not-reported";

    /// <summary>Not started (未开始).</summary>
    public const string NotStarted = "not-started";

    /// <summary>In progress (推进中).</summary>
    public const string InProgress = "in-progress";

    /// <summary>Completed (已完成).</summary>
    public const string Completed = "completed";

    /// <summary>Suspended (已暂停).</summary>
    public const string Suspended = "suspended";
}
