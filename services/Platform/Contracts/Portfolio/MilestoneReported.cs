namespace Cluster.Contracts.Portfolio;

/// <summary>A milestone of a project (项目节点) was reported or changed: what a light on it is made of.</summary>
/// <param name="Project">The project's key.</param>
/// <param name="Ordinal">Its place among the project's milestones; null where it has a key of its own and no place.</param>
/// <param name="Gate">The stage that it opens (阶段门); null for a key node (关键节点).</param>
/// <param name="SlipDays">From the planned day to the actual one, or to the forecast as long as there is none; below 0 where it is early.</param>
/// <param name="Slips">How often its forecast moved to a later day behind the plan.</param>
/// <param name="Correction">Why the planned day was changed, or an actual one taken back or changed.</param>
public sealed record MilestoneReported(
    string Key, string Owner, string Project, long? Ordinal, string Name, string? Gate, DateOnly Planned, DateOnly? Forecast, DateOnly? Actual,
    int? SlipDays, long Slips, string? Correction, string? Note);
