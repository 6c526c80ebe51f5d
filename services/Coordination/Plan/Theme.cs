using Cluster.Ingestion;

namespace Cluster.Coordination.Plan;

/// <summary>A theme (任务板块) of the plan: the document's first level.</summary>
public sealed record Theme : Resource
{
    /// <summary>Of which plan it is; null in a ledger that has one only.</summary>
    public string? Plan { get; init; }

    public required int Ordinal { get; init; }

    public required string Title { get; init; }

    public required string TitleEn { get; init; }
}

/// <summary>A subsection (小节) of a theme.</summary>
public sealed record Subsection : Resource
{
    public required string Theme { get; init; }

    public required int Ordinal { get; init; }

    public required string Title { get; init; }

    public required string TitleEn { get; init; }
}
