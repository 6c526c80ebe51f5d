namespace Cluster.Ingestion.Jobs;

/// <summary>Settings <c>Jobs:…</c>.</summary>
internal sealed record JobOptions
{
    /// <summary>How long a job belongs to whoever took it without a sign of life; after a kill it waits as long.</summary>
    public int LeaseSeconds { get; init; } = 60;

    /// <summary>How often a replica looks for what another took and left.</summary>
    public int LookEverySeconds { get; init; } = 2;

    public int AttemptsMax { get; init; } = 5;

    /// <summary>Unfinished ones of one credential.</summary>
    public int UnfinishedMax { get; init; } = 10;

    public TimeSpan Lease => TimeSpan.FromSeconds(LeaseSeconds);

    public TimeSpan LookEvery => TimeSpan.FromSeconds(LookEverySeconds);
}
