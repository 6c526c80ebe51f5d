using System.Diagnostics.Metrics;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using OpenTelemetry;

namespace Cluster.Gateway.Cadence;

/// <summary>Looks every minute for systems that have gone silent (静默告警) and tells each silence once, whichever replica sees it first.</summary>
public sealed partial class WatchSilence : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);
    private static readonly Meter Meter = new("Cluster.Gateway");

    private readonly IServiceScopeFactory _scopes;
    private readonly TimeProvider _time;
    private readonly ILogger<WatchSilence> _logger;

    public WatchSilence(IServiceScopeFactory scopes, TimeProvider time, ILogger<WatchSilence> logger)
    {
        (_scopes, _time, _logger) = (scopes, time, logger);
        Meter.CreateObservableGauge("cluster.gateway.silent_systems", () => Silent, "{system}", "Systems that push less often than they do otherwise");
    }

    /// <summary>How many were silent at the last look.</summary>
    public int Silent { get; private set; }

    /// <returns>The silences that had not been told before.</returns>
    public async Task<IReadOnlyList<PushCadence>> Look(CancellationToken cancellation = default)
    {
        await using var scope = _scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<GatewayDb>();
        var now = _time.GetUtcNow();
        var silent = (await database.PushCadences.AsNoTracking().ToListAsync(cancellation)).FindAll(one => one.SilentSince(now) is not null);
        var told = new List<PushCadence>();
        foreach (var one in silent.Where(one => one.AlarmedAt is null))
        {
            if (await database.PushCadences
                .Where(row => row.ClientId == one.ClientId && row.Resource == one.Resource && row.AlarmedAt == null && row.LastAt == one.LastAt)
                .ExecuteUpdateAsync(row => row.SetProperty(cadence => cadence.AlarmedAt, now), cancellation) == 1)
            {
                GoneSilent(_logger, one.ClientId, one.Resource, one.LastAt, one.Expected!.Value);
                told.Add(one);
            }
        }

        Silent = silent.Count;
        return told;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var untraced = SuppressInstrumentationScope.Begin();
        using var timer = new PeriodicTimer(Interval, _time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await Look(stoppingToken);
            }
            catch (Exception exception) when (exception is NpgsqlException or { InnerException: NpgsqlException })
            {
                NotLooked(_logger, exception);
            }
        }
    }

    [LoggerMessage(EventId = 1102, Level = LogLevel.Error, Message = "{Client} has gone silent: its last push of {Resource} was at {LastAt}, and one is expected every {Expected}")]
    private static partial void GoneSilent(ILogger logger, string client, string resource, DateTimeOffset? lastAt, TimeSpan expected);

    [LoggerMessage(EventId = 1103, Level = LogLevel.Warning, Message = "Whether a system has gone silent could not be looked up; it is tried again in a minute")]
    private static partial void NotLooked(ILogger logger, Exception exception);
}
