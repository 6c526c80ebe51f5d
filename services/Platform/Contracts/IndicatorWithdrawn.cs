namespace Cluster.Contracts;

/// <summary>
/// What <see cref="IndicatorMeasured"/> last said of a target no longer holds and nothing takes its place: how it stands is unknown, which
/// is not 0. It continues the versions of the measurements.
/// </summary>
/// <param name="Code">The plan's target, G01 … G25.</param>
/// <param name="Region">Division code the value held for; 150200 is the city.</param>
public sealed record IndicatorWithdrawn(string Code, string Region);
