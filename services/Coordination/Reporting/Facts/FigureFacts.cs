using Cluster.Coordination.Figures;
using Cluster.Ingestion;
using Cluster.Messaging;
using Npgsql;
using NpgsqlTypes;

namespace Cluster.Coordination.Reporting.Facts;

/// <summary>Pushed figures of the measures that somebody owes, each version with its receipt. The others are no report.</summary>
internal static class FigureFacts
{
    private const string Columns = "measure, region, period, version, owner, value, received_at, as_of";

    private const string KeepSql = $"""
        insert into reported_figures ({Columns})
        select x.measure, x.region, x.period, x.version, x.owner, x.value, $8, x.as_of
        from unnest($1, $2, $3, $4, $5, $6, $7) as x (measure, region, period, version, owner, value, as_of)
        where x.measure in (select item from owed_item_versions)
        """;

    private const string FromLog = $"""
        insert into reported_figures ({Columns})
        select body ->> 'measure', body ->> 'region', body ->> 'period', version, body ->> 'owner', (body ->> 'value')::numeric, written_at,
            (body ->> 'asOf')::timestamptz
        from log_events join log_writes on log_writes.id = write_id
        """;

    /// <summary>A measure that is owed from now on brings the figures that were there.</summary>
    private const string EarlierSql = $"""
        {FromLog}
        where aggregate ^@ any (select 'coordination/figures/' || m || '.' from unnest($1) as m) and body ->> 'measure' = any($1)
        on conflict do nothing
        """;

    public const string RebuildSql = $"""
        {FromLog}
        where aggregate ^@ 'coordination/figures/' and body ->> 'measure' in (select item from owed_item_versions)
        """;

    public static async Task Keep(IReadOnlyList<Change<Figure>> changes, LogTransaction transaction, CancellationToken cancellation)
    {
        var figures = changes.Select(c => c.After).ToList();
        await using var command = new NpgsqlCommand(KeepSql, transaction.Connection)
        {
            Parameters =
            {
                new() { Value = figures.ConvertAll(f => f.Measure).ToArray() }, new() { Value = figures.ConvertAll(f => f.Region.ToString()).ToArray() },
                new() { Value = figures.ConvertAll(f => f.Period.ToString()).ToArray() },
                new() { Value = changes.Select(c => (c.Before?.Version ?? 0) + 1).ToArray() },
                new() { Value = figures.ConvertAll(f => f.Owner).ToArray() }, new() { Value = figures.ConvertAll(f => f.Value).ToArray() },
                new() { Value = figures.ConvertAll(f => f.AsOf).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz },
                new() { Value = transaction.StartedAt },
            },
        };
        await command.ExecuteNonQueryAsync(cancellation);
    }

    public static async Task KeepEarlier(string[] measures, NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(EarlierSql, connection) { Parameters = { new() { Value = measures } } };
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
