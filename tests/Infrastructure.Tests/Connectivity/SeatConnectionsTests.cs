using Cluster.Infrastructure.Connectivity;
using Cluster.Infrastructure.Nodes;
using Cluster.Infrastructure.Positions;
using Cluster.Infrastructure.Segments;

namespace Cluster.Infrastructure.Tests.Connectivity;

public sealed class SeatConnectionsTests
{
    private static readonly Place Donghe = new("donghe", "东河区", NodeKind.Seat, "150202", IsCentral: true, new Position(110.01972, 40.56611));
    private static readonly Place Shiguai = new("shiguai", "石拐区", NodeKind.Seat, "150205", IsCentral: false, new Position(110.28556, 40.70583));
    private static readonly Place Guyang = new("guyang", "固阳县", NodeKind.Seat, "150222", IsCentral: false, new Position(110.05205, 41.03349));

    [Fact]
    public void What_is_not_registered_is_unknown_and_not_unconnected()
    {
        var road = Road("a", SegmentStatus.Open, TechnicalClass.ClassOne, 52, "donghe", "guyang");
        var states = SeatConnections.Of(new RoadNetwork([Donghe, Shiguai, Guyang], [road])).ToDictionary(s => s.County);

        states["150222"].State.ShouldBe(SeatConnection.Connected);
        states["150205"].State.ShouldBe(SeatConnection.Unknown);
        states["150205"].Reason.Zh.ShouldBe("不明：没有登记到达石拐区的公路。");
        states["150206"].Reason.En.ShouldBe("Unknown: no node is registered as the seat of Bayan Obo.");
        SeatConnections.Of(new RoadNetwork([Guyang], [road])).ShouldAllBe(s => s.State == SeatConnection.Unknown);
    }

    [Fact]
    public void The_worst_class_of_the_best_way_and_what_is_missing_are_told()
    {
        var guyang = Seat(
            "150222",
            Road("old", SegmentStatus.Open, TechnicalClass.ClassThree, 60, "donghe", "guyang"),
            Road("better", SegmentStatus.Open, TechnicalClass.ClassOne, 30, "donghe", "j"),
            Road("rest", SegmentStatus.Open, TechnicalClass.ClassTwo, 25, "j", "guyang"),
            Road("new", SegmentStatus.UnderConstruction, TechnicalClass.ClassOne, 40, "donghe", "guyang"));

        guyang.State.ShouldBe(SeatConnection.Unconnected);
        guyang.BottleneckClass.ShouldBe("class-2");
        guyang.Way.ShouldBe(["better", "rest"]);
        (guyang.MissingKm, guyang.MissingIsEstimated).ShouldBe((25m, false));
        guyang.Missing.ShouldBe(["rest"]);
        guyang.Reason.Zh.ShouldBe("固阳县所在地未连通：最好的通车路线上有二级路段，低于一级；最少还差 25 公里：rest。");
    }

    [Theory]
    [InlineData(SegmentStatus.Open, true)]
    [InlineData(SegmentStatus.Rebuilding, true)]
    [InlineData(SegmentStatus.UnderConstruction, false)]
    [InlineData(SegmentStatus.Planned, false)]
    public void A_road_that_is_rebuilt_carries_traffic(SegmentStatus status, bool connects) =>
        (Seat("150222", Road("a", status, TechnicalClass.Expressway, 52, "donghe", "guyang")).State == SeatConnection.Connected).ShouldBe(connects);

    [Fact]
    public void A_road_serves_the_places_on_its_way_and_its_length_is_shared_out()
    {
        var road = Road("R01", SegmentStatus.Planned, TechnicalClass.ClassOne, 90, "donghe", "guyang") with { Via = ["shiguai"] };
        var shiguai = Seat("150205", road);

        (shiguai.MissingKm, shiguai.MissingIsEstimated).ShouldBe((35.8m, true)); // 27.2 and 41.4 km as the crow flies
        Seat("150222", road).MissingKm.ShouldBe(90);
        Seat("150205", road with { Status = SegmentStatus.Open }).State.ShouldBe(SeatConnection.Connected);
    }

    [Fact]
    public void An_open_road_of_unknown_class_does_not_connect()
    {
        var guyang = Seat("150222", Road("a", SegmentStatus.Open, null, 52, "donghe", "guyang"));

        (guyang.State, guyang.BottleneckClass, guyang.MissingKm).ShouldBe((SeatConnection.Unconnected, null, 52m));
        guyang.Reason.Zh.ShouldContain("等级不明");
    }

    [Fact]
    public void Where_no_way_is_known_nothing_is_counted()
    {
        var guyang = Seat("150222", Road("a", SegmentStatus.Open, TechnicalClass.ClassOne, 52, "elsewhere", "guyang"));

        (guyang.State, guyang.MissingKm).ShouldBe((SeatConnection.Unconnected, null));
    }

    private static SeatConnection Seat(string county, params Road[] roads) =>
        SeatConnections.Of(new RoadNetwork([Donghe, Shiguai, Guyang], roads)).Single(s => s.County == county);

    private static Road Road(string key, SegmentStatus status, TechnicalClass? technicalClass, decimal lengthKm, string from, string to) =>
        new(key, status, technicalClass, lengthKm, from, to, []);
}
