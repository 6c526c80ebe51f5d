using Cluster.Infrastructure.Nodes;
using Cluster.Infrastructure.Positions;
using Cluster.Infrastructure.Segments;

namespace Cluster.Infrastructure.Connectivity;

/// <summary>A road as it is on some day.</summary>
/// <param name="Nodes">From its beginning to its end; none as long as one of them is unknown.</param>
internal sealed record Road(
    string Segment, SegmentStatus? Status, TechnicalClass? Class, decimal? LengthKm, string? From, string? To, IReadOnlyList<string> Via)
{
    /// <summary>A road that is being rebuilt (改扩建) carries traffic while it is widened, and counts as open.</summary>
    public bool IsOpen => Status is SegmentStatus.Open or SegmentStatus.Rebuilding;

    public bool IsOpenAtLeast(TechnicalClass required) => IsOpen && Class is { } technicalClass && technicalClass <= required;

    public IReadOnlyList<string> Nodes => From is { } from && To is { } to ? [from, .. Via, to] : [];

    public IEnumerable<string> Named => new[] { From, To }.OfType<string>().Concat(Via);
}

/// <summary>A node as far as the network needs it.</summary>
internal sealed record Place(string Key, string Name, NodeKind Kind, string County, bool IsCentral, Position? Position);

/// <summary>
/// A way through the network from the central city: what it costs by some measure, and the edges it takes, from the central city on, which are only
/// walked back where somebody asks.
/// </summary>
internal sealed class Way(double cost, Func<IReadOnlyList<Edge>> walkBack)
{
    private readonly Lazy<IReadOnlyList<Edge>> _edges = new(walkBack);

    public double Cost { get; } = cost;

    public IReadOnlyList<Edge> Edges => _edges.Value;
}

/// <summary>The part of a road between two of its nodes.</summary>
/// <param name="Kilometres">0 where nothing is known of it.</param>
/// <param name="IsEstimate">The road's length says nothing of the part, or is unknown: shared out or taken as the crow flies.</param>
internal sealed record Edge(int A, int B, Road Road, double Kilometres, bool IsEstimate);

/// <summary>
/// The road network (路网) of one day as a graph: nodes, and an edge for each part of a road between two of them, in both directions. One search
/// (Dijkstra's) answers both questions, as it holds for any cost that never gets better on the way: the sum of what is missing, the worst class met.
/// </summary>
internal sealed class RoadNetwork
{
    private readonly Dictionary<string, int> _indices = [];
    private readonly List<Edge> _edges = [];
    private readonly List<Edge>[] _edgesAt;
    private readonly int[] _centre;

    public RoadNetwork(IReadOnlyList<Place> places, IReadOnlyList<Road> roads)
    {
        (Places, Roads) = (places, roads);
        var positions = places.ToDictionary(p => p.Key, p => p.Position);
        foreach (var road in roads)
        {
            AddEdges(road, positions);
        }

        _centre = [.. places.Where(p => p.IsCentral).Select(p => IndexOf(p.Key))];
        _edgesAt = [.. _indices.Select(_ => new List<Edge>())];
        foreach (var edge in _edges)
        {
            _edgesAt[edge.A].Add(edge);
            _edgesAt[edge.B].Add(edge);
        }
    }

    public IReadOnlyList<Place> Places { get; }

    public IReadOnlyList<Road> Roads { get; }

    /// <summary>
    /// To every node that can be reached on open roads, the way whose worst class is best (最优瓶颈); the cost is that class, one more than the lowest
    /// where a class is unknown.
    /// </summary>
    public IReadOnlyDictionary<string, Way> BestClassWays() =>
        Search(e => e.Road.IsOpen ? (double?)(e.Road.Class ?? Unclassed) : null, Math.Max);

    /// <summary>To every node, the way on which the fewest kilometres are missing: not open, or below the class.</summary>
    public IReadOnlyDictionary<string, Way> LeastMissingWays(TechnicalClass required) =>
        Search(e => e.Road.IsOpenAtLeast(required) ? 0 : e.Kilometres, (sum, next) => sum + next);

    /// <summary>No class of roads; worse than any.</summary>
    public const TechnicalClass Unclassed = TechnicalClass.BelowClass + 1;

    private Dictionary<string, Way> Search(Func<Edge, double?> costOf, Func<double, double, double> add)
    {
        var costs = new double?[_indices.Count];
        var cameBy = new Edge?[_indices.Count];
        var isDone = new bool[_indices.Count];
        var open = new PriorityQueue<int, double>();
        foreach (var index in _centre)
        {
            costs[index] = 0;
            open.Enqueue(index, 0);
        }

        while (open.TryDequeue(out var at, out _))
        {
            if (isDone[at])
            {
                continue;
            }

            isDone[at] = true;
            foreach (var edge in _edgesAt[at])
            {
                var next = edge.A == at ? edge.B : edge.A;
                if (costOf(edge) is { } cost && add(costs[at]!.Value, cost) is var sum && (costs[next] is null || sum < costs[next]))
                {
                    (costs[next], cameBy[next]) = (sum, edge);
                    open.Enqueue(next, sum);
                }
            }
        }

        return _indices.Where(i => costs[i.Value] is not null).ToDictionary(i => i.Key, i => new Way(costs[i.Value]!.Value, () => EdgesTo(i.Value, cameBy)));
    }

    private static List<Edge> EdgesTo(int index, Edge?[] cameBy)
    {
        var edges = new List<Edge>();
        while (cameBy[index] is { } edge)
        {
            edges.Add(edge);
            index = edge.A == index ? edge.B : edge.A;
        }

        edges.Reverse();
        return edges;
    }

    private void AddEdges(Road road, Dictionary<string, Position?> positions)
    {
        var nodes = road.Nodes;
        var direct = new double?[Math.Max(0, nodes.Count - 1)];
        for (var i = 0; i < direct.Length && (direct.Length > 1 || road.LengthKm is null); i++)
        {
            direct[i] = positions.GetValueOrDefault(nodes[i]) is { } a && positions.GetValueOrDefault(nodes[i + 1]) is { } b ? Ellipsoid.Metres(a, b) / 1_000 : null;
        }

        var isSharedOut = direct.Length > 1 && direct.All(d => d > 0);
        for (var i = 0; i < direct.Length; i++)
        {
            var kilometres = road.LengthKm is { } length && (direct.Length == 1 || isSharedOut)
                ? (double)length * (isSharedOut ? direct[i]!.Value / direct.Sum()!.Value : 1)
                : direct[i] ?? 0;
            _edges.Add(new Edge(IndexOf(nodes[i]), IndexOf(nodes[i + 1]), road, kilometres, direct.Length > 1 || road.LengthKm is null));
        }
    }

    private int IndexOf(string key)
    {
        if (!_indices.TryGetValue(key, out var index))
        {
            _indices.Add(key, index = _indices.Count);
        }

        return index;
    }
}
