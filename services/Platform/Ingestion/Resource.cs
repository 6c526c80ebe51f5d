namespace Cluster.Ingestion;

/// <summary>What a department pushes: known by the sender's own key, owned by the organisation that wrote it first.</summary>
public abstract record Resource
{
    public required string Key { get; init; }

    /// <summary>Registered short name of the organisation that may change it.</summary>
    public required string Owner { get; init; }

    /// <summary>Counts the changes from 1, without gaps; the version of the event that each change left.</summary>
    public long Version { get; init; }
}

/// <summary>A row that changed something, as it was and as it is.</summary>
public sealed record Change<T>(T? Before, T After)
    where T : Resource;
