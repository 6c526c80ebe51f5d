using Cluster.Infrastructure.Connectivity;
using Cluster.Infrastructure.Segments;
using Npgsql;

namespace Cluster.Infrastructure.Corridors;

/// <summary>How far a corridor is built: what is open at its class or above, against its full length.</summary>
/// <param name="Percent">Of the length; null while the length of a member is unknown.</param>
/// <param name="Missing">Keys of the members that are not open, below the class, or not known on that day.</param>
/// <param name="IsClosed">Of a ring: its open members form one closed cycle. Null for the others.</param>
/// <param name="IsComplete">Nothing is missing, and a ring is closed.</param>
public sealed record CorridorCompletion(
    string Corridor, decimal OpenKm, decimal? FullKm, decimal? Percent, IReadOnlyList<string> Missing, bool? IsClosed, bool IsComplete)
{
    private const string AllSql = "select key, name, kind, members, required_class from corridors order by key";

    /// <param name="roads">As they are on the day that is asked for, by segment.</param>
    internal static CorridorCompletion Of(Corridor corridor, IReadOnlyDictionary<string, Road> roads)
    {
        var members = corridor.Members.Select(roads.GetValueOrDefault).ToList();
        var open = members.OfType<Road>().Where(r => r.IsOpenAtLeast(corridor.RequiredClass)).ToList();
        var missing = corridor.Members.Except(open.Select(r => r.Segment)).ToList();
        var openKm = open.Sum(r => r.LengthKm ?? 0);
        var fullKm = members.TrueForAll(m => m?.LengthKm is not null) ? members.Sum(m => m!.LengthKm) : null;
        var isClosed = corridor.Kind == CorridorKind.Ring ? IsOneCycle(open) : (bool?)null;
        return new(
            corridor.Key, openKm, fullKm, fullKm is > 0 ? Math.Round(100 * openKm / fullKm.Value, 1) : null, missing, isClosed,
            missing.Count == 0 && isClosed != false);
    }

    internal static async Task<List<Corridor>> ReadAll(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(AllSql, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var corridors = new List<Corridor>();
        while (await reader.ReadAsync(cancellation))
        {
            corridors.Add(new Corridor
            {
                Key = reader.GetString(0), Owner = "", Name = reader.GetString(1), Kind = Corridors.Corridor.Kinds.Parse(reader.GetString(2)),
                Members = reader.GetFieldValue<string[]>(3), RequiredClass = Segment.Classes.Parse(reader.GetString(4)),
            });
        }

        return corridors;
    }

    /// <summary>Every node is met twice, and all in one go round.</summary>
    private static bool IsOneCycle(List<Road> roads)
    {
        if (roads.Count == 0 || roads.Exists(r => r.Nodes.Count == 0))
        {
            return false;
        }

        var at = roads.SelectMany(r => new[] { (Node: r.From!, r), (Node: r.To!, r) }).ToLookup(e => e.Node, e => e.r);
        if (at.Any(node => node.Count() != 2))
        {
            return false;
        }

        var (seen, next) = (new HashSet<Road>(ReferenceEqualityComparer.Instance), new Stack<Road>([roads[0]]));
        while (next.TryPop(out var road))
        {
            if (seen.Add(road))
            {
                foreach (var neighbour in at[road.From!].Concat(at[road.To!]))
                {
                    next.Push(neighbour);
                }
            }
        }

        return seen.Count == roads.Count;
    }
}
