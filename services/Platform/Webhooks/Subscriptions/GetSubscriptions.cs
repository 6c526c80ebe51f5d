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
            await using var command = Command(database, Owner.Of(context.User), "order by name");
            return new SubscriptionList(await SubscriptionView.Read(command, cancellation));
        }).WithSummary("本单位的订阅 The organisation's subscriptions");

        webhooks.MapGet("{name}", async (HttpContext context, NpgsqlDataSource database, string name, CancellationToken cancellation) =>
            await Find(database, Owner.Of(context.User), name, cancellation))
            .WithSummary("一个订阅 One subscription");
    }

    public static async Task<SubscriptionView> Find(NpgsqlDataSource database, Owner owner, string name, CancellationToken cancellation)
    {
        await using var command = Command(database, owner, "and name = $3");
        command.Parameters.Add(new() { Value = name.Contains('\0') ? "" : name });
        return await SubscriptionView.Read(command, cancellation) is [var found] ? found : throw Owner.NotFound();
    }

    private static NpgsqlCommand Command(NpgsqlDataSource database, Owner owner, string condition)
    {
        var command = database.CreateCommand($"{SubscriptionView.Sql} {condition}");
        command.Parameters.Add(new() { Value = owner.Organisation });
        command.Parameters.Add(new() { Value = owner.SeesAll });
        return command;
    }
}
