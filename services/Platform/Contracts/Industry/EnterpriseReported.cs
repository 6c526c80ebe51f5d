namespace Cluster.Contracts.Industry;

/// <summary>An enterprise (企业) and its nodes on the chains were reported or changed.</summary>
/// <param name="Nodes">Keys of chain nodes.</param>
public sealed record EnterpriseReported(
    string Key, string Owner, CreditCode CreditCode, string Name, IReadOnlyList<string> Nodes, bool Active);
