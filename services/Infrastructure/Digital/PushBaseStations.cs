using Cluster.Contracts;
using Cluster.Contracts.Infrastructure;
using Cluster.Infrastructure.Statistics;
using Cluster.Ingestion;

namespace Cluster.Infrastructure.Digital;

/// <summary>The 5G base stations (5G基站) of a carrier in a county at the quarter's end, in 个. A station that carriers share is its builder's.</summary>
public sealed record BaseStations : Statistic
{
    public static readonly Codes<Carrier> Carriers = new(
        (Carrier.ChinaMobile, "china-mobile", "中国移动"),
        (Carrier.ChinaUnicom, "china-unicom", "中国联通"),
        (Carrier.ChinaTelecom, "china-telecom", "中国电信"),
        (Carrier.ChinaBroadnet, "china-broadnet", "中国广电"));

    public required Carrier Carrier { get; init; }

    public required long Stations { get; init; }
}

/// <summary>Who runs the stations (电信运营商).</summary>
public enum Carrier
{
    ChinaMobile,
    ChinaUnicom,
    ChinaTelecom,
    ChinaBroadnet,
}

/// <summary>A carrier pushes its 5G base stations (5G基站) by county and quarter.</summary>
public sealed class PushBaseStations(TimeProvider time) : PushStatistics<BaseStations, BaseStationsReported>(
    time, "base-stations", new Meaning(Divisions.PlanCounties, MeasureKind.StateAtDate, Unit: null, PeriodType.Quarter), [CarrierOf, Stations], [])
{
    private static readonly CodeField<Carrier> CarrierOf = new("carrier", "运营商", "The carrier", BaseStations.Carriers);
    private static readonly IntegerField Stations = new("stations", "5G基站数", "The base stations", "个", 0, 1_000_000);

    protected override BaseStations BuildOwn(Row row) =>
        new() { Key = "", Owner = row.Caller.Organisation, Carrier = row.Get(CarrierOf), Stations = row.Get(Stations) };

    protected override BaseStationsReported DescribeOwn(BaseStations statistic) => new(BaseStations.Carriers.Write(statistic.Carrier), statistic.Stations);

    protected override string KeyOf(BaseStations statistic) =>
        $"{BaseStations.Carriers.Write(statistic.Carrier)}.{base.KeyOf(statistic)}";
}
