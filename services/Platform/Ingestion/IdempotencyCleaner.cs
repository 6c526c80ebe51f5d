using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Cluster.Ingestion;

/// <summary>Forgets answers after a day; after that the business key alone keeps a repeat from counting twice.</summary>
internal sealed partial class IdempotencyCleaner(NpgsqlDataSource database, TimeProvider time, ILogger<IdempotencyCleaner> logger) : BackgroundService
{
    private static readonly TimeSpan KeepFor = TimeSpan.FromHours(24);
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await using var command = database.CreateCommand("delete from idempotency_keys where claimed_at < $1");
                command.Parameters.Add(new() { Value = time.GetUtcNow() - KeepFor });
                await command.ExecuteNonQueryAsync(stoppingToken);
            }
            catch (NpgsqlException failure)
            {
                Failed(logger, failure);
            }
        }
    }

    [LoggerMessage(EventId = 2001, Level = LogLevel.Warning, Message = "Old idempotency keys could not be deleted; the next round tries again")]
    private static partial void Failed(ILogger logger, Exception failure);
}
