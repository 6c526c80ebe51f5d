using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Cluster.Coordination.Lights.Shown;

/// <summary>Looks whether a light is due, by an index, and judges what is; every replica has one.</summary>
internal sealed partial class LightWorker(TurnLights lights, TimeProvider time, ILogger<LightWorker> logger) : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(500);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(LookEvery, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await lights.Turn(stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                // Nothing was judged by halves; what is due stays due.
                Postponed(logger, failure);
            }
        }
    }

    [LoggerMessage(EventId = 4102, Level = LogLevel.Warning, Message = "The lights could not be judged and are the next time")]
    private static partial void Postponed(ILogger logger, Exception failure);
}
