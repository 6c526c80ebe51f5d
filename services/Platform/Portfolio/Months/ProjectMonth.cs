using Cluster.Contracts;
using Cluster.Ingestion;
using Cluster.Portfolio.Projects;

namespace Cluster.Portfolio.Months;

/// <summary>How a project stood at the end of a month (月报). Money is in 万元 and cumulative, within the year unless it says since the start.</summary>
public sealed record ProjectMonth : Reading
{
    public required string Project { get; init; }

    /// <summary>Its first day.</summary>
    public required DateOnly Month { get; init; }

    /// <summary>本年完成投资.</summary>
    public required decimal YearToDateWan { get; init; }

    /// <summary>自开工累计完成投资.</summary>
    public decimal? SinceStartWan { get; init; }

    /// <summary>建筑安装工程; the three parts are of the year to date.</summary>
    public decimal? ConstructionWan { get; init; }

    /// <summary>设备工器具购置.</summary>
    public decimal? EquipmentWan { get; init; }

    /// <summary>其他费用.</summary>
    public decimal? OtherCostsWan { get; init; }

    /// <summary>本年到位资金.</summary>
    public decimal? InPlaceWan { get; init; }

    /// <summary>本年支付资金.</summary>
    public decimal? PaidWan { get; init; }

    /// <summary>形象进度, in words.</summary>
    public string? Progress { get; init; }

    /// <summary>偏差说明.</summary>
    public string? Variance { get; init; }

    /// <summary>更正原因.</summary>
    public string? Correction { get; init; }

    internal bool SaysOnlyItsFigure => (SinceStartWan ?? ConstructionWan ?? EquipmentWan ?? OtherCostsWan ?? InPlaceWan ?? PaidWan) is null
        && (Progress ?? Variance ?? Correction) is null;

    /// <summary>The project while a row of it is judged; null when there is none.</summary>
    internal StoredProject? Of { get; init; }

    /// <summary>What was stored of its project then.</summary>
    internal StoredMonths? Stored { get; init; }

    public static string KeyOf(string project, DateOnly month) => $"{project}.{month:yyyy-MM}";

    internal CumulativeValue YearToDate => new(Key, Period.Of(Month, PeriodType.Month), YearToDateWan, Correction is not null);

    internal CumulativeValue? SinceStart =>
        SinceStartWan is { } value ? new(Key, Period.Of(Month, PeriodType.Month), value, Correction is not null) : null;
}
