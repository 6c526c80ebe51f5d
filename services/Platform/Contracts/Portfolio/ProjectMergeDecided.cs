namespace Cluster.Contracts.Portfolio;

/// <summary>The office decided whether two projects of the city's pool are one (项目合并), or decided anew.</summary>
/// <param name="First">A key of the pool, <c>infrastructure/p-1</c>; the one of the two that comes first in the order of its bytes.</param>
/// <param name="Decision">merge or apart.</param>
/// <param name="Remaining">The one of the two that counts from now on; null where they stay apart.</param>
/// <param name="DecidedBy">The person who decided.</param>
public sealed record ProjectMergeDecided(string First, string Second, string Decision, string? Remaining, string Reason, string DecidedBy);
