using Cluster.Messaging;
using Npgsql;
using NpgsqlTypes;

namespace Cluster.Webhooks.Sending;

/// <summary>
/// Moves each subscription's place in the log and leaves a delivery for every event that it passes, both in one transaction: a kill loses
/// nothing and doubles nothing. It stops below the oldest open transaction, as readers of changes do, so a late commit is not passed.
/// </summary>
internal sealed class QueueDeliveries(NpgsqlDataSource database, MessagingOptions messaging, TimeProvider time)
{
    private const int EventsMax = 1_000;

    /// <summary>So many wait for one subscription at most; behind them the log itself waits.</summary>
    public const int PendingMax = 10_000;

    private const string BehindSql = """
        select id from webhook_subscriptions as s
        where enabled and exists (
            select from log_writes as w
            where (w.transaction, w.id) >= (s.after_transaction, s.after_write) and w.transaction < pg_snapshot_xmin(pg_current_snapshot()))
        """;

    /// <summary>The place is read under the lock, and the page in a statement after it, whose horizon is then not older than the place.</summary>
    private const string ClaimSql = """
        select organisation, sees_all, resources, after_transaction, after_write, after_ordinal,
            (select count(*) from webhook_deliveries where subscription_id = s.id and state = 'pending')
        from webhook_subscriptions as s where id = $1 and enabled
        for update skip locked
        """;

    private const string QueueSql = """
        with horizon as materialized (select pg_snapshot_xmin(pg_current_snapshot()) as open),
        page as materialized (
            select write.transaction, write.id, event.ordinal
            from log_writes as write
            join log_events as event on event.write_id = write.id
            where (write.transaction, write.id) >= ($2, $3)
              and ((write.transaction, write.id) > ($2, $3) or event.ordinal > $4)
              and write.transaction < (select open from horizon)
              and ($5 is null or organisation = $5 or $5 = any(addressees))
              and aggregate ^@ any ($6)
            order by write.transaction, write.id, event.ordinal
            limit $7),
        queued as (
            insert into webhook_deliveries (subscription_id, write_id, ordinal, state, attempts, due_since, next_attempt_at)
            select $1, id, ordinal, 'pending', 0, $8, $8 from page order by transaction, id, ordinal
            on conflict (subscription_id, write_id, ordinal) do update
            set state = 'pending', attempts = 0, due_since = excluded.due_since, next_attempt_at = excluded.next_attempt_at, settled_at = null
            where webhook_deliveries.state <> 'pending'),
        place as (
            (select transaction, id, ordinal from page where (select count(*) from page) = $7 order by transaction desc, id desc, ordinal desc limit 1)
            union all
            select open, 0, 0 from horizon where (select count(*) from page) < $7)
        update webhook_subscriptions
        set after_transaction = place.transaction, after_write = place.id, after_ordinal = place.ordinal
        from place where webhook_subscriptions.id = $1
        returning (select count(*) from page)
        """;

    /// <summary>All that is new, for all subscriptions.</summary>
    public async Task<long> QueueAll(CancellationToken cancellation)
    {
        var queued = 0L;
        foreach (var subscription in await Behind(cancellation))
        {
            long page;
            do
            {
                page = await QueuePage(subscription, cancellation);
                queued += page;
            }
            while (page == EventsMax);
        }

        return queued;
    }

    private async Task<List<long>> Behind(CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(BehindSql);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var behind = new List<long>();
        while (await reader.ReadAsync(cancellation))
        {
            behind.Add(reader.GetInt64(0));
        }

        return behind;
    }

    private async Task<long> QueuePage(long subscription, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        if (await Claim(connection, subscription, cancellation) is not { } claim || claim.Room <= 0)
        {
            return 0; // another replica is at it, it has been disabled since, or enough of it waits
        }

        await using var command = new NpgsqlCommand(QueueSql, connection)
        {
            Parameters =
            {
                new() { Value = subscription },
                new() { Value = claim.Transaction, NpgsqlDbType = NpgsqlDbType.Xid8 }, new() { Value = claim.Write }, new() { Value = claim.Ordinal },
                new() { Value = claim.SeesOnly ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text },
                new() { Value = claim.Prefixes }, new() { Value = Math.Min(EventsMax, claim.Room) }, new() { Value = time.GetUtcNow() },
            },
        };
        var queued = (long)(await command.ExecuteScalarAsync(cancellation))!;
        await transaction.CommitAsync(cancellation);
        return queued;
    }

    private async Task<ClaimedPlace?> Claim(NpgsqlConnection connection, long subscription, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(ClaimSql, connection) { Parameters = { new() { Value = subscription } } };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation)
            ? new ClaimedPlace(
                reader.GetBoolean(1) ? null : reader.GetString(0),
                [.. (reader.IsDBNull(2) ? [""] : reader.GetFieldValue<string[]>(2)).Select(resource => $"{messaging.Service}/{resource}{(resource.Length > 0 ? "/" : "")}")],
                reader.GetFieldValue<ulong>(3), reader.GetInt64(4), reader.GetInt32(5), PendingMax - reader.GetInt64(6))
            : null;
    }

    /// <param name="Prefixes">How the aggregates begin that are sent; notes of the audit trail begin otherwise.</param>
    private sealed record ClaimedPlace(string? SeesOnly, string[] Prefixes, ulong Transaction, long Write, int Ordinal, long Room);
}
