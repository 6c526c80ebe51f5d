using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Npgsql;

namespace Cluster.Webhooks.Subscriptions;

internal static class GetSubscriptions
{
    public static void MapRead(this RouteGroupBuilder webhooks)
    {
        webhooks.MapGet("", async (HttpContext context, NpgsqlDataSource database, CancellationToken cancellation) =>
        {
            await using var connection = await database.OpenConnectionAsync(cancellation);
            await using var command = Command(connection, Owner.Of(context.User), "order by name");
            return new SubscriptionList(await SubscriptionView.Read(command, cancellation));
        }).WithSummary("本单位的订阅 The organisation's subscriptions");

        webhooks.MapGet("{name}", async (HttpContext context, NpgsqlDataSource database, string name, CancellationToken cancellation) =>
        {
            await using var connection = await database.OpenConnectionAsync(cancellation);
            return await Find(connection, Owner.Of(context.User), name, cancellation);
        }).WithSummary("一个订阅 One subscription");
    }

    /// <param name="connection">Of the caller: to wait for a second one while holding the first is how a pool runs dry.</param>
    public static async Task<SubscriptionView> Find(NpgsqlConnection connection, Owner owner, string name, CancellationToken cancellation)
    {
        await using var command = Command(connection, owner, "and name = $3");
        command.Parameters.Add(new() { Value = name.Contains('\0') ? "" : name });
        return await SubscriptionView.Read(command, cancellation) is [var found] ? found : throw Owner.NotFound();
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, Owner owner, string condition) =>
        new($"{SubscriptionView.Sql} {condition}", connection)
        {
            Parameters = { new() { Value = owner.Organisation }, new() { Value = owner.SeesAll } },
        };
}
