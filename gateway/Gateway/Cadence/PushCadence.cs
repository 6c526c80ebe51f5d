namespace Cluster.Gateway.Cadence;

/// <summary>How often a system pushes one kind of data (报送节奏), and so when its silence is out of the ordinary.</summary>
/// <param name="Resource">service/resource.</param>
/// <param name="Since">Since when it is watched: its first push, or when somebody said how often to expect one.</param>
/// <param name="GapSeconds">The last times between two runs of pushes, the newest first.</param>
/// <param name="EverySeconds">How often somebody said to expect it; learned where nobody did.</param>
/// <param name="AlarmedAt">When its present silence was told.</param>
public sealed record PushCadence(
    string ClientId, string Resource, DateTimeOffset Since, DateTimeOffset? LastAt, long[] GapSeconds, long? EverySeconds, DateTimeOffset? AlarmedAt)
{
    /// <summary>Pushes that follow each other more closely are one run: a night's figures in ten parts.</summary>
    public const int RunSeconds = 600;

    public const int GapsKept = 12;

    /// <summary>Of fewer gaps nothing is learned.</summary>
    public const int GapsMin = 4;

    /// <summary>
    /// Learned: the second longest of the last gaps and half of it. The longest may have been an outage; and twelve workdays have two weekends, so
    /// a system that rests on them is not called silent every Monday. Null while too little is known.
    /// </summary>
    public TimeSpan? Expected => EverySeconds is { } set ? TimeSpan.FromSeconds(set)
        : GapSeconds.Length >= GapsMin ? TimeSpan.FromSeconds(GapSeconds.OrderDescending().ElementAt(1) * 1.5)
        : null;

    /// <summary>Since when a push is overdue; null while none is.</summary>
    public DateTimeOffset? SilentSince(DateTimeOffset now) =>
        Expected is { } expected && (LastAt ?? Since) + expected is var due && due < now ? due : null;
}
