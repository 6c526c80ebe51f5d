using Cluster.Contracts;
using Cluster.Ingestion;
using Cluster.Ingestion.SenderCodes;

namespace Cluster.Coordination.Figures;

/// <summary>A measure (指标口径): what its figures mean, said once before the first of them is reported.</summary>
public sealed record Measure : Resource
{
    public static readonly Codes<MeasureKind> Kinds = PeriodWords.Kinds;

    public static readonly Codes<PeriodType> PeriodTypes = PeriodWords.Types;

    /// <summary>What figures are of.</summary>
    public static readonly Referable Referred = new("measure", "measures", CoordinationRefusals.UnknownMeasure);

    public required string Name { get; init; }

    public required string NameEn { get; init; }

    /// <summary>One of <see cref="Units.All"/>; the figures are kept in it.</summary>
    public required string Unit { get; init; }

    public required int Decimals { get; init; }

    public required PeriodType PeriodType { get; init; }

    public required MeasureKind Kind { get; init; }

    /// <summary>In the unit, as the upper bound.</summary>
    public decimal? Min { get; init; }

    public decimal? Max { get; init; }

    /// <summary>Registered short names; empty when any department may report it.</summary>
    public required string[] Reporters { get; init; }

    /// <summary>The plan's target that it measures.</summary>
    public string? Target { get; init; }

    public string? Note { get; init; }
}
