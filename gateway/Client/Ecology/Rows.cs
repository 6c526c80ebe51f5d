using System.Text.Json.Serialization;

namespace Cluster.Client;

/// <summary>A monitoring station (监测点位).</summary>
public sealed record Station
{
    /// <summary>The sender's own key: DW01.</summary>
    public required string Key { get; init; }

    /// <summary>Short name of the organisation it belongs to; set by the platform.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWriting)]
    public string? Owner { get; init; }

    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>drinking-water-source, river-section or air.</summary>
    public required string Kind { get; init; }

    /// <summary>Division code (GB/T 2260) of the county it stands in.</summary>
    public required string DivisionCode { get; init; }

    /// <summary>Degrees east.</summary>
    public decimal? Longitude { get; init; }

    /// <summary>Degrees north.</summary>
    public decimal? Latitude { get; init; }

    /// <summary>Invented for a demonstration; not a fact.</summary>
    public bool Demonstration { get; init; }
}

/// <summary>A station's value of one parameter for one day (日值).</summary>
public sealed record DailyValue
{
    /// <summary>Station, parameter and day: AQ01.pm25.2025-09-24.</summary>
    public string? Key { get; init; }

    /// <summary>Short name of the organisation it belongs to; set by the platform.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWriting)]
    public string? Owner { get; init; }

    /// <summary>The station's key.</summary>
    public required string Station { get; init; }

    /// <summary>What was measured: pm25, water-class and so on.</summary>
    public required string Parameter { get; init; }

    /// <summary>The day in Asia/Shanghai.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>The value in the unit; null where the quality is missing or maintenance.</summary>
    public decimal? Value { get; init; }

    /// <summary>The parameter's unit, such as µg/m³; another is refused.</summary>
    public required string Unit { get; init; }

    /// <summary>valid, doubtful, maintenance or missing.</summary>
    public required string Quality { get; init; }

    /// <summary>Invented for a demonstration; not a fact.</summary>
    public bool Demonstration { get; init; }
}
