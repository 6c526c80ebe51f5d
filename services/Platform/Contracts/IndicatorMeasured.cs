namespace Cluster.Contracts;

/// <summary>A service measured one of the plan's targets (指标) from its own data.</summary>
/// <param name="Code">The plan's target, G01 … G25.</param>
/// <param name="Region">Division code the value holds for; 150200 is the city.</param>
/// <param name="Period">The day the value is true for.</param>
/// <param name="Source">What it was counted from, for a reader.</param>
public sealed record IndicatorMeasured(
    string Code, string Region, DateOnly Period, decimal Value, string Unit, decimal? Target, BilingualSource Source);

public sealed record BilingualSource(string Zh, string En);
