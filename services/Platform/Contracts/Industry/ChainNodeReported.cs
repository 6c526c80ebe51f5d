namespace Cluster.Contracts.Industry;

/// <summary>A node of an industrial chain (产业链节点) was reported or changed.</summary>
/// <param name="Stage">upstream, midstream, downstream or recycling.</param>
/// <param name="IndustryClass">GB/T 4754-2017, four digits; null where no class fits.</param>
public sealed record ChainNodeReported(
    string Key, string Owner, string Chain, int Ordinal, string Name, string Stage, bool Core, string? IndustryClass);
