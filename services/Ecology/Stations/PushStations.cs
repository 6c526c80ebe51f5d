using Cluster.Contracts.Ecology;
using Cluster.Ecology.DailyValues;
using Cluster.Ingestion;
using Cluster.Messaging;

namespace Cluster.Ecology.Stations;

/// <summary>A department pushes its monitoring stations (监测点位).</summary>
public sealed class PushStations() : Push<Station, StationReported>(
    "ecology", "stations", [Key, Name, Kind, Division], [Longitude, Latitude, Demonstration])
{
    private static readonly TextField Key = new("key", "点位编码", "The station's key", MaxLength: 100);
    private static readonly TextField Name = new("name", "名称", "The name", MaxLength: 200);
    private static readonly CodeField<StationKind> Kind = new("kind", "类别", "The kind", Station.Kinds);
    private static readonly DivisionCodeField Division = new("divisionCode", "行政区划代码", "The division code");

    // The country's extremes: narrow enough that a swapped pair is outside.
    private static readonly DecimalField Longitude = new("longitude", "经度", "The longitude", "°", 73m, 136m, 6);
    private static readonly DecimalField Latitude = new("latitude", "纬度", "The latitude", "°", 3m, 54m, 6);
    private static readonly FlagField Demonstration = new("demonstration", "演示数据", "The demonstration flag");

    public override Station Build(Row row)
    {
        var station = new Station
        {
            Key = row.GetKey(Key),
            Owner = row.Caller.Organisation,
            Name = row.Get(Name),
            Kind = row.Get(Kind),
            DivisionCode = row.Get(Division),
            Longitude = row.Find(Longitude),
            Latitude = row.Find(Latitude),
            Demonstration = row.Find(Demonstration) ?? false,
        };
        if (row.IsSound && (station.Longitude is null) != (station.Latitude is null))
        {
            row.Refuse(Fault.Of(station.Longitude is null ? Longitude.Name : Latitude.Name, EcologyRefusals.HalfAPosition));
        }

        return station;
    }

    public override StationReported Describe(Station resource) => new(
        resource.Key, resource.Owner, resource.Name, Station.Kinds.Write(resource.Kind), resource.DivisionCode,
        resource.Longitude, resource.Latitude, resource.Demonstration);

    public override Task Then(IReadOnlyList<Change<Station>> changes, LogTransaction transaction, CancellationToken cancellation) =>
        MeasureSourceWater.AfterStations(changes, transaction, cancellation);
}
