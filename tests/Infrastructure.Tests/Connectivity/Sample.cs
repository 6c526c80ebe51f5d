using Cluster.Infrastructure.Connectivity;
using Cluster.Infrastructure.Nodes;
using Cluster.Infrastructure.Segments;
using FsCheck;
using FsCheck.Fluent;

namespace Cluster.Infrastructure.Tests.Connectivity;

/// <summary>Networks of the city in words: the central city, the five seats outside, junctions between.</summary>
public sealed record Sample(IReadOnlyList<SampleRoad> Roads)
{
    private const int Junctions = 3;

    private static readonly string[] Keys =
        ["centre", .. SeatConnections.Counties.Select(c => c.Code), .. Enumerable.Range(1, Junctions).Select(i => $"j{i}")];

    private static readonly IReadOnlyList<Place> Places =
    [
        new("centre", "中心城区", NodeKind.Seat, "150203", IsCentral: true, Position: null),
        .. SeatConnections.Counties.Select(c => new Place(c.Code, c.Zh, NodeKind.Seat, c.Code, IsCentral: false, Position: null)),
        .. Enumerable.Range(1, Junctions).Select(i => new Place($"j{i}", $"j{i}", NodeKind.Junction, "150222", IsCentral: false, Position: null)),
    ];

    internal RoadNetwork Network => new(Places, [.. Roads.Select((r, i) => r.Road($"R{i}"))]);

    public static Arbitrary<SampleRoad> AnyRoad() => Arb.From(
        from a in Gen.Choose(0, Keys.Length - 1)
        from b in Gen.Choose(0, Keys.Length - 1)
        from status in Gen.Elements(Enum.GetValues<SegmentStatus>())
        from technicalClass in Gen.Elements<TechnicalClass?>(
            TechnicalClass.Expressway, TechnicalClass.ClassOne, TechnicalClass.ClassTwo, TechnicalClass.ClassFour, TechnicalClass.BelowClass, null)
        from length in Gen.Choose(1, 200)
        select new SampleRoad(Keys[a], Keys[b], status, technicalClass, length));

    public static Arbitrary<Sample> Any() => Arb.From(
        from count in Gen.Choose(1, 14)
        from roads in AnyRoad().Generator.ListOf(count)
        select new Sample([.. roads]));
}

public sealed record SampleRoad(string A, string B, SegmentStatus Status, TechnicalClass? Class, int LengthKm)
{
    internal Road Road(string key) => new(key, Status, Class, LengthKm, A, B, []);
}
