using Cluster.Contracts;
using Cluster.Ingestion;
using Cluster.Ingestion.SenderCodes;

namespace Cluster.Coordination.Figures;

/// <summary>A measure (指标口径): what its figures mean, said once before the first of them is reported.</summary>
public sealed record Measure : Resource
{
    public static readonly Codes<MeasureKind> Kinds = new(
        (MeasureKind.PeriodValue, "period-value", "当期值"),
        (MeasureKind.CumulativeInYear, "cumulative-in-year", "本年累计"),
        (MeasureKind.CumulativeSinceStart, "cumulative-since-start", "自开始累计"),
        (MeasureKind.StateAtDate, "state-at-date", "时点值"));

    public static readonly Codes<PeriodType> PeriodTypes = new(
        (PeriodType.Day, "day", "日"),
        (PeriodType.TenDays, "ten-days", "旬"),
        (PeriodType.Month, "month", "月"),
        (PeriodType.Quarter, "quarter", "季"),
        (PeriodType.HalfYear, "half-year", "半年"),
        (PeriodType.Year, "year", "年"));

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

/// <summary>What of the time before its end a figure covers (数据性质).</summary>
public enum MeasureKind
{
    /// <summary>当期值: the period alone.</summary>
    PeriodValue,

    /// <summary>本年累计: from the first of January to the period's end.</summary>
    CumulativeInYear,

    /// <summary>自开始累计: from the beginning of the work to the period's end.</summary>
    CumulativeSinceStart,

    /// <summary>时点值: how it stands on the period's last day.</summary>
    StateAtDate,
}
