namespace Cluster.Contracts.Cooperation;

/// <summary>A port figure (口岸统计数据) was reported or changed.</summary>
/// <param name="PeriodStart">First day the value covers.</param>
/// <param name="PeriodEnd">Last day the value covers.</param>
/// <param name="PeriodKind">day, month, half-year, year and multi-year are period values; year-to-date is cumulative.</param>
/// <param name="Direction">total, import, export or transit.</param>
/// <param name="Neighbour">all, mongolia or russia.</param>
/// <param name="Measure">freight, trade-value, vehicles, passengers or duties.</param>
/// <param name="YoyPct">Change on the same period of the year before, in percent.</param>
/// <param name="Qualifier">The source's own reservation, such as 已突破.</param>
public sealed record PortStatisticReported(
    string Key, string Owner, string Port, DateOnly PeriodStart, DateOnly PeriodEnd, string PeriodKind, string Direction,
    string Neighbour, string Measure, decimal Value, string Unit, decimal? YoyPct, string? Qualifier, string? Source);
