using System.Text.Json.Serialization;

namespace Cluster.Client;

/// <summary>A service item that is handled in another province than the applicant's own (跨省通办事项).</summary>
public sealed record ServiceItem
{
    /// <summary>The sender's own key, at most 100 characters.</summary>
    public required string Key { get; init; }

    /// <summary>Short name of the organisation it belongs to; set by the platform.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWriting)]
    public string? Owner { get; init; }

    /// <summary>The name, at most 200 characters.</summary>
    public required string Name { get; init; }

    /// <summary>The name in English.</summary>
    public string? NameEn { get; init; }

    /// <summary>The State Council list it is on: 2020, 2021, later or 2022.</summary>
    public required string Batch { get; init; }

    /// <summary>online, collect-and-forward or multi-site; null before it is settled.</summary>
    public string? Mode { get; init; }

    /// <summary>The document it comes from.</summary>
    public string? Source { get; init; }
}

/// <summary>Cases handled (办件量) of one service item in one month and one direction: of that month alone, never cumulative.</summary>
public sealed record MonthlyCases
{
    /// <summary>Made of the other fields: marriage-registration.2025-09.150100-150200; set by the platform.</summary>
    public string? Key { get; init; }

    /// <summary>Short name of the organisation it belongs to; set by the platform.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWriting)]
    public string? Owner { get; init; }

    /// <summary>The service item's key.</summary>
    public required string ServiceItem { get; init; }

    /// <summary>The month: 2025-09.</summary>
    public required string Month { get; init; }

    /// <summary>Division code of the city that the applicants belong to; one of the plan's seven.</summary>
    public required string FromCity { get; init; }

    /// <summary>Division code of the city that handled the cases; another of the seven.</summary>
    public required string AtCity { get; init; }

    /// <summary>How many cases.</summary>
    public required long Cases { get; init; }

    /// <summary>Invented for a demonstration; belongs in no statistics.</summary>
    public bool Demonstration { get; init; }
}
