using System.Text.Json.Serialization;

namespace Cluster.Client;

/// <summary>A node of an industrial chain (产业链节点).</summary>
public sealed record ChainNode
{
    /// <summary>The sender's own key: 永磁-01.</summary>
    public required string Key { get; init; }

    /// <summary>Short name of the organisation it belongs to; set by the platform.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWriting)]
    public string? Owner { get; init; }

    /// <summary>The chain's name.</summary>
    public required string Chain { get; init; }

    /// <summary>Its place on the chain, from 1.</summary>
    public required int Ordinal { get; init; }

    /// <summary>What is done there.</summary>
    public required string Name { get; init; }

    /// <summary>upstream, midstream, downstream or recycling.</summary>
    public required string Stage { get; init; }

    /// <summary>Whether the chain cannot do without it.</summary>
    public required bool Core { get; init; }

    /// <summary>GB/T 4754-2017, four digits; null where no class fits.</summary>
    public string? IndustryClass { get; init; }
}

/// <summary>An enterprise (企业) and its nodes on the chains.</summary>
public sealed record Enterprise
{
    /// <summary>The sender's own key, at most 100 characters; the credit code will do.</summary>
    public required string Key { get; init; }

    /// <summary>Short name of the organisation it belongs to; set by the platform.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWriting)]
    public string? Owner { get; init; }

    /// <summary>Unified social credit code (统一社会信用代码), 18 characters with both checks.</summary>
    public required string CreditCode { get; init; }

    /// <summary>The registered name.</summary>
    public required string Name { get; init; }

    /// <summary>Keys of the chain nodes it works on; none for one outside the chains.</summary>
    public required IReadOnlyList<string> Nodes { get; init; }

    /// <summary>Whether it is in business (在营).</summary>
    public required bool Active { get; init; }
}
