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
}
