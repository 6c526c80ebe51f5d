using System.Globalization;
using Cluster.Ingestion;
using Cluster.Webhooks.Subscriptions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Npgsql;

namespace Cluster.Webhooks.Deliveries;

/// <param name="Since">Written 2026-03-01T08:00:00+08:00; at most 30 days ago.</param>
public sealed record ReplayRequest(string Since);

/// <summary>A subscriber had events sent again (重放), for the audit trail.</summary>
/// <param name="Delivery">The one that was meant; null where it was all since a time.</param>
public sealed record WebhookReplayed(string Name, long? Delivery, DateTimeOffset? Since);

/// <summary>Sends again what has been sent, or given up: one delivery, or all of the subscription since a time. The ids stay the same.</summary>
internal static class ReplayDeliveries
{
    /// <summary>As long as the delivery log is kept; what is older is read from the changes.</summary>
    public const int SinceDaysMax = 30;

    private static readonly TextField Since = new("since", "起始时间", "since", MaxLength: 40);

    /// <summary>One on its way stays on its way.</summary>
    private const string OneSql = """
        update webhook_deliveries
        set state = 'pending', attempts = case when leased_until is null then 0 else attempts end, due_since = $3, settled_at = null,
            next_attempt_at = case when leased_until is null then $3 else next_attempt_at end
        where id = $1 and subscription_id = $2
        """;

    /// <summary>
    /// The cursor goes back and the log is read again from there, page by page. The times are materialised first: sought in the order of the
    /// log the first match may be at its end.
    /// </summary>
    private const string SinceSql = """
        with since as materialized (select transaction, id from log_writes where written_at >= $2),
        first as (select transaction, id from since order by transaction, id limit 1)
        update webhook_subscriptions as s
        set after_transaction = first.transaction, after_write = first.id, after_ordinal = 0, resume_at = $3
        from first
        where s.id = $1 and (s.after_transaction, s.after_write, s.after_ordinal) > (first.transaction, first.id, 0)
        """;

    public static void MapReplays(this RouteGroupBuilder webhooks)
    {
        webhooks.MapPost("{name}/deliveries/{id:long}/replay", One)
            .WithSummary("重新投递一条 Send one delivery again").Produces(StatusCodes.Status202Accepted);
        webhooks.MapPost("{name}/replay", All)
            .WithSummary("重新投递某时间以来的全部 Send everything since a time again")
            .Accepts<ReplayRequest>("application/json").Produces(StatusCodes.Status202Accepted);
    }

    private static async Task<IResult> One(
        HttpContext context, NpgsqlDataSource database, WebhookTrail trail, TimeProvider time, string name, long id, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var subscription = await Owner.Of(context.User).Find(connection, name, cancellation);
        await using (var command = new NpgsqlCommand(OneSql, connection)
        {
            Parameters = { new() { Value = id }, new() { Value = subscription }, new() { Value = time.GetUtcNow() } },
        })
        {
            if (await command.ExecuteNonQueryAsync(cancellation) == 0)
            {
                throw Owner.NotFound();
            }
        }

        await trail.Note(context.Caller(), name, new WebhookReplayed(name, id, Since: null), cancellation);
        await transaction.CommitAsync(cancellation);
        return Results.StatusCode(StatusCodes.Status202Accepted);
    }

    private static async Task<IResult> All(
        HttpContext context, NpgsqlDataSource database, WebhookTrail trail, TimeProvider time, string name, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var since = await RequestForm.Read(context, [Since], form => Read(form, now), cancellation);
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var subscription = await Owner.Of(context.User).Find(connection, name, cancellation, forUpdate: true);
        await using (var command = new NpgsqlCommand(SinceSql, connection)
        {
            Parameters = { new() { Value = subscription }, new() { Value = since }, new() { Value = now } },
        })
        {
            await command.ExecuteNonQueryAsync(cancellation);
        }

        await trail.Note(context.Caller(), name, new WebhookReplayed(name, Delivery: null, since), cancellation);
        await transaction.CommitAsync(cancellation);
        return Results.StatusCode(StatusCodes.Status202Accepted);
    }

    private static DateTimeOffset Read(Row form, DateTimeOffset now)
    {
        if (form.Get(Since) is not { } text)
        {
            return default;
        }

        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var since)
            && since <= now && since >= now.AddDays(-SinceDaysMax))
        {
            return since.ToUniversalTime();
        }

        form.Refuse(Fault.Of(Since.Name, WebhookRefusals.BadSince, SinceDaysMax));
        return default;
    }
}
