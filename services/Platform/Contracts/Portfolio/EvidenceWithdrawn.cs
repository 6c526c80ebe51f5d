namespace Cluster.Contracts.Portfolio;

/// <summary>Evidence (佐证材料) that was filed does not count any more.</summary>
public sealed record EvidenceWithdrawn(string Key, string Owner, string Project, string Sha256, string Reason);
