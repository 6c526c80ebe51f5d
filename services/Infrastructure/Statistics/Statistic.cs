using Cluster.Contracts;
using Cluster.Ingestion;

namespace Cluster.Infrastructure.Statistics;

/// <summary>A figure (统计数据) of a region and a period; one region's figure for a period is one row, whoever owns it. Which figure is said by the records below it.</summary>
public abstract record Statistic : Resource
{
    public DivisionCode Region { get; init; }

    public Period Period { get; init; }

    /// <summary>As the row states it; only what the statistic is reported as is kept.</summary>
    public MeasureKind Kind { get; init; }

    /// <summary>The statistic's own, into which amounts were converted; null where the figures are plain counts.</summary>
    public string? Unit { get; init; }

    public string? Note { get; init; }

    /// <summary>Invented for a demonstration; belongs in no statistics.</summary>
    public bool Demonstration { get; init; }
}

/// <summary>What the figures of a statistic mean (口径), the same for all of its rows.</summary>
/// <param name="Regions">Whose figures there are.</param>
/// <param name="Unit">One of <see cref="Units.All"/>; null where the figures are plain counts.</param>
public sealed record Meaning(Divisions Regions, MeasureKind Kind, string? Unit, params IReadOnlyList<PeriodType> PeriodTypes)
{
    internal DivisionCodeField Region { get; } = new("region", "地区", "The region", Regions);
}
