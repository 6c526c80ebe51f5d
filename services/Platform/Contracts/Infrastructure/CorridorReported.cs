namespace Cluster.Contracts.Infrastructure;

/// <summary>A corridor (通道) of the road network was reported or changed.</summary>
/// <param name="Members">Keys of its segments, in order.</param>
/// <param name="RequiredClass">The technical class from which on a member counts.</param>
public sealed record CorridorReported(
    string Key, string Owner, string Name, string Kind, IReadOnlyList<string> Members, string RequiredClass, string? Note);
