namespace Cluster.Contracts.Portfolio;

/// <summary>
/// How a project stood at the end of a month (月报): one of many that are new, or, as an event of its own, one that was changed. Money is in
/// 万元 and cumulative; the month's own value is the difference to the month before.
/// </summary>
/// <param name="Month">2025-09.</param>
/// <param name="YearToDateWan">本年完成投资, from January to the month's end.</param>
/// <param name="SinceStartWan">自开工累计完成投资.</param>
/// <param name="InPlaceWan">本年到位资金.</param>
/// <param name="PaidWan">本年支付资金.</param>
/// <param name="Progress">形象进度, in words.</param>
/// <param name="Variance">偏差说明: why it is ahead of the schedule, or behind.</param>
/// <param name="Correction">更正原因: why a cumulative value fell.</param>
public sealed record ProjectMonthReported(
    string Key, string Owner, string Project, string Month, decimal YearToDateWan, decimal? SinceStartWan, decimal? ConstructionWan,
    decimal? EquipmentWan, decimal? OtherCostsWan, decimal? InPlaceWan, decimal? PaidWan, string? Progress, string? Variance, string? Correction);

/// <summary>
/// New months (月报) of projects of one owner, many in one event. Each is version 1 of its own history, which <see cref="ProjectMonthReported"/>
/// goes on under the month's key, <c>project.2025-09</c>.
/// </summary>
public sealed record ProjectMonthsRecorded(string Owner, IReadOnlyList<RecordedMonth> Months);

/// <summary>What <see cref="ProjectMonthReported"/> says of a month, without what follows from the others.</summary>
public sealed record RecordedMonth(
    string Project, string Month, decimal YearToDateWan, decimal? SinceStartWan, decimal? ConstructionWan, decimal? EquipmentWan,
    decimal? OtherCostsWan, decimal? InPlaceWan, decimal? PaidWan, string? Progress, string? Variance, string? Correction);
