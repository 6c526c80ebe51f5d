using System.Diagnostics.Metrics;

namespace Cluster.Webhooks;

/// <summary>What operations see of all subscriptions together.</summary>
internal sealed class WebhookMetrics
{
    private static readonly Meter Meter = new("Cluster.Webhooks");
    private static readonly Counter<long> Deliveries =
        Meter.CreateCounter<long>("cluster.webhooks.deliveries", "{attempt}", "Attempts by what came of them: delivered, failed, dead or gone");

    private double _oldestSeconds;

    public WebhookMetrics() =>
        Meter.CreateObservableGauge("cluster.webhooks.oldest_pending", () => _oldestSeconds, "s", "Age of the oldest delivery that waits at an enabled subscription");

    public static void Count(string result, long count = 1) => Deliveries.Add(count, new KeyValuePair<string, object?>("result", result));

    public void Observe(TimeSpan oldest) => _oldestSeconds = oldest.TotalSeconds;
}
