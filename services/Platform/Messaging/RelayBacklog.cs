using System.Diagnostics.Metrics;
using Cluster.ServiceDefaults;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Cluster.Messaging;

/// <summary>How much of the log waits for the broker, as the relay last saw it.</summary>
public sealed class RelayBacklog
{
    internal static readonly TimeSpan AgeMax = TimeSpan.FromSeconds(60);

    private static readonly Meter Meter = new("Cluster.Messaging");

    public static readonly Refusal BacklogFull = new("event-backlog-full", RefusalKind.Unavailable,
        "消息代理不可用且待发事件已达上限，暂停接收。请稍后用同一个 Idempotency-Key 重试。",
        "The message broker is not available and the backlog of events is full. Try again later with the same Idempotency-Key.");

    private readonly long _eventsMax;

    public RelayBacklog(MessagingOptions options)
    {
        _eventsMax = options.BacklogEventsMax;
        Meter.CreateObservableGauge("cluster.event_log.unsent", () => Events, "{event}", "Events written and not yet confirmed by the broker");
        Meter.CreateObservableGauge("cluster.event_log.oldest_unsent", () => Age.TotalSeconds, "s", "Age of the oldest unsent write");
    }

    public long Events { get; private set; }

    public TimeSpan Age { get; private set; }

    internal void Observe(long events, TimeSpan age) => (Events, Age) = (events, age);

    internal void RefuseWhenFull()
    {
        if (Events >= _eventsMax)
        {
            throw new RefusedException(Problem.Of(BacklogFull).With("limit", _eventsMax));
        }
    }
}

/// <summary>A late relay is told, but the service stays ready: it takes pushes as long as its database does.</summary>
internal sealed class RelayHealth(RelayBacklog backlog) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(backlog.Age > RelayBacklog.AgeMax
            ? HealthCheckResult.Degraded($"{backlog.Events} events unsent, the oldest for {backlog.Age.TotalSeconds:0} s.")
            : HealthCheckResult.Healthy());
}

/// <summary>A commit in this process wakes this process's relay; a poll finds what a dead replica left.</summary>
public sealed class RelaySignal : WakeSignal;
