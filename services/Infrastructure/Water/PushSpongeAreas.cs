using Cluster.Contracts;
using Cluster.Contracts.Infrastructure;
using Cluster.Infrastructure.Statistics;
using Cluster.Ingestion;

namespace Cluster.Infrastructure.Water;

/// <summary>The part of a region's built-up area that is a sponge city (海绵城市达标面积) at the year's end, in 平方公里.</summary>
public sealed record SpongeArea : Statistic
{
    /// <summary>建成区面积.</summary>
    public decimal? BuiltUpArea { get; init; }

    /// <summary>海绵城市达标面积.</summary>
    public decimal? Area { get; init; }

    /// <summary>Of the built-up area.</summary>
    public decimal? SpongePct { get; init; }
}

/// <summary>A department pushes sponge-city areas (海绵城市达标面积) by built-up area and year.</summary>
public sealed class PushSpongeAreas(TimeProvider time) : PushStatistics<SpongeArea, SpongeAreaReported>(
    time, "sponge-areas", new Meaning(Divisions.PlanRegions, MeasureKind.StateAtDate, "平方公里", PeriodType.Year),
    [], [Sponge.Whole, Sponge.Part, Sponge.Pct])
{
    private static readonly ShareFields Sponge = new(
        StatisticFields.Amount("area", "海绵城市达标面积", "The sponge-city area"),
        StatisticFields.Amount("builtUpArea", "建成区面积", "The built-up area"),
        StatisticFields.Share("spongePct", "达标面积占比", "The share of the built-up area"));

    protected override SpongeArea BuildOwn(Row row)
    {
        var (area, builtUp, pct) = Sponge.Read(row);
        return new() { Key = "", Owner = row.Caller.Organisation, BuiltUpArea = builtUp, Area = area, SpongePct = pct };
    }

    protected override SpongeAreaReported DescribeOwn(SpongeArea statistic) => new(statistic.BuiltUpArea, statistic.Area, statistic.SpongePct);

    protected override SpongeArea Converted(SpongeArea statistic, Func<decimal?, decimal?> convert) =>
        statistic with { BuiltUpArea = convert(statistic.BuiltUpArea), Area = convert(statistic.Area) };
}
