using Cluster.Webhooks.Deliveries;
using Microsoft.Extensions.Logging;
using Npgsql;
using NpgsqlTypes;

namespace Cluster.Webhooks.Sending;

/// <summary>The platform stopped a subscription whose target answered 410 (停用), for the audit trail.</summary>
public sealed record WebhookDisabled(string Name, string Reason);

/// <summary>
/// Writes down what came of attempts, many in one statement. A result that is lost is no harm: the lease ends and the event is sent again,
/// under the same id.
/// </summary>
internal sealed partial class SettleDeliveries(
    NpgsqlDataSource database, WebhookTrail trail, TimeProvider time, ILogger<SettleDeliveries> logger)
{
    /// <summary>Only of the attempt that was made: after a lease that ended the delivery is another's.</summary>
    private const string DeliveriesSql = """
        update webhook_deliveries as d
        set state = result.state, last_status = result.status, last_failure = result.failure, next_attempt_at = result.next_attempt_at,
            leased_until = null, settled_at = case when result.state = 'pending' then null else $7 end
        from unnest($1, $2, $3, $4, $5, $6) as result (id, attempt, state, status, failure, next_attempt_at)
        where d.id = result.id and d.attempts = result.attempt and d.state = 'pending' and d.leased_until is not null
        """;

    /// <summary>One success is enough: then it is not the target that fails.</summary>
    private const string TargetsSql = """
        update webhook_subscriptions as s
        set failures = target.failures, resume_at = target.resume_at,
            failing_since = case when target.failures = 0 then null else coalesce(s.failing_since, $4) end
        from unnest($1, $2, $3) as target (id, failures, resume_at)
        where s.id = target.id and (target.failures > 0 or s.failures > 0)
        """;

    /// <summary>Not when it points elsewhere by now.</summary>
    private const string DisableSql = """
        update webhook_subscriptions set enabled = false, disabled_for = 'gone', changed_at = $3 where id = $1 and url = $2 and enabled
        """;

    /// <summary>Of a target that has failed for a day: also what was never tried, since one attempt at a time would take weeks to find that out.</summary>
    private const string GiveUpSql = """
        with given as (
            update webhook_deliveries as d set state = 'dead', settled_at = $1, leased_until = null
            from webhook_subscriptions as s
            where s.id = d.subscription_id and s.enabled and s.failing_since <= $2 and d.state = 'pending' and d.due_since <= $2
              and (d.leased_until is null or d.leased_until <= $1)
            returning s.organisation, s.name)
        select organisation, name, count(*) from given group by organisation, name
        """;

    public async Task Settle(IReadOnlyList<(DueDelivery Delivery, SendOutcome Outcome)> results, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var settled = results.Select(r => (r.Delivery, r.Outcome, State: StateAfter(r.Delivery, r.Outcome, now))).ToArray();
        await SettleEach(settled, now, cancellation);
        await SettleTargets(results, now, cancellation);
        foreach (var (delivery, outcome, state) in settled)
        {
            WebhookMetrics.Count(outcome.IsGone ? SendOutcome.Gone : state == DeliveryState.Pending ? "failed" : DeliveryStates.Codes.Write(state));
            if (state == DeliveryState.Dead)
            {
                GivenUp(logger, 1, delivery.Name, delivery.Organisation, outcome.Failure!);
            }
        }

        foreach (var gone in results.Where(r => r.Outcome.IsGone).Select(r => r.Delivery).DistinctBy(d => d.Subscription))
        {
            await Disable(gone, now, cancellation);
        }
    }

    /// <summary>Ends what has waited for a day for a target that has failed all the time.</summary>
    public async Task GiveUpLate(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        await using var command = database.CreateCommand(GiveUpSql);
        command.Parameters.Add(new() { Value = now });
        command.Parameters.Add(new() { Value = now - Backoff.GiveUpAfter });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            WebhookMetrics.Count("dead", reader.GetInt64(2));
            GivenUp(logger, reader.GetInt64(2), reader.GetString(1), reader.GetString(0), "failing");
        }
    }

    private static DeliveryState StateAfter(DueDelivery delivery, SendOutcome outcome, DateTimeOffset now) =>
        outcome.Delivered ? DeliveryState.Delivered
        : !outcome.IsGone && now - delivery.DueSince >= Backoff.GiveUpAfter ? DeliveryState.Dead
        : DeliveryState.Pending;

    private async Task SettleEach(
        (DueDelivery Delivery, SendOutcome Outcome, DeliveryState State)[] settled, DateTimeOffset now, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(DeliveriesSql);
        command.Parameters.Add(new() { Value = settled.Select(s => s.Delivery.Id).ToArray() });
        command.Parameters.Add(new() { Value = settled.Select(s => s.Delivery.Attempt).ToArray() });
        command.Parameters.Add(new() { Value = settled.Select(s => DeliveryStates.Codes.Write(s.State)).ToArray() });
        command.Parameters.Add(new() { Value = settled.Select(s => s.Outcome.Status).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Integer });
        command.Parameters.Add(new() { Value = settled.Select(s => s.Outcome.Failure).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
        command.Parameters.Add(new() { Value = settled.Select(s => now + WaitAfter(s.Delivery, s.Outcome)).ToArray() });
        command.Parameters.Add(new() { Value = now });
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private static TimeSpan WaitAfter(DueDelivery delivery, SendOutcome outcome)
    {
        var backoff = Backoff.OfDelivery(delivery.Attempt, Random.Shared.NextDouble());
        return outcome.RetryAfter is { } asked && asked > backoff ? asked : backoff;
    }

    private async Task SettleTargets(
        IReadOnlyList<(DueDelivery Delivery, SendOutcome Outcome)> results, DateTimeOffset now, CancellationToken cancellation)
    {
        var targets = results.GroupBy(r => r.Delivery.Subscription, (id, of) => TargetAfter(id, [.. of], now)).ToArray();
        await using var command = database.CreateCommand(TargetsSql);
        command.Parameters.Add(new() { Value = targets.Select(t => t.Id).ToArray() });
        command.Parameters.Add(new() { Value = targets.Select(t => t.Failures).ToArray() });
        command.Parameters.Add(new() { Value = targets.Select(t => t.ResumeAt).ToArray() });
        command.Parameters.Add(new() { Value = now });
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private static (long Id, int Failures, DateTimeOffset ResumeAt) TargetAfter(
        long id, (DueDelivery Delivery, SendOutcome Outcome)[] results, DateTimeOffset now)
    {
        if (Array.Exists(results, r => r.Outcome.Delivered))
        {
            return (id, 0, now);
        }

        var failures = results.Max(r => r.Delivery.Failures) + 1;
        var backoff = Backoff.OfTarget(failures, Random.Shared.NextDouble());
        var asked = results.Max(r => r.Outcome.RetryAfter) ?? TimeSpan.Zero;
        return (id, failures, now + (asked > backoff ? asked : backoff));
    }

    private async Task Disable(DueDelivery gone, DateTimeOffset now, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(DisableSql);
        command.Parameters.Add(new() { Value = gone.Subscription });
        command.Parameters.Add(new() { Value = gone.Message.Url });
        command.Parameters.Add(new() { Value = now });
        if (await command.ExecuteNonQueryAsync(cancellation) > 0)
        {
            Disabled(logger, gone.Name, gone.Organisation);
            await trail.NoteOwn(gone.Organisation, gone.Name, new WebhookDisabled(gone.Name, SendOutcome.Gone), cancellation);
        }
    }

    [LoggerMessage(EventId = 7001, Level = LogLevel.Warning, Message = "{Count} deliveries of webhook {Name} of {Organisation} were given up: {Failure}")]
    private static partial void GivenUp(ILogger logger, long count, string name, string organisation, string failure);

    [LoggerMessage(EventId = 7002, Level = LogLevel.Warning, Message = "Webhook {Name} of {Organisation} is disabled: its target answered 410")]
    private static partial void Disabled(ILogger logger, string name, string organisation);
}
