using Cluster.Ingestion;
using Cluster.Ingestion.SenderCodes;

namespace Cluster.Industry.Chains;

/// <summary>A node of an industrial chain (产业链节点): one step of making or using a product.</summary>
public sealed record ChainNode : Resource
{
    public static readonly Codes<ChainStage> Stages = new(
        (ChainStage.Upstream, "upstream", "上游"),
        (ChainStage.Midstream, "midstream", "中游"),
        (ChainStage.Downstream, "downstream", "下游"),
        (ChainStage.Recycling, "recycling", "回收"));

    /// <summary>What enterprises stand on.</summary>
    public static readonly Referable Referred = new("chain-node", "chain_nodes", IndustryRefusals.UnknownNode);

    /// <summary>The chain's name, such as 永磁.</summary>
    public required string Chain { get; init; }

    /// <summary>Its place along the chain.</summary>
    public required int Ordinal { get; init; }

    public required string Name { get; init; }

    public required ChainStage Stage { get; init; }

    /// <summary>Whether the chain cannot do without it (核心节点).</summary>
    public required bool Core { get; init; }

    /// <summary>Industry class (行业小类) by GB/T 4754-2017; null where no class fits.</summary>
    public string? IndustryClass { get; init; }

    public static bool IsIndustryClass(string text) => text.Length == 4 && text.All(char.IsAsciiDigit);
}

public enum ChainStage
{
    Upstream,
    Midstream,
    Downstream,
    Recycling,
}
