using System.Text.Json.Serialization;

namespace Cluster.Client;

/// <summary>A corridor (通道) of the road network: segments in order that together are a ring or a line across the city.</summary>
public sealed record Corridor
{
    /// <summary>The sender's own key, at most 100 characters.</summary>
    public required string Key { get; init; }

    /// <summary>Short name of the organisation it belongs to; set by the platform.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWriting)]
    public string? Owner { get; init; }

    /// <summary>The name, at most 200 characters.</summary>
    public required string Name { get; init; }

    /// <summary>ring, vertical or horizontal.</summary>
    public required string Kind { get; init; }

    /// <summary>Keys of its segments, in order.</summary>
    public required IReadOnlyList<string> Members { get; init; }

    /// <summary>The class of roads from which on a member counts.</summary>
    public required string RequiredClass { get; init; }

    /// <summary>A note, at most 1,000 characters.</summary>
    public string? Note { get; init; }
}
