using Cluster.Messaging;
using Cluster.ServiceDefaults;
using Cluster.Webhooks.Subscriptions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Npgsql;
using NpgsqlTypes;

namespace Cluster.Webhooks.Deliveries;

/// <summary>A delivery as its subscriber sees it.</summary>
/// <param name="Event">webhook-id and the id of the CloudEvent.</param>
/// <param name="Subject">resource/key.</param>
/// <param name="State">pending, delivered or dead.</param>
/// <param name="LastStatus">What the target answered last; null when it did not.</param>
/// <param name="LastFailure">timeout, unreachable, tls, name-unknown, target-not-allowed, redirect, gone or status; null when it was delivered or not tried.</param>
/// <param name="DueSince">When it was queued, or queued again by a replay; it is given up a day later.</param>
public sealed record DeliveryView(
    long Id, string Event, string Kind, string Subject, long Version, string State, int Attempts, int? LastStatus, string? LastFailure,
    DateTimeOffset DueSince, DateTimeOffset? LastAttemptAt, DateTimeOffset? NextAttemptAt);

/// <param name="Next">Give it back as <c>after</c> to read on, towards the past; null at the end.</param>
public sealed record DeliveryPage(IReadOnlyList<DeliveryView> Items, string? Next);

/// <summary>The subscriber looks at its own deliveries (投递记录), the newest first.</summary>
internal static class GetDeliveries
{
    private const int PageSizeDefault = 100;
    private const int PageSizeMax = 500;

    private const string Sql = """
        select d.id, d.write_id, d.ordinal, kind, aggregate, version, d.state, d.attempts, last_status, last_failure, due_since, last_attempt_at, next_attempt_at
        from webhook_deliveries as d
        join log_events as e on e.write_id = d.write_id and e.ordinal = d.ordinal
        where subscription_id = $1 and ($2 is null or d.state = $2) and d.id < $3
        order by d.id desc
        limit $4
        """;

    public static void MapDeliveryLog(this RouteGroupBuilder webhooks) =>
        webhooks.MapGet("{name}/deliveries", async (
            HttpContext context, NpgsqlDataSource database, MessagingOptions messaging, string name, string? state, string? after, int? pageSize,
            CancellationToken cancellation) =>
        {
            if (state is not null && !DeliveryStates.Codes.TryParse(state, out _))
            {
                throw new RefusedException(Problem.Of(WebhookRefusals.BadState, Refusal.Repeat(state))
                    .With("field", "state").With("allowed", DeliveryStates.Codes.All));
            }

            var before = after is null ? long.MaxValue
                : long.TryParse(after, out var id) ? id
                : throw new RefusedException(Problem.Of(WebhookRefusals.BadDeliveryCursor).With("field", "after"));
            await using var connection = await database.OpenConnectionAsync(cancellation);
            var subscription = await Owner.Of(context.User).Find(connection, name, cancellation);
            return await Read(
                connection, messaging.Service, subscription, state, before, Math.Clamp(pageSize ?? PageSizeDefault, 1, PageSizeMax), cancellation);
        }).WithSummary("投递记录，最新在前 The delivery log, the newest first");

    private static async Task<DeliveryPage> Read(
        NpgsqlConnection connection, string service, long subscription, string? state, long before, int size, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(Sql, connection)
        {
            Parameters =
            {
                new() { Value = subscription }, new() { Value = state ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text },
                new() { Value = before }, new() { Value = size + 1 },
            },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var items = new List<DeliveryView>();
        while (await reader.ReadAsync(cancellation))
        {
            if (items.Count == size)
            {
                return new DeliveryPage(items, $"{items[^1].Id}");
            }

            var found = reader.GetString(6);
            items.Add(new DeliveryView(
                reader.GetInt64(0), CloudEvent.IdOf(service, reader.GetInt64(1), reader.GetInt32(2)), reader.GetString(3),
                reader.GetString(4)[(service.Length + 1)..], reader.GetInt64(5), found, reader.GetInt32(7), reader.GetFieldValue<int?>(8),
                reader.IsDBNull(9) ? null : reader.GetString(9), reader.GetFieldValue<DateTimeOffset>(10), reader.GetFieldValue<DateTimeOffset?>(11),
                found == DeliveryStates.Codes.Write(DeliveryState.Pending) ? reader.GetFieldValue<DateTimeOffset>(12) : null));
        }

        return new DeliveryPage(items, Next: null);
    }
}
