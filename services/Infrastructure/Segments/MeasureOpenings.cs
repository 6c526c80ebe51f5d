using Cluster.Infrastructure.Connectivity;
using Cluster.Ingestion;
using Cluster.Messaging;
using Cluster.Portfolio.Projects;
using Npgsql;

namespace Cluster.Infrastructure.Segments;

/// <summary>
/// Measures the network and the lines again when a project that builds one of their segments came to another stage, or to it on another day. A project
/// that no segment names costs one look into an index.
/// </summary>
internal static class MeasureOpenings
{
    private const string NamedSql = """
        select coalesce(bool_or(kind = 'road'), false), coalesce(bool_or(kind = 'rail' and route = any($2)), false)
        from segments where project = any($1)
        """;

    public static async Task After(IReadOnlyList<Change<Project>> moved, LogTransaction transaction, CancellationToken cancellation)
    {
        var (roads, lines) = await ReadNamed([.. moved.Select(c => c.After.Key)], transaction.Connection, cancellation);
        if (lines)
        {
            await MeasureRailLines.Measure(transaction, cancellation);
        }

        if (roads)
        {
            await MeasureNetwork.After(transaction, cancellation);
        }
    }

    private static async Task<(bool Roads, bool Lines)> ReadNamed(string[] projects, NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(NamedSql, connection)
        {
            Parameters = { new() { Value = projects }, new() { Value = MeasureRailLines.Tracked } },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        return (reader.GetBoolean(0), reader.GetBoolean(1));
    }
}
