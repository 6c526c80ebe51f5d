using Cluster.Coordination.Lights.Shown;
using Cluster.Coordination.Reporting.Facts;
using Cluster.Ingestion;
using Cluster.Messaging;
using Cluster.ServiceDefaults;
using Npgsql;

namespace Cluster.Coordination.ReadModels;

/// <summary>Drops the office's views and has them built again from every service's event log.</summary>
internal static class RebuildReadModels
{
    private const string DropSql =
        $"{RebuildLights.DropSql} truncate latest_reports, task_standings, indicator_values, service_freshness; {Portfolio.Pool.PoolTables.DropSql}; {Matters.MatterTables.DropSql}";

    /// <summary>
    /// Whoever applies a packet holds rows of one view and comes to the next; who drops all of them may meet it in another order. The one that the database
    /// lets go has left nothing behind.
    /// </summary>
    private const int AttemptsMax = 10;

    public static void MapRebuild(this RouteGroupBuilder api) =>
        api.MapPost("read-models/rebuild", async (HttpContext context, EventLog log, Messaging.ReadModels readModels, CancellationToken cancellation) =>
        {
            for (var attempt = 1; ; attempt++)
            {
                try
                {
                    await Rebuild(context.Caller(), log, readModels, cancellation);
                    return Results.Accepted("/api/coordination/overview");
                }
                catch (PostgresException met) when (met.SqlState == PostgresErrorCodes.DeadlockDetected && attempt < AttemptsMax)
                {
                    // Tried again.
                }
            }
        }).RequireAuthorization(policy => policy.RequireRole(Roles.Operator))
            .WithSummary("重建视图 Build the views again").Produces(StatusCodes.Status202Accepted);

    private static async Task Rebuild(Caller caller, EventLog log, Messaging.ReadModels readModels, CancellationToken cancellation)
    {
        await using var transaction = await log.Begin(caller, cancellation);
        await readModels.RequestReplay(transaction, cancellation);
        await using (var drop = new NpgsqlCommand(DropSql, transaction.Connection) { CommandTimeout = Messaging.ReadModels.SecondsMax })
        {
            await drop.ExecuteNonQueryAsync(cancellation);
        }

        await RebuildFacts.Run(transaction.Connection, cancellation);
        await RebuildLights.Handle(transaction.Connection, cancellation);
        await transaction.Commit(cancellation);
    }
}
