using Cluster.Infrastructure.Connectivity;
using Cluster.ServiceDefaults;
using Npgsql;

namespace Cluster.Infrastructure.Corridors;

internal static class GetCompletion
{
    public static void MapCompletion(this RouteGroupBuilder api) =>
        api.MapGet("corridors/{key}/completion", async (
            NpgsqlDataSource database, TimeProvider time, string key, DateOnly? asOf, CancellationToken cancellation) =>
        {
            await using var connection = await database.OpenConnectionAsync(cancellation);
            var corridors = await CorridorCompletion.ReadAll(connection, cancellation);
            if (corridors.Find(c => c.Key == key) is not { } corridor)
            {
                return Problem.Of(Refusals.NotFound).AsResult();
            }

            var network = await ReadNetwork.AsOf(connection, asOf ?? time.Today(), cancellation);
            return Results.Ok(CorridorCompletion.Of(corridor, network.Roads.ToDictionary(r => r.Segment)));
        }).WithSummary("通道建成程度 How far a corridor is built").Produces<CorridorCompletion>();
}
