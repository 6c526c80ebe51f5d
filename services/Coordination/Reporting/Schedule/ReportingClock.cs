using Cluster.Messaging;
using Cluster.ServiceDefaults;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Cluster.Coordination.Reporting.Schedule;

/// <summary>Wakes the clock when a moment may have moved: reporting began, a notice was loaded, more time was given.</summary>
internal sealed class ClockSignal : WakeSignal;

/// <summary>
/// Sets one clock for the next moment. Every replica has it, and one of them does the work; that another one may have moved the moment is why it
/// looks from time to time where the next moment is.
/// </summary>
internal sealed partial class ReportingClock(AdvanceClock clock, ClockSignal signal, TimeProvider time, ILogger<ReportingClock> logger) : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan WaitMin = TimeSpan.FromMilliseconds(50);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var wait = LookEvery;
            try
            {
                if (await clock.Advance(stoppingToken) is { } next && next - time.GetUtcNow() is var until && until < LookEvery)
                {
                    wait = until > WaitMin ? until : WaitMin;
                }
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                // Nothing was told by halves: what was not told is told when it works again.
                Interrupted(logger, failure);
            }

            await signal.Wait(wait, stoppingToken);
        }
    }

    [LoggerMessage(EventId = 3101, Level = LogLevel.Warning, Message = "The reporting clock was interrupted and will look again")]
    private static partial void Interrupted(ILogger logger, Exception failure);
}
