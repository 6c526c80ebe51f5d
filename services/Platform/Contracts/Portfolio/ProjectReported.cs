namespace Cluster.Contracts.Portfolio;

/// <summary>A project (项目) of any department was reported or changed. Money is in 万元.</summary>
/// <param name="Key">The department's own key, also after it has a national code.</param>
/// <param name="Code">The national code (投资项目统一代码), null as long as it has none.</param>
/// <param name="Counties">Where it is built; a project in several counties is one project.</param>
/// <param name="SharesPercent">Of each county, in the same order; they add up to 100.</param>
/// <param name="Tasks">Tasks of the plan that it serves, T01 to T42.</param>
/// <param name="Stage">Dispatch stage (调度阶段).</param>
/// <param name="StageSince">The day since which it stands there; null where nobody said it.</param>
/// <param name="Passages">When it came to each stage, the first one first; the last one is where it stands.</param>
/// <param name="StatisticsStage">As the statistics bureau counts it (统计阶段).</param>
/// <param name="TotalWan">计划总投资, before any adjustment.</param>
/// <param name="AdjustedTotalWan">概算调整; with the number of its document.</param>
/// <param name="StatisticsEnteredOn">入库（纳统）日期.</param>
public sealed record ProjectReported(
    string Key, string Owner, string? Code, string Name, string Unit, CreditCode? CreditCode, string? LeadUnit, string? ResponsibleUnit,
    string? Leader, IReadOnlyList<string> Counties, IReadOnlyList<decimal> SharesPercent, string? IndustryClass, string? Chain, string? Nature,
    string? Funding, string? Approval, string? ApprovalNumber, IReadOnlyList<string> Tasks, string Stage, DateOnly? StageSince, string? StageEvidence,
    string? StageReason, string? StageCorrection, IReadOnlyList<StagePassed> Passages, string? StatisticsStage, DateOnly? StatisticsEnteredOn, decimal? TotalWan, decimal? BudgetWan, decimal? LoansWan,
    decimal? BondsWan, decimal? ForeignWan, decimal? SelfRaisedWan, decimal? OtherSourcesWan, decimal? AdjustedTotalWan, string? AdjustmentNumber,
    DateOnly? PlannedStart, DateOnly? StartedOn, DateOnly? PlannedCompletion, DateOnly? CompletedOn, string? Note);

/// <summary>A project came to a stage (阶段履历).</summary>
/// <param name="Since">As the department said, or the day of its report.</param>
public sealed record StagePassed(string Stage, DateOnly Since);
