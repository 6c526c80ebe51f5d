using Cluster.Infrastructure.Segments;
using Cluster.Ingestion;

namespace Cluster.Infrastructure.Corridors;

/// <summary>A corridor (通道) of the road network, as in 两环五纵八横: segments in order that together are a ring or a line across the city.</summary>
public sealed record Corridor : Resource
{
    public static readonly Codes<CorridorKind> Kinds = new(
        (CorridorKind.Ring, "ring", "环"), (CorridorKind.Vertical, "vertical", "纵"), (CorridorKind.Horizontal, "horizontal", "横"));

    public required string Name { get; init; }

    public required CorridorKind Kind { get; init; }

    /// <summary>Keys of its segments, in order.</summary>
    public required string[] Members { get; init; }

    /// <summary>The class from which on a member counts.</summary>
    public required TechnicalClass RequiredClass { get; init; }

    public string? Note { get; init; }
}

/// <summary>How a corridor runs (通道类别).</summary>
public enum CorridorKind
{
    Ring,
    Vertical,
    Horizontal,
}
