using Cluster.Contracts;
using Cluster.Ingestion;

namespace Cluster.Coordination.Reporting.Items;

/// <summary>What the office registers to be reported of a task (应报事项登记): a measure, whose figure is shown filled in where a system pushed it.</summary>
public sealed record RegisteredItem : Resource
{
    public required string Task { get; init; }

    /// <summary>The key of the measure.</summary>
    public required string Item { get; init; }

    public required DivisionCode Region { get; init; }

    /// <summary>Whose part it is; null where each that owes the task owes it.</summary>
    public string? Organisation { get; init; }

    public required DateOnly Since { get; init; }

    /// <summary>The first day without it.</summary>
    public DateOnly? Until { get; init; }
}
