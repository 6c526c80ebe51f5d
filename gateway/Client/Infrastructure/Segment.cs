using System.Text.Json;
using System.Text.Json.Serialization;

namespace Cluster.Client;

/// <summary>A road or rail segment (路段、线段) between the places it touches.</summary>
public sealed record Segment
{
    /// <summary>The sender's own key, at most 100 characters.</summary>
    public required string Key { get; init; }

    /// <summary>Short name of the organisation it belongs to; set by the platform.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWriting)]
    public string? Owner { get; init; }

    /// <summary>road or rail.</summary>
    public required string Kind { get; init; }

    /// <summary>Route number by GB/T 917-2017 (G6, S315), or the line's name for rail.</summary>
    public string? Route { get; init; }

    /// <summary>The name, at most 200 characters.</summary>
    public required string Name { get; init; }

    /// <summary>Places on the way, in order.</summary>
    public IReadOnlyList<string> Touches { get; init; } = [];

    /// <summary>Length in km, up to 3 decimal places.</summary>
    public decimal? LengthKm { get; init; }

    /// <summary>expressway, class-1 … class-4 or below-class for roads; high-speed-rail or conventional-rail for rail.</summary>
    public string? TechnicalClass { get; init; }

    /// <summary>planned, preparation, under-construction, open or rebuilding.</summary>
    public required string Status { get; init; }

    /// <summary>The day since which the status holds.</summary>
    public DateOnly? StatusDate { get; init; }

    /// <summary>The day it opened; an open segment has one.</summary>
    public DateOnly? OpenedOn { get; init; }

    /// <summary>Investment in 万元 (10,000 yuan).</summary>
    public decimal? InvestmentWan { get; init; }

    /// <summary>A note, at most 2,000 characters.</summary>
    public string? Note { get; init; }

    /// <summary>Key of the node where it begins.</summary>
    public string? From { get; init; }

    /// <summary>Key of the node where it ends.</summary>
    public string? To { get; init; }

    /// <summary>Keys of the nodes on the way where it can be entered and left, in order.</summary>
    public IReadOnlyList<string>? Via { get; init; }

    /// <summary>All route codes that run on it.</summary>
    public IReadOnlyList<string>? Routes { get; init; }

    /// <summary>The day since which the technical class holds.</summary>
    public DateOnly? ClassSince { get; init; }

    /// <summary>What it was classed before, in the order of days: 2017-03-25 expressway.</summary>
    public IReadOnlyList<string>? EarlierClasses { get; init; }

    /// <summary>The day since which ends, length and routes hold; without one they always did.</summary>
    public DateOnly? AlignmentSince { get; init; }

    /// <summary>Lanes, 1 to 16.</summary>
    public long? Lanes { get; init; }

    /// <summary>The day on which building began.</summary>
    public DateOnly? StartedOn { get; init; }

    /// <summary>The day on which it was built.</summary>
    public DateOnly? CompletedOn { get; init; }

    /// <summary>wgs-84, cgcs2000, gcj-02 or bd-09; needed with a geometry, and answered as wgs-84.</summary>
    public string? Crs { get; init; }

    /// <summary>GeoJSON: LineString or MultiLineString of at most 1,000 points.</summary>
    public JsonElement? Geometry { get; init; }

    /// <summary>The project that builds it, by its key or its national code; of the sender's own.</summary>
    public string? Project { get; init; }
}
