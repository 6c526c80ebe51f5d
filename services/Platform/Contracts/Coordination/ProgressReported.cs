namespace Cluster.Contracts.Coordination;

/// <summary>A department reported its progress (进展情况) on one task of the plan for one quarter.</summary>
/// <param name="ProgressPercent">Cumulative since the start, 0 to 100; the department's own figure.</param>
/// <param name="State">not-started, in-progress, completed or suspended.</param>
/// <param name="NoChange">"No change" (无变化) was ticked.</param>
/// <param name="Withdrawn">Taken back, with the whole report.</param>
public sealed record ProgressReported(
    string Task, string Organisation, Quarter Period, decimal ProgressPercent, string State, string Words, bool NoChange = false, bool Withdrawn = false);
