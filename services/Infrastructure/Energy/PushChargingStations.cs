using Cluster.Contracts.Infrastructure;
using Cluster.Infrastructure.Works;
using Cluster.Ingestion;

namespace Cluster.Infrastructure.Energy;

/// <summary>
/// A charging station at a motorway (高速公路充电站). A department keeps a list of them, not a figure by month: how many there are on a day
/// follows from the days on which they went into service.
/// </summary>
public sealed record ChargingStation : Work
{
    /// <summary>Of the motorway, by GB/T 917-2017: G6.</summary>
    public required string Route { get; init; }

    /// <summary>充电桩, in 个.</summary>
    public required long Piles { get; init; }

    /// <summary>Of all piles together.</summary>
    public required decimal PowerKw { get; init; }
}

/// <summary>A department pushes the charging stations along motorways; the name is that of the service area or interchange (服务区、互通).</summary>
public sealed class PushChargingStations(TimeProvider time)
    : PushWorks<ChargingStation, ChargingStationReported>(time, "charging-stations", [Route, Piles, PowerKw], [])
{
    private static readonly TextField Route = new("route", "路线编号", "The route", MaxLength: 40);
    private static readonly IntegerField Piles = new("piles", "充电桩数", "The number of piles", "个", 1, 1_000);
    private static readonly DecimalField PowerKw = new("powerKw", "总功率", "The power of all piles", "千瓦", 1m, 1_000_000m, 1);

    protected override ChargingStation BuildOwn(Row row) => new()
    {
        Key = row.GetKey(WorkFields.Key), Owner = row.Caller.Organisation, Route = row.Get(Route), Piles = row.Get(Piles), PowerKw = row.Get(PowerKw),
    };

    protected override ChargingStationReported DescribeOwn(ChargingStation work) => new(work.Route, work.Piles, work.PowerKw);
}
