using Npgsql;
using OpenTelemetry;

namespace Cluster.Gateway;

/// <summary>What is done again and again beside the requests. A database that does not answer puts it off until the next turn.</summary>
public abstract partial class Periodic(TimeSpan interval, TimeProvider time, ILogger logger) : BackgroundService
{
    protected TimeProvider Time => time;

    protected abstract Task TakeTurn(CancellationToken cancellation);

    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var untraced = SuppressInstrumentationScope.Begin(); // a trace every few seconds would only hide the others
        using var timer = new PeriodicTimer(interval, time);
        do
        {
            try
            {
                await TakeTurn(stoppingToken);
            }
            catch (Exception exception) when (exception is NpgsqlException or { InnerException: NpgsqlException })
            {
                PutOff(logger, GetType().Name, exception);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(EventId = 1001, Level = LogLevel.Warning, Message = "{Work} is put off until its next turn: the database does not answer")]
    private static partial void PutOff(ILogger logger, string work, Exception exception);
}
