using Cluster.Infrastructure.Nodes;
using Cluster.Infrastructure.Positions;
using Cluster.Infrastructure.Segments;
using Npgsql;

namespace Cluster.Infrastructure.Connectivity;

/// <summary>Reads the road network as it was on a day, by what is believed of that day now.</summary>
internal static class ReadNetwork
{
    private const string NodesSql = "select key, name, kind, county, central_city, longitude, latitude from nodes order by key";

    private const string RoadsSql = $"""
        select g.key, {BelievedStatus.Status}, own.technical_class, own.length_km, own.from_node, own.to_node, own.via
        from segments g cross join (select $1::date as day) d
        {BelievedStatus.Join}
        where g.kind = 'road' and own.segment is not null
        order by g.key
        """;

    public static async Task<RoadNetwork> AsOf(NpgsqlConnection connection, DateOnly day, CancellationToken cancellation)
    {
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands = { new(NodesSql), new(RoadsSql) { Parameters = { new() { Value = day } } } },
        };
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        var places = new List<Place>();
        while (await reader.ReadAsync(cancellation))
        {
            places.Add(new Place(
                reader.GetString(0), reader.GetString(1), Node.Kinds.Parse(reader.GetString(2)), reader.GetString(3), reader.GetBoolean(4),
                reader.IsDBNull(5) ? null : new Position((double)reader.GetDecimal(5), (double)reader.GetDecimal(6))));
        }

        await reader.NextResultAsync(cancellation);
        var roads = new List<Road>();
        while (await reader.ReadAsync(cancellation))
        {
            roads.Add(new Road(
                reader.GetString(0),
                reader.IsDBNull(1) ? null : Segment.Statuses.Parse(reader.GetString(1)),
                reader.IsDBNull(2) ? null : Segment.Classes.Parse(reader.GetString(2)),
                reader.GetFieldValue<decimal?>(3),
                reader.IsDBNull(4) ? null : reader.GetString(4),
                reader.IsDBNull(5) ? null : reader.GetString(5),
                reader.IsDBNull(6) ? [] : reader.GetFieldValue<string[]>(6)));
        }

        return new RoadNetwork(places, roads);
    }
}
