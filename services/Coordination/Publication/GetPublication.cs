using System.Text.Json;
using System.Text.Json.Nodes;
using Cluster.Coordination.Overview;
using Cluster.Coordination.Plan;
using Cluster.Coordination.ReadModels;
using Cluster.Coordination.Supervision;
using Cluster.Ingestion;
using Cluster.Ingestion.Past;
using Cluster.Messaging;
using Cluster.ServiceDefaults;
using Npgsql;

namespace Cluster.Coordination.Publication;

/// <param name="Number">发文字号.</param>
public sealed record PublishedBulletin(string Number, string Title, string Quarter, DateOnly IssuedOn);

/// <summary>
/// A plan as the city's site may show it (公开视图): where its tasks stand, its indicators against their targets, the bulletins that are in force. Made of the office's own
/// views and then cut down to the allow-list; names of persons, words of reports and rows of departments are in none of it.
/// </summary>
internal static class GetPublication
{
    private const string BulletinsSql = """
        select number_sign || '〔' || number_year || '〕' || number_serial || '号', title, quarter, issued_on from bulletins where state = 'issued'
        order by issued_on desc, number_serial desc
        """;

    private const string IndicatorsSql = $"""
        {ReadIndicators.Selection}
        where exists (select from tasks t join themes h on h.key = t.theme where t.key = g.task and h.plan = $1)
        order by g.key
        """;

    public static RouteGroupBuilder MapPublication(this RouteGroupBuilder api)
    {
        api.MapGet("publication/{plan}", async (
            NpgsqlDataSource database, TimeProvider time, string plan, string? asOf, CancellationToken cancellation) =>
        {
            var key = SqlText.Asked(ResourceEndpoints.KeyIn(plan));
            var day = AsOf.Day(asOf, time);
            await using var connection = await database.OpenAsOf(day, cancellation);
            if (await GetPlanTree.Read(connection, key, cancellation) is not { } tree)
            {
                return Problem.Of(Refusals.NotFound).AsResult();
            }

            var whole = new JsonObject
            {
                ["asOf"] = (day?.EndsAt() ?? time.GetUtcNow()).AtEdge(),
                ["version"] = AllowList.Published.Version,
                ["plan"] = JsonSerializer.SerializeToNode(tree, EventJson.Options),
                ["indicators"] = JsonSerializer.SerializeToNode(await ReadIndicatorsOf(connection, key, cancellation), EventJson.Options),
                ["bulletins"] = JsonSerializer.SerializeToNode(await ReadBulletins(connection, cancellation), EventJson.Options),
            };
            return Results.Json(AllowList.Published.Prune(whole), EventJson.Options);
        }).WithSummary("公开视图：只含允许公开的字段，可查任一天 What may be published of a plan, of any day").Produces<JsonObject>();
        return api;
    }

    private static async Task<List<IndicatorSummary>> ReadIndicatorsOf(AsOfConnection connection, string plan, CancellationToken cancellation)
    {
        await using var command = connection.Command(IndicatorsSql);
        command.Parameters.Add(new() { Value = plan });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await ReadIndicators.From(reader, cancellation);
    }

    private static async Task<List<PublishedBulletin>> ReadBulletins(AsOfConnection connection, CancellationToken cancellation)
    {
        await using var command = connection.Command(BulletinsSql);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadResult(
            row => new PublishedBulletin(row.GetString(0), row.GetString(1), row.GetString(2), row.GetFieldValue<DateOnly>(3)), cancellation);
    }
}
