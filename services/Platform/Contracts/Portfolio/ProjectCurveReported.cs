namespace Cluster.Contracts.Portfolio;

/// <summary>
/// A project's own monthly plan for a year (项目月度计划曲线) was reported, changed, accepted or returned. Money is in 万元 and cumulative within
/// the year.
/// </summary>
/// <param name="M01Wan">What is to be invested by the end of January; December's is the plan of the year.</param>
/// <param name="FrozenMonths">Months in which nothing is built (冻结月份), 1 to 12.</param>
/// <param name="Reason">Why a curve that had been accepted was changed.</param>
/// <param name="State">draft, accepted or returned; of the curve as it was last reported.</param>
/// <param name="AcceptedWan">
/// What projects are held against: the twelve values that were accepted last, also while a change of them waits; null as long as none were.
/// </param>
/// <param name="AcceptedBy">Organisation, with the client that it used.</param>
/// <param name="ReturnNote">What the department has to change (退回意见).</param>
/// <param name="PlannedStart">计划开工年月, 2025-04, as it was last reported; null where the year has none.</param>
/// <param name="AcceptedStart">The one that was accepted with the values.</param>
public sealed record ProjectCurveReported(
    string Key, string Owner, string Project, int Year, decimal M01Wan, decimal M02Wan, decimal M03Wan, decimal M04Wan, decimal M05Wan, decimal M06Wan,
    decimal M07Wan, decimal M08Wan, decimal M09Wan, decimal M10Wan, decimal M11Wan, decimal M12Wan, IReadOnlyList<int> FrozenMonths, string? Reason,
    string State, IReadOnlyList<decimal>? AcceptedWan, string? AcceptedBy, string? AcceptedClient, DateTimeOffset? AcceptedAt, string? ReturnedBy,
    string? ReturnedClient, DateTimeOffset? ReturnedAt, string? ReturnNote, string? PlannedStart = null, string? AcceptedStart = null);
