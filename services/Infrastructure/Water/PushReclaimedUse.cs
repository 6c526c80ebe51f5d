using Cluster.Contracts;
using Cluster.Contracts.Infrastructure;
using Cluster.Infrastructure.Statistics;
using Cluster.Ingestion;

namespace Cluster.Infrastructure.Water;

/// <summary>The use of reclaimed water (再生水利用) in a quarter or a year: volumes of the period alone, in 万立方米.</summary>
public sealed record ReclaimedUse : Statistic
{
    /// <summary>污水处理量.</summary>
    public decimal? WastewaterTreated { get; init; }

    /// <summary>再生水利用量.</summary>
    public decimal? ReclaimedUsed { get; init; }

    /// <summary>再生水利用率: of the treated wastewater.</summary>
    public decimal? UsePct { get; init; }
}

/// <summary>A department pushes the use of reclaimed water (再生水利用) by region and quarter or year.</summary>
public sealed class PushReclaimedUse(TimeProvider time) : PushStatistics<ReclaimedUse, ReclaimedUseReported>(
    time, "reclaimed-use", new Meaning(Divisions.PlanRegions, MeasureKind.PeriodValue, "万立方米", PeriodType.Quarter, PeriodType.Year),
    [], [Use.Whole, Use.Part, Use.Pct])
{
    private static readonly ShareFields Use = new(
        StatisticFields.Amount("reclaimedUsed", "再生水利用量", "The reclaimed water used"),
        StatisticFields.Amount("wastewaterTreated", "污水处理量", "The wastewater treated"),
        StatisticFields.Share("usePct", "再生水利用率", "The share used"));

    protected override ReclaimedUse BuildOwn(Row row)
    {
        var (used, treated, pct) = Use.Read(row);
        return new() { Key = "", Owner = row.Caller.Organisation, WastewaterTreated = treated, ReclaimedUsed = used, UsePct = pct };
    }

    protected override ReclaimedUseReported DescribeOwn(ReclaimedUse statistic) =>
        new(statistic.WastewaterTreated, statistic.ReclaimedUsed, statistic.UsePct);

    protected override ReclaimedUse Converted(ReclaimedUse statistic, Func<decimal?, decimal?> convert) =>
        statistic with { WastewaterTreated = convert(statistic.WastewaterTreated), ReclaimedUsed = convert(statistic.ReclaimedUsed) };
}
