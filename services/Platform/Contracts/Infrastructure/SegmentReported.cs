using System.Text.Json;

namespace Cluster.Contracts.Infrastructure;

/// <summary>A road or rail segment (路段、线段) was reported or changed.</summary>
/// <param name="From">Key of the node where it begins; <paramref name="To"/> where it ends, <paramref name="Via"/> those on the way.</param>
/// <param name="Routes">All route codes that run on it (共线).</param>
/// <param name="ClassSince">The day since which the technical class holds; before it <paramref name="EarlierClasses"/>, each "2017-03-25 expressway".</param>
/// <param name="AlignmentSince">The day since which ends, length and routes hold.</param>
/// <param name="Crs">wgs-84 where there is a geometry.</param>
/// <param name="Geometry">GeoJSON: LineString or MultiLineString in WGS-84.</param>
/// <param name="Project">Key of the project that builds it (建设项目).</param>
public sealed record SegmentReported(
    string Key, string Owner, string Kind, string? Route, string Name, IReadOnlyList<string> Touches,
    decimal? LengthKm, string? TechnicalClass, string Status, DateOnly? StatusDate, DateOnly? OpenedOn,
    decimal? InvestmentWan, string? Note, string? From = null, string? To = null, IReadOnlyList<string>? Via = null,
    IReadOnlyList<string>? Routes = null, DateOnly? ClassSince = null, IReadOnlyList<string>? EarlierClasses = null,
    DateOnly? AlignmentSince = null, long? Lanes = null, DateOnly? StartedOn = null, DateOnly? CompletedOn = null, string? Crs = null,
    JsonElement? Geometry = null, string? Project = null);
