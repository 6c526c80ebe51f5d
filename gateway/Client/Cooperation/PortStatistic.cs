using System.Text.Json.Serialization;

namespace Cluster.Client;

/// <summary>A figure of a border port (口岸统计数据) as it was published.</summary>
public sealed record PortStatistic
{
    /// <summary>The sender's own key, at most 200 characters; a figure has one.</summary>
    public required string Key { get; init; }

    /// <summary>Short name of the organisation it belongs to; set by the platform.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWriting)]
    public string? Owner { get; init; }

    /// <summary>The port, or the customs district.</summary>
    public required string Port { get; init; }

    /// <summary>First day the value covers.</summary>
    public required DateOnly PeriodStart { get; init; }

    /// <summary>Last day the value covers.</summary>
    public required DateOnly PeriodEnd { get; init; }

    /// <summary>day, month, half-year, year or multi-year for period values; year-to-date for cumulative ones.</summary>
    public required string PeriodKind { get; init; }

    /// <summary>total, import, export or transit.</summary>
    public required string Direction { get; init; }

    /// <summary>all, mongolia or russia.</summary>
    public required string Neighbour { get; init; }

    /// <summary>freight, trade-value, vehicles, passengers or duties.</summary>
    public required string Measure { get; init; }

    /// <summary>The value in the unit, up to 4 decimal places.</summary>
    public required decimal Value { get; init; }

    /// <summary>The unit it was published in, such as 万吨, 亿美元, 辆次, 万人次.</summary>
    public required string Unit { get; init; }

    /// <summary>Change on the same period of the year before, in %.</summary>
    public decimal? YoyPct { get; init; }

    /// <summary>The source's own reservation, such as 已突破.</summary>
    public string? Qualifier { get; init; }

    /// <summary>Where it was published.</summary>
    public string? Source { get; init; }
}
