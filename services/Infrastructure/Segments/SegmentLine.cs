using Cluster.Infrastructure.Positions;
using Cluster.Ingestion;
using NetTopologySuite.Geometries;
using Npgsql;
using Position = Cluster.Infrastructure.Positions.Position;

namespace Cluster.Infrastructure.Segments;

/// <summary>Holds a segment's line (线位) against what else is said of the segment: its length and its ends.</summary>
internal static class SegmentLine
{
    /// <summary>A mileage follows every curve and a drawn line does not: up to here they may differ in silence.</summary>
    private const double DifferencePercentMax = 10;

    /// <summary>From here on one of the two is wrong.</summary>
    private const double FactorMax = 1.5;

    /// <summary>A seat is a town of some kilometres.</summary>
    private const double EndKilometresMax = 5;

    private const string NodesSql = "select key, longitude, latitude from nodes where key = any($1)";

    public static Fault? FaultOfLength(decimal? lengthKm, Geometry line, string field) =>
        lengthKm is { } given && Factor(given, line) >= FactorMax
            ? Fault.Of(field, InfrastructureRefusals.LengthNotOfLine, given, Kilometres(line))
            : null;

    public static IEnumerable<RowNote> NotesOnLength(decimal? lengthKm, Geometry line, string field)
    {
        if (lengthKm is { } given && (Factor(given, line) - 1) * 100 > DifferencePercentMax)
        {
            yield return RowNote.Doubt(
                Fault.Of(field, InfrastructureRefusals.LengthDiffers, given, Kilometres(line), DifferencePercentMax), $"{given} km");
        }
    }

    /// <summary>In the direction in which the line fits better: nobody has to draw it from the beginning.</summary>
    public static IEnumerable<RowNote> NotesOnEnds(Segment segment, IReadOnlyDictionary<string, Position?> places, string field)
    {
        if (segment.Line is null)
        {
            return [];
        }

        var (first, last) = GivenLine.EndsOf(segment.Line);
        var drawn = Distances(segment, places, first, last);
        var turned = Distances(segment, places, last, first);
        return (turned.Sum(d => d.Kilometres) < drawn.Sum(d => d.Kilometres) ? turned : drawn)
            .Where(d => d.Kilometres > EndKilometresMax)
            .Select(d => RowNote.Doubt(Fault.Of(field, InfrastructureRefusals.EndFarFromNode, d.Node, Math.Round(d.Kilometres, 1)), $"{d.End}"));
    }

    /// <summary>The nodes that exist of those that are named, and where they are as far as that is known.</summary>
    public static async Task<Dictionary<string, Position?>> ReadNodes(this NpgsqlConnection connection, string[] keys, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(NodesSql, connection) { Parameters = { new() { Value = keys } } };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var places = new Dictionary<string, Position?>();
        while (await reader.ReadAsync(cancellation))
        {
            places.Add(reader.GetString(0), reader.IsDBNull(1) ? null : new Position((double)reader.GetDecimal(1), (double)reader.GetDecimal(2)));
        }

        return places;
    }

    private static List<(string Node, Position End, double Kilometres)> Distances(
        Segment segment, IReadOnlyDictionary<string, Position?> places, Position beginning, Position end) =>
    [
        .. from pair in new[] { (Node: segment.From, End: beginning), (Node: segment.To, End: end) }
           where pair.Node is not null && places.GetValueOrDefault(pair.Node) is not null
           select (pair.Node, pair.End, Ellipsoid.Metres(pair.End, places[pair.Node]!.Value) / 1_000),
    ];

    private static double Factor(decimal given, Geometry line)
    {
        var (said, drawn) = ((double)given, Ellipsoid.Metres(line) / 1_000);
        return said > drawn ? said / drawn : drawn / said;
    }

    private static double Kilometres(Geometry line) => Math.Round(Ellipsoid.Metres(line) / 1_000, 3);
}
