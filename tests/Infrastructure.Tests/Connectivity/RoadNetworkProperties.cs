using Cluster.Infrastructure.Connectivity;
using Cluster.Infrastructure.Segments;
using FsCheck.Xunit;

namespace Cluster.Infrastructure.Tests.Connectivity;

/// <summary>What holds of every network.</summary>
[Properties(MaxTest = 300, Arbitrary = [typeof(Sample)])]
public sealed class RoadNetworkProperties
{
    [Property]
    public void Opening_a_road_of_class_one_never_disconnects(Sample network, SampleRoad road)
    {
        var opened = new Sample([.. network.Roads, road with { Status = SegmentStatus.Open, Class = TechnicalClass.ClassOne }]);

        Connected(network).Except(Connected(opened)).ShouldBeEmpty();
    }

    /// <summary>Of whatever class, and planned, built, open or being rebuilt.</summary>
    [Property]
    public void Adding_any_road_never_disconnects_nor_worsens_a_way(Sample network, SampleRoad road)
    {
        var more = new Sample([.. network.Roads, road]);

        Connected(network).Except(Connected(more)).ShouldBeEmpty();
        var (ways, moreWays) = (network.Network.BestClassWays(), more.Network.BestClassWays());
        ways.ShouldAllBe(w => moreWays[w.Key].Cost <= w.Value.Cost);
        var (missing, moreMissing) = (network.Network.LeastMissingWays(TechnicalClass.ClassOne), more.Network.LeastMissingWays(TechnicalClass.ClassOne));
        missing.ShouldAllBe(w => moreMissing[w.Key].Cost <= w.Value.Cost);
    }

    [Property]
    public void Removing_or_downgrading_a_road_never_connects(Sample network, byte which, bool removes)
    {
        var index = which % network.Roads.Count;
        var roads = network.Roads.ToList();
        roads[index] = roads[index] with { Class = roads[index].Class is { } known and < TechnicalClass.BelowClass ? known + 1 : null };
        if (removes)
        {
            roads.RemoveAt(index);
        }

        Connected(new Sample(roads)).Except(Connected(network)).ShouldBeEmpty();
    }

    [Property]
    public void The_bottleneck_is_the_worst_class_on_the_way_that_is_told_and_no_other_way_is_better(Sample network)
    {
        var graph = network.Network;
        foreach (var (key, way) in graph.BestClassWays())
        {
            var worst = way.Edges.Select(e => (double)(e.Road.Class ?? RoadNetwork.Unclassed)).DefaultIfEmpty(0).Max();
            way.Cost.ShouldBe(worst);
            way.Edges.ShouldAllBe(e => e.Road.IsOpen);
            Reaches(graph, key, worst).ShouldBeTrue();
            Reaches(graph, key, worst - 1).ShouldBe(way.Edges.Count == 0);
        }
    }

    [Property]
    public void Nothing_is_missing_exactly_where_a_seat_is_connected(Sample network)
    {
        foreach (var seat in SeatConnections.Of(network.Network).Where(s => s.State != SeatConnection.Unknown))
        {
            (seat.MissingKm == 0).ShouldBe(seat.State == SeatConnection.Connected);
            seat.Reason.Zh.ShouldStartWith(seat.CountyName);
        }
    }

    /// <summary>Another way to find out: spread over the open roads that are good enough until nothing is added.</summary>
    private static bool Reaches(RoadNetwork graph, string key, double worst)
    {
        var reached = new HashSet<string> { "centre" };
        var good = graph.Roads.Where(r => r.IsOpen && (double)(r.Class ?? RoadNetwork.Unclassed) <= worst).ToList();
        while (good.Exists(r => reached.Contains(r.From!) != reached.Contains(r.To!)))
        {
            foreach (var road in good.Where(r => reached.Contains(r.From!) || reached.Contains(r.To!)))
            {
                reached.UnionWith([road.From!, road.To!]);
            }
        }

        return reached.Contains(key);
    }

    private static IEnumerable<string> Connected(Sample network) =>
        SeatConnections.Of(network.Network).Where(s => s.State == SeatConnection.Connected).Select(s => s.County);
}
