namespace Cluster.Contracts.Ecology;

/// <summary>A monitoring station (监测点位) was reported or changed.</summary>
/// <param name="Kind">drinking-water-source, river-section or air.</param>
/// <param name="Demonstration">Invented for a demonstration; not a fact.</param>
public sealed record StationReported(
    string Key, string Owner, string Name, string Kind, DivisionCode DivisionCode,
    decimal? Longitude, decimal? Latitude, bool Demonstration);
