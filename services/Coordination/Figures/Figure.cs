using Cluster.Contracts;
using Cluster.Ingestion;

namespace Cluster.Coordination.Figures;

/// <summary>A figure (数据): the value of a measure for a region and a period. One region's figure for a period is one row, whoever owns it.</summary>
public sealed record Figure : Resource
{
    public required string Measure { get; init; }

    public required DivisionCode Region { get; init; }

    public required Period Period { get; init; }

    /// <summary>The period's, by which the database finds what comes before and after.</summary>
    public required DateOnly FirstDay { get; init; }

    /// <summary>As the row states it; only a figure of the measure's own kind is kept.</summary>
    public required MeasureKind Kind { get; init; }

    /// <summary>In the unit, which is the measure's once it has been resolved.</summary>
    public required decimal Value { get; init; }

    public required string Unit { get; init; }

    /// <summary>Why a cumulative value fell, or an earlier one was changed (更正原因).</summary>
    public string? Correction { get; init; }

    public string? Note { get; init; }

    /// <summary>What the registry says of its measure while it is judged; null when there is no such measure.</summary>
    internal Meaning? Meaning { get; init; }

    internal CumulativeValue Cumulative => new(Key, Period, Value, Correction is not null);

    /// <summary>Whose figures are one series.</summary>
    internal (string Measure, DivisionCode Region) Series => (Measure, Region);

    public static string KeyOf(string measure, DivisionCode region, Period period) => $"{measure}.{region}.{period}";
}

/// <summary>What a measure's figures mean, as far as it decides on one.</summary>
internal sealed record Meaning(
    string Unit, int Decimals, PeriodType PeriodType, MeasureKind Kind, decimal? Min, decimal? Max, IReadOnlyList<string> Reporters)
{
    public bool IsCumulative => Kind is MeasureKind.CumulativeInYear or MeasureKind.CumulativeSinceStart;

    /// <summary>How the bounds are written in a message.</summary>
    public string Bounds => (Min, Max) switch
    {
        ({ } min, { } max) => $"{min} … {max} {Unit}",
        ({ } min, null) => $"≥ {min} {Unit}",
        (null, { } max) => $"≤ {max} {Unit}",
        _ => "",
    };
}
