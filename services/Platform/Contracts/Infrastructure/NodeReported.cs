namespace Cluster.Contracts.Infrastructure;

/// <summary>A node (节点) of the transport network was reported or changed.</summary>
/// <param name="Longitude">Degrees in WGS-84, as the latitude.</param>
/// <param name="Crs">wgs-84 where there is a position.</param>
/// <param name="CentralCity">Whether it belongs to the central city (中心城区).</param>
public sealed record NodeReported(
    string Key, string Owner, string Name, string Kind, DivisionCode County, decimal? Longitude, decimal? Latitude, string? Crs, bool CentralCity,
    string? Note);
