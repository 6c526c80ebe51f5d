using Cluster.Contracts;
using Cluster.Ingestion;

namespace Cluster.Industry.Enterprises;

/// <summary>An enterprise (企业) and where it stands on the chains.</summary>
public sealed record Enterprise : Resource
{
    public required CreditCode CreditCode { get; init; }

    public required string Name { get; init; }

    /// <summary>Keys of the chain nodes it works on; none for one outside the chains.</summary>
    public required string[] Nodes { get; init; }

    /// <summary>In business (在营): neither closed nor stopped for good.</summary>
    public required bool Active { get; init; }
}
