namespace Cluster.Contracts.Coordination;

/// <summary>An entry of a department's task breakdown table (任务分解表) as it now is; whether it holds, the state of the department's plan says.</summary>
/// <param name="Task">T21.</param>
/// <param name="Measure">What is done in the year.</param>
/// <param name="Goal">What the year is to bring, in words.</param>
/// <param name="Milestones">Each with its day first: <c>2026-06-30 完成路基</c>, in the order of the days.</param>
/// <param name="Figure">The code of a defined measure; null where the year has no figure.</param>
/// <param name="FigureValue">What it is to come to, in the measure's unit.</param>
/// <param name="Projects">Keys of the city's pool, <c>infrastructure/p-1</c>.</param>
/// <param name="JointWith">Other leads of the task that submit it together with this department.</param>
/// <param name="DroppedReason">Why it is no longer part of the plan; null while it is.</param>
public sealed record PlanItemRecorded(
    string Key, string Organisation, int Year, string Task, string Measure, string? Goal, IReadOnlyList<string> Milestones, string? Figure,
    decimal? FigureValue, IReadOnlyList<string> Projects, IReadOnlyList<string> CoOperators, IReadOnlyList<string> JointWith, string? DroppedReason);
