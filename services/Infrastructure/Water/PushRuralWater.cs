using Cluster.Contracts;
using Cluster.Contracts.Infrastructure;
using Cluster.Infrastructure.Statistics;
using Cluster.Ingestion;

namespace Cluster.Infrastructure.Water;

/// <summary>Rural drinking water (农村牧区饮水) of a county at the year's end, in 万人.</summary>
public sealed record RuralWater : Statistic
{
    /// <summary>农村牧区供水人口.</summary>
    public required decimal PopulationServed { get; init; }

    public decimal? PopulationWithTapWater { get; init; }

    /// <summary>自来水普及率.</summary>
    public decimal? TapWaterPct { get; init; }
}

/// <summary>A department pushes rural drinking water (农村牧区饮水) by county and year.</summary>
public sealed class PushRuralWater(TimeProvider time) : PushStatistics<RuralWater, RuralWaterReported>(
    time, "rural-water", new Meaning(Divisions.PlanCounties, MeasureKind.StateAtDate, "万人", PeriodType.Year),
    [TapWater.Whole], [TapWater.Part, TapWater.Pct])
{
    private static readonly ShareFields TapWater = new(
        StatisticFields.Amount("populationWithTapWater", "自来水人口", "The population with tap water"),
        StatisticFields.Amount("populationServed", "供水人口", "The population served"),
        StatisticFields.Share("tapWaterPct", "自来水普及率", "The share with tap water"),
        NeedsWhole: true);

    protected override RuralWater BuildOwn(Row row)
    {
        var (with, served, pct) = TapWater.Read(row);
        return new()
        {
            Key = "", Owner = row.Caller.Organisation, PopulationServed = served.GetValueOrDefault(), PopulationWithTapWater = with, TapWaterPct = pct,
        };
    }

    protected override RuralWaterReported DescribeOwn(RuralWater statistic) =>
        new(statistic.PopulationServed, statistic.PopulationWithTapWater, statistic.TapWaterPct);

    protected override RuralWater Converted(RuralWater statistic, Func<decimal?, decimal?> convert) => statistic with
    {
        PopulationServed = convert(statistic.PopulationServed).GetValueOrDefault(), PopulationWithTapWater = convert(statistic.PopulationWithTapWater),
    };
}
