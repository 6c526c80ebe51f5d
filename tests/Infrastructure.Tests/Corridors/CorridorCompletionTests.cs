using Cluster.Infrastructure.Connectivity;
using Cluster.Infrastructure.Corridors;
using Cluster.Infrastructure.Segments;

namespace Cluster.Infrastructure.Tests.Corridors;

public sealed class CorridorCompletionTests
{
    [Theory]
    [InlineData("a-b b-c c-a", true)]
    [InlineData("a-b b-c c-a d-e e-f f-d", false)] // two rings are not one
    [InlineData("a-b b-c c-a c-d", false)] // a spur
    [InlineData("a-b b-c c-a c-d d-e e-c", false)] // a figure of eight meets c four times
    [InlineData("a-b b-c", false)]
    [InlineData("a-b a-b", true)] // there and back on two roads
    public void A_ring_is_one_closed_cycle_of_its_open_members(string members, bool isClosed)
    {
        Road[] roads = [.. members.Split(' ').Select((ends, i) => Open($"s{i}", ends, TechnicalClass.ClassOne))];

        var completion = Of(CorridorKind.Ring, roads);

        (completion.IsClosed, completion.IsComplete).ShouldBe((isClosed, isClosed));
    }

    [Fact]
    public void What_is_not_open_or_below_the_class_is_missing_and_its_length_is_not_built()
    {
        var completion = Of(
            CorridorKind.Vertical, Open("s0", "a-b", TechnicalClass.Expressway), Open("s1", "b-c", TechnicalClass.ClassTwo),
            Open("s2", "c-d", TechnicalClass.ClassOne) with { Status = SegmentStatus.UnderConstruction }, Open("s3", "d-e", TechnicalClass.ClassOne));

        (completion.OpenKm, completion.FullKm, completion.Percent, completion.IsClosed, completion.IsComplete).ShouldBe((20m, 40m, 50m, null, false));
        completion.Missing.ShouldBe(["s1", "s2"]);
    }

    [Fact]
    public void The_percentage_is_unknown_while_a_length_is()
    {
        var completion = Of(CorridorKind.Horizontal, Open("s0", "a-b", TechnicalClass.ClassOne), Open("s1", "b-c", TechnicalClass.ClassOne) with { LengthKm = null });

        (completion.FullKm, completion.Percent, completion.IsComplete).ShouldBe((null, null, true));
    }

    private static CorridorCompletion Of(CorridorKind kind, params Road[] roads) => CorridorCompletion.Of(
        new Corridor
        {
            Key = "c", Owner = "市交通运输局", Name = "通道", Kind = kind, Members = [.. roads.Select(r => r.Segment)], RequiredClass = TechnicalClass.ClassOne,
        },
        roads.ToDictionary(r => r.Segment));

    private static Road Open(string segment, string ends, TechnicalClass technicalClass) =>
        new(segment, SegmentStatus.Open, technicalClass, 10, ends.Split('-')[0], ends.Split('-')[1], []);
}
