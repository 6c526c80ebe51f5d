using Cluster.Coordination.Reporting.Items;
using Cluster.Ingestion;
using Cluster.Messaging;
using Npgsql;
using NpgsqlTypes;

namespace Cluster.Coordination.Reporting.Facts;

/// <summary>Owed items with each of their versions, so that a past day knows what was owed then.</summary>
internal static class ItemFacts
{
    private const string KeepSql = """
        insert into owed_item_versions (key, version, task, item, region, organisation, since, until, known_at)
        select x.*, $9 from unnest($1, $2, $3, $4, $5, $6, $7, $8) as x
        """;

    public const string RebuildSql = """
        insert into owed_item_versions (key, version, task, item, region, organisation, since, until, known_at)
        select body ->> 'key', version, body ->> 'task', body ->> 'item', body ->> 'region', body ->> 'organisation', (body ->> 'since')::date,
            (body ->> 'until')::date, written_at
        from log_events join log_writes on log_writes.id = write_id
        where aggregate ^@ 'coordination/owed-items/'
        """;

    public static async Task Keep(IReadOnlyList<Change<RegisteredItem>> changes, LogTransaction transaction, CancellationToken cancellation)
    {
        var items = changes.Select(c => c.After).ToList();
        await using var command = new NpgsqlCommand(KeepSql, transaction.Connection)
        {
            Parameters =
            {
                new() { Value = items.ConvertAll(i => i.Key).ToArray() },
                new() { Value = changes.Select(c => (c.Before?.Version ?? 0) + 1).ToArray() },
                new() { Value = items.ConvertAll(i => i.Task).ToArray() }, new() { Value = items.ConvertAll(i => i.Item).ToArray() },
                new() { Value = items.ConvertAll(i => i.Region.ToString()).ToArray() }, new() { Value = items.ConvertAll(i => i.Organisation).ToArray() },
                new() { Value = items.ConvertAll(i => i.Since).ToArray() },
                new() { Value = items.ConvertAll(i => i.Until).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Date },
                new() { Value = transaction.StartedAt },
            },
        };
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
