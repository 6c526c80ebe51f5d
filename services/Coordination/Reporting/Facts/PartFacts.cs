using Cluster.Messaging;
using Npgsql;
using NpgsqlTypes;

namespace Cluster.Coordination.Reporting.Facts;

/// <summary>One version of what somebody said on one item, of its progress report or of an item report alike.</summary>
/// <param name="AsOf">When the sender's system took it, where it says so.</param>
internal sealed record SubmittedPart(
    string Task, string Organisation, string Period, string Item, long Version, decimal? Figure, string? Words, bool IsNoChange, bool IsWithdrawn,
    DateTimeOffset? AsOf);

/// <summary>The parts of reports with each of their versions: when an item was first answered decides whether it was in time.</summary>
internal static class PartFacts
{
    private const string Columns = "task, organisation, period, item, version, figure, words, no_change, withdrawn, as_of, received_at";

    private const string KeepSql = $"""
        insert into report_parts ({Columns})
        select x.*, $11 from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) as x
        """;

    public const string RebuildSql = $"""
        insert into report_parts ({Columns})
        select body ->> 'task', body ->> 'organisation', body ->> 'period', '{OwedItems.Progress}', version, (body ->> 'progressPercent')::numeric,
            body ->> 'words', coalesce((body ->> 'noChange')::boolean, false), coalesce((body ->> 'withdrawn')::boolean, false),
            (body ->> 'asOf')::timestamptz, written_at
        from log_events join log_writes on log_writes.id = write_id
        where aggregate ^@ 'coordination/progress-reports/';
        insert into report_parts ({Columns})
        select body ->> 'task', body ->> 'organisation', body ->> 'period', body ->> 'item', version, (body ->> 'value')::numeric,
            body ->> 'words', (body ->> 'noChange')::boolean, (body ->> 'withdrawn')::boolean, (body ->> 'asOf')::timestamptz, written_at
        from log_events join log_writes on log_writes.id = write_id
        where aggregate ^@ 'coordination/item-reports/';
        """;

    public static async Task Keep(IReadOnlyList<SubmittedPart> parts, LogTransaction transaction, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(KeepSql, transaction.Connection)
        {
            Parameters =
            {
                new() { Value = parts.Select(p => p.Task).ToArray() }, new() { Value = parts.Select(p => p.Organisation).ToArray() },
                new() { Value = parts.Select(p => p.Period).ToArray() }, new() { Value = parts.Select(p => p.Item).ToArray() },
                new() { Value = parts.Select(p => p.Version).ToArray() },
                new() { Value = parts.Select(p => p.Figure).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Numeric },
                new() { Value = parts.Select(p => p.Words).ToArray() }, new() { Value = parts.Select(p => p.IsNoChange).ToArray() },
                new() { Value = parts.Select(p => p.IsWithdrawn).ToArray() },
                new() { Value = parts.Select(p => p.AsOf).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz },
                new() { Value = transaction.StartedAt },
            },
        };
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
