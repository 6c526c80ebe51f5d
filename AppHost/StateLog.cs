using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Cluster.AppHost;

/// <summary>One line for each change of a resource's state: what `eng/up` follows, and what tells an operator how far a start has come.</summary>
internal sealed class StateLog(ResourceNotificationService notifications, ILogger<StateLog> log) : BackgroundService
{
    private readonly ConcurrentDictionary<string, string> _shown = new();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var change in notifications.WatchAsync(stoppingToken))
        {
            var (name, state, exitCode) = (change.Resource.Name, change.Snapshot.State?.Text, change.Snapshot.ExitCode);
            if (string.IsNullOrEmpty(state) || (_shown.TryGetValue(name, out var last) && last == state))
            {
                continue;
            }

            _shown[name] = state;
            var failed = state == KnownResourceStates.FailedToStart || exitCode is not (null or 0);
            log.Log(failed ? LogLevel.Error : LogLevel.Information, "{Resource}: {State}{ExitCode}", name, state, exitCode is null ? "" : $" with {exitCode}");
        }
    }
}
