namespace Cluster.Contracts.PublicServices;

/// <summary>A service item handled across provinces (跨省通办事项) was reported or changed.</summary>
/// <param name="Batch">The State Council list it is on: 2020, 2021, later or 2022.</param>
/// <param name="Mode">online, collect-and-forward or multi-site; null before it is settled.</param>
public sealed record ServiceItemReported(
    string Key, string Owner, string Name, string? NameEn, string Batch, string? Mode, string? Source);
