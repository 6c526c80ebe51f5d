using Cluster.Contracts;
using Cluster.Infrastructure.Positions;
using Cluster.Ingestion;

namespace Cluster.Infrastructure.Nodes;

/// <summary>A node (节点) of the transport network: where segments begin and end.</summary>
public sealed record Node : Resource
{
    public static readonly Codes<NodeKind> Kinds = new(
        (NodeKind.Seat, "seat", "政府所在地"),
        (NodeKind.Interchange, "interchange", "互通"),
        (NodeKind.Station, "station", "车站"),
        (NodeKind.Port, "port", "口岸"),
        (NodeKind.Airport, "airport", "机场"),
        (NodeKind.Junction, "junction", "交叉口"));

    /// <summary>The central city (中心城区) lies in these: 东河, 昆都仑, 青山, 九原 and the 稀土高新区.</summary>
    public static readonly IReadOnlyList<string> CentralCounties = ["150202", "150203", "150204", "150207", "150271"];

    public required string Name { get; init; }

    public required NodeKind Kind { get; init; }

    /// <summary>The county it lies in.</summary>
    public required DivisionCode County { get; init; }

    /// <summary>Degrees in WGS-84, as the latitude.</summary>
    public decimal? Longitude { get; init; }

    public decimal? Latitude { get; init; }

    /// <summary>Part of the central city: from one such node to another nobody needs a road of the network.</summary>
    public required bool CentralCity { get; init; }

    public string? Note { get; init; }

    internal Position? Position =>
        Longitude is { } longitude && Latitude is { } latitude ? new Position((double)longitude, (double)latitude) : null;
}

/// <summary>What is at a node (节点类别).</summary>
public enum NodeKind
{
    Seat,
    Interchange,
    Station,
    Port,
    Airport,
    Junction,
}
