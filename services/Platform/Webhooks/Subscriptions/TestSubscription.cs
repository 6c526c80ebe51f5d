using Cluster.Messaging;
using Cluster.ServiceDefaults;
using Cluster.Webhooks.Sending;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Npgsql;

namespace Cluster.Webhooks.Subscriptions;

/// <summary>The data of a test event.</summary>
public sealed record WebhookTested(string Name, string Words);

/// <summary>What came of a test.</summary>
/// <param name="Status">What the target answered; null when it did not.</param>
/// <param name="Failure">As in the delivery log; null when it was delivered.</param>
public sealed record TestOutcome(bool Delivered, int? Status, string? Failure);

/// <summary>Sends a test event now and says what came of it; it is no delivery, and also works while the subscription is disabled.</summary>
internal static class TestSubscription
{
    private const string FindSql = """
        select url, (select array_agg(secret order by id desc) from webhook_secrets where subscription_id = s.id and (expires_at is null or expires_at > $2))
        from webhook_subscriptions as s where id = $1
        """;

    public static void MapTest(this RouteGroupBuilder webhooks) =>
        webhooks.MapPost("{name}/test", async (
            HttpContext context, NpgsqlDataSource database, WebhookSender sender, MessagingOptions messaging, TimeProvider time, string name,
            CancellationToken cancellation) =>
        {
            var now = time.GetUtcNow();
            var message = await Find(context, database, name, now, cancellation) is var (url, secrets)
                ? new WebhookMessage(url, secrets, Event(messaging.Service, name, context.User.Organisation(), now))
                : throw Owner.NotFound();
            var outcome = await sender.Send(message, cancellation);
            return new TestOutcome(outcome.Delivered, outcome.Status, outcome.Failure);
        }).WithSummary("发送测试事件并返回结果 Send a test event and say what came of it");

    private static CloudEvent Event(string service, string name, string organisation, DateTimeOffset now) => new(
        $"{service}.test.{Guid.CreateVersion7(now):N}", service, EventJson.KindOf<WebhookTested>(), $"{service}/{SignedWebhooks.ResourceName}/{name}",
        Version: 0, now, organisation, EventJson.Write(new WebhookTested(name, "测试事件 A test event")));

    private static async Task<(string Url, byte[][] Secrets)?> Find(
        HttpContext context, NpgsqlDataSource database, string name, DateTimeOffset now, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var id = await Owner.Of(context.User).Find(connection, name, cancellation);
        await using var command = new NpgsqlCommand(FindSql, connection) { Parameters = { new() { Value = id }, new() { Value = now } } };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation) ? (reader.GetString(0), reader.GetFieldValue<byte[][]>(1)) : null;
    }
}
