namespace Cluster.Contracts.Coordination;

/// <summary>The office defined what the figures of a measure (指标口径) mean, or changed it.</summary>
/// <param name="Unit">万元, 吨, %: the one that its figures are kept in.</param>
/// <param name="Decimals">Decimal places of its figures, 0 to 6.</param>
/// <param name="PeriodType">day, ten-days, month, quarter, half-year or year.</param>
/// <param name="Kind">period-value, cumulative-in-year, cumulative-since-start or state-at-date.</param>
/// <param name="Reporters">Short names of who may report it; empty for any department.</param>
/// <param name="Target">The plan's target that it measures, G01 … G25.</param>
public sealed record MeasureDefined(
    string Key, string Name, string NameEn, string Unit, int Decimals, string PeriodType, string Kind, decimal? Min, decimal? Max,
    IReadOnlyList<string> Reporters, string? Target, string? Note);
