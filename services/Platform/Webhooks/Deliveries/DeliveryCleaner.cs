using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Cluster.Webhooks.Deliveries;

/// <summary>Forgets deliveries 30 days after they ended, and secrets that sign no more. What still waits is never forgotten.</summary>
internal sealed partial class DeliveryCleaner(NpgsqlDataSource database, TimeProvider time, ILogger<DeliveryCleaner> logger) : BackgroundService
{
    private const int RowsMax = 10_000;
    private static readonly TimeSpan KeepFor = TimeSpan.FromDays(ReplayDeliveries.SinceDaysMax);
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(10);

    private const string DeleteSql = """
        delete from webhook_deliveries where id in (select id from webhook_deliveries where settled_at < $1 limit $2)
        """;

    private const string SecretsSql = "delete from webhook_secrets where expires_at < $1";

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await Clean(stoppingToken);
            }
            catch (NpgsqlException failure)
            {
                Failed(logger, failure);
            }
        }
    }

    public async Task Clean(CancellationToken cancellation)
    {
        for (var deleted = RowsMax; deleted == RowsMax;)
        {
            await using var command = database.CreateCommand(DeleteSql);
            command.Parameters.Add(new() { Value = time.GetUtcNow() - KeepFor });
            command.Parameters.Add(new() { Value = RowsMax });
            deleted = await command.ExecuteNonQueryAsync(cancellation);
        }

        await using var secrets = database.CreateCommand(SecretsSql);
        secrets.Parameters.Add(new() { Value = time.GetUtcNow() });
        await secrets.ExecuteNonQueryAsync(cancellation);
    }

    [LoggerMessage(EventId = 7003, Level = LogLevel.Warning, Message = "Old deliveries could not be deleted; the next round tries again")]
    private static partial void Failed(ILogger logger, Exception failure);
}
