using Cluster.Ingestion;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Npgsql;

namespace Cluster.Webhooks.Subscriptions;

/// <summary>A subscription was taken away (退订), for the audit trail.</summary>
public sealed record WebhookDeleted(string Name);

/// <summary>Ends a subscription; its secrets and its delivery log go with it.</summary>
internal static class DeleteSubscription
{
    private const string DeleteSql = "delete from webhook_subscriptions where id = $1";

    public static void MapDelete(this RouteGroupBuilder webhooks) =>
        webhooks.MapDelete("{name}", async (
            HttpContext context, NpgsqlDataSource database, WebhookTrail trail, string name, CancellationToken cancellation) =>
        {
            await using var connection = await database.OpenConnectionAsync(cancellation);
            await using var transaction = await connection.BeginTransactionAsync(cancellation);
            var id = await Owner.Of(context.User).Find(connection, name, cancellation, forUpdate: true);
            await using (var command = new NpgsqlCommand(DeleteSql, connection) { Parameters = { new() { Value = id } } })
            {
                await command.ExecuteNonQueryAsync(cancellation);
            }

            await trail.Note(context.Caller(), name, new WebhookDeleted(name), cancellation);
            await transaction.CommitAsync(cancellation);
            return Results.NoContent();
        }).WithSummary("退订 Unsubscribe").Produces(StatusCodes.Status204NoContent);
}
