using System.Diagnostics.Metrics;
using Microsoft.EntityFrameworkCore;

namespace Cluster.Gateway.Cadence;

/// <summary>Looks every minute for systems that have gone silent (静默告警) and tells each silence once, whichever replica sees it first.</summary>
public sealed partial class WatchSilence : Periodic
{
    private static readonly Meter Meter = new("Cluster.Gateway");

    private readonly IServiceScopeFactory _scopes;
    private readonly ILogger<WatchSilence> _logger;

    public WatchSilence(IServiceScopeFactory scopes, TimeProvider time, ILogger<WatchSilence> logger) : base(TimeSpan.FromMinutes(1), time, logger)
    {
        (_scopes, _logger) = (scopes, logger);
        Meter.CreateObservableGauge("cluster.gateway.silent_systems", () => Silent, "{system}", "Systems that push less often than they do otherwise");
    }

    /// <summary>How many were silent at the last look.</summary>
    public int Silent { get; private set; }

    /// <returns>The silences that had not been told before.</returns>
    public async Task<IReadOnlyList<PushCadence>> Look(CancellationToken cancellation = default)
    {
        await using var scope = _scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<GatewayDb>();
        var now = Time.GetUtcNow();
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

    protected override Task TakeTurn(CancellationToken cancellation) => Look(cancellation);

    [LoggerMessage(EventId = 1102, Level = LogLevel.Error, Message = "{Client} has gone silent: its last push of {Resource} was at {LastAt}, and one is expected every {Expected}")]
    private static partial void GoneSilent(ILogger logger, string client, string resource, DateTimeOffset? lastAt, TimeSpan expected);
}
