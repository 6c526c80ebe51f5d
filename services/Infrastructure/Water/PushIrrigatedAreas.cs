using Cluster.Contracts;
using Cluster.Contracts.Infrastructure;
using Cluster.Infrastructure.Statistics;
using Cluster.Ingestion;

namespace Cluster.Infrastructure.Water;

/// <summary>The area of efficient irrigation (高效节水灌溉面积) of a county at the year's end, in 万亩.</summary>
public sealed record IrrigatedArea : Statistic
{
    public required decimal Area { get; init; }
}

/// <summary>A department pushes areas of efficient irrigation (高效节水灌溉面积) by county and year.</summary>
public sealed class PushIrrigatedAreas(TimeProvider time) : PushStatistics<IrrigatedArea, IrrigatedAreaReported>(
    time, "irrigated-areas", new Meaning(Divisions.PlanCounties, MeasureKind.StateAtDate, "万亩", PeriodType.Year), [Area], [])
{
    private static readonly DecimalField Area = StatisticFields.Amount("area", "高效节水灌溉面积", "The area of efficient irrigation");

    protected override IrrigatedArea BuildOwn(Row row) => new() { Key = "", Owner = row.Caller.Organisation, Area = row.Get(Area) };

    protected override IrrigatedAreaReported DescribeOwn(IrrigatedArea statistic) => new(statistic.Area);

    protected override IrrigatedArea Converted(IrrigatedArea statistic, Func<decimal?, decimal?> convert) =>
        statistic with { Area = convert(statistic.Area).GetValueOrDefault() };
}
