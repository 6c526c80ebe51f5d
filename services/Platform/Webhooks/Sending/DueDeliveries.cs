using Cluster.Messaging;
using Npgsql;

namespace Cluster.Webhooks.Sending;

/// <summary>A delivery that this replica has taken for one attempt, and what is known of its target.</summary>
/// <param name="Attempt">From 1.</param>
/// <param name="Failures">Of the target, since something last arrived there.</param>
internal sealed record DueDelivery(
    long Id, long Subscription, string Organisation, string Name, int Attempt, DateTimeOffset DueSince, int Failures, WebhookMessage Message);

/// <summary>
/// Takes deliveries that are due. It holds no lock while one is sent: an open transaction would hold up every reader of the log for as long as
/// the slowest target takes. What is taken is leased instead, and whoever finds the lease over takes it again.
/// </summary>
internal sealed class DueDeliveries(NpgsqlDataSource database, MessagingOptions messaging, TimeProvider time)
{
    /// <summary>At once for one subscription, in one replica; a single one while its target fails.</summary>
    public const int AtOncePerSubscription = 4;

    /// <summary>Longer than an attempt can take.</summary>
    public static readonly TimeSpan Lease = 3 * WebhookSender.TimeLimit;

    private const string ClaimSql = """
        with target as (
            select id, case when failures > 0 then 1 else $2 end - (
                select count(*) from webhook_deliveries where subscription_id = s.id and state = 'pending' and leased_until > $1) as free
            from webhook_subscriptions as s
            where enabled and resume_at <= $1),
        due as (
            select waiting.id
            from target
            cross join lateral (
                select id, next_attempt_at from webhook_deliveries
                where subscription_id = target.id and state = 'pending' and next_attempt_at <= $1
                order by next_attempt_at, id
                limit greatest(target.free, 0)
                for update skip locked) as waiting
            order by waiting.next_attempt_at, waiting.id
            limit $3),
        taken as (
            update webhook_deliveries as d
            set attempts = attempts + 1, last_attempt_at = $1, leased_until = $4, next_attempt_at = $4
            from due where d.id = due.id
            returning d.id, d.subscription_id, d.write_id, d.ordinal, d.attempts, d.due_since)
        select taken.id, s.id, s.organisation, s.name, s.url, s.failures, taken.attempts, taken.due_since,
            (select array_agg(secret order by id desc) from webhook_secrets where subscription_id = s.id and (expires_at is null or expires_at > $1)),
            taken.write_id, taken.ordinal, event.kind, event.aggregate, event.version, write.written_at, write.organisation, event.body::text
        from taken
        join webhook_subscriptions as s on s.id = taken.subscription_id
        join log_writes as write on write.id = taken.write_id
        join log_events as event on event.write_id = taken.write_id and event.ordinal = taken.ordinal
        order by taken.id
        """;

    public async Task<List<DueDelivery>> Take(int max, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        await using var command = database.CreateCommand(ClaimSql);
        command.Parameters.Add(new() { Value = now });
        command.Parameters.Add(new() { Value = (long)AtOncePerSubscription });
        command.Parameters.Add(new() { Value = max });
        command.Parameters.Add(new() { Value = now + Lease });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var due = new List<DueDelivery>();
        while (await reader.ReadAsync(cancellation))
        {
            var happened = new CloudEvent(
                CloudEvent.IdOf(messaging.Service, reader.GetInt64(9), reader.GetInt32(10)), messaging.Service, reader.GetString(11),
                reader.GetString(12), reader.GetInt64(13), reader.GetFieldValue<DateTimeOffset>(14), reader.GetString(15), reader.GetString(16));
            due.Add(new DueDelivery(
                reader.GetInt64(0), reader.GetInt64(1), reader.GetString(2), reader.GetString(3), reader.GetInt32(6),
                reader.GetFieldValue<DateTimeOffset>(7), reader.GetInt32(5),
                new WebhookMessage(reader.GetString(4), reader.GetFieldValue<byte[][]>(8), happened)));
        }

        return due;
    }

    /// <summary>Since when the oldest delivery waits that could be sent; null when none does.</summary>
    public async Task<DateTimeOffset?> OldestPending(CancellationToken cancellation)
    {
        await using var command = database.CreateCommand("""
            select min(due_since) from webhook_deliveries as d
            join webhook_subscriptions as s on s.id = d.subscription_id
            where d.state = 'pending' and s.enabled
            """);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        return reader.GetFieldValue<DateTimeOffset?>(0);
    }
}
