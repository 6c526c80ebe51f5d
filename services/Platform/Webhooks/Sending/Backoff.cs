namespace Cluster.Webhooks.Sending;

/// <summary>When a delivery is tried again, and when a target that fails: each time twice as long, with jitter so that not all come back at once.</summary>
internal static class Backoff
{
    /// <summary>A delivery is given up so long after it was due.</summary>
    public static readonly TimeSpan GiveUpAfter = TimeSpan.FromHours(24);

    private static readonly TimeSpan First = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan DeliveryMax = TimeSpan.FromHours(2);

    /// <summary>A target that is back is found so soon.</summary>
    private static readonly TimeSpan TargetMax = TimeSpan.FromMinutes(5);

    private const double Spread = 0.2;
    private const int DoublingsMax = 20;

    /// <param name="attempts">That failed, from 1.</param>
    /// <param name="chance">From 0 to 1.</param>
    public static TimeSpan OfDelivery(int attempts, double chance) => Doubled(attempts, DeliveryMax, chance);

    /// <inheritdoc cref="OfDelivery"/>
    public static TimeSpan OfTarget(int failures, double chance) => Doubled(failures, TargetMax, chance);

    private static TimeSpan Doubled(int times, TimeSpan max, double chance)
    {
        var plain = First * Math.Pow(2, Math.Min(times - 1, DoublingsMax));
        return (plain < max ? plain : max) * (1 - Spread + (2 * Spread * chance));
    }
}
