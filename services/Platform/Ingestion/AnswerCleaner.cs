using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Cluster.Ingestion;

/// <summary>
/// Forgets answers after a day, and jobs a week after their end; after that the business key alone keeps a repeat from counting twice.
/// </summary>
internal sealed partial class AnswerCleaner(NpgsqlDataSource database, TimeProvider time, ILogger<AnswerCleaner> logger) : BackgroundService
{
    private static readonly TimeSpan KeepFor = TimeSpan.FromHours(24);
    private static readonly TimeSpan KeepJobsFor = TimeSpan.FromDays(7);
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await using var batch = database.CreateBatch();
                batch.BatchCommands.Add(Older("delete from idempotency_keys where claimed_at < $1", KeepFor));
                batch.BatchCommands.Add(Older("delete from push_jobs where finished_at < $1", KeepJobsFor));
                await batch.ExecuteNonQueryAsync(stoppingToken);
            }
            catch (NpgsqlException failure)
            {
                Failed(logger, failure);
            }
        }
    }

    private NpgsqlBatchCommand Older(string sql, TimeSpan age) => new(sql) { Parameters = { new() { Value = time.GetUtcNow() - age } } };

    [LoggerMessage(EventId = 2001, Level = LogLevel.Warning, Message = "Old answers could not be deleted; the next round tries again")]
    private static partial void Failed(ILogger logger, Exception failure);
}
