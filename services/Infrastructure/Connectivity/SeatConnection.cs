using System.Globalization;
using Cluster.Infrastructure.Nodes;
using Cluster.Infrastructure.Segments;
using Cluster.ServiceDefaults;

namespace Cluster.Infrastructure.Connectivity;

/// <summary>How the seat (政府所在地) of a county is connected with the central city, and why it is said.</summary>
/// <param name="State">connected, unconnected or unknown.</param>
/// <param name="BottleneckClass">The worst class on the best open way (瓶颈等级); null where there is no open way, or its class is unknown.</param>
/// <param name="Way">Keys of the segments of that way, from the central city on.</param>
/// <param name="MissingKm">What is not open or below the class on the way where that is least; null where no way is known at all.</param>
/// <param name="MissingIsEstimated">Some of it is shared out by distance, as the crow flies, or of unknown length and not in it.</param>
/// <param name="Missing">Keys of the segments that are missing.</param>
public sealed record SeatConnection(
    string County, string CountyName, string? Node, string State, string? BottleneckClass, IReadOnlyList<string> Way, decimal? MissingKm,
    bool MissingIsEstimated, IReadOnlyList<string> Missing, BilingualText Reason)
{
    public const string Connected = "connected";
    public const string Unconnected = "unconnected";
    public const string Unknown = "unknown";
}

/// <summary>
/// The plan's target 中心城区至旗县区所在地以一级以上公路连通 (G06, T21): a seat is connected when open roads of class I or better lead to the central
/// city, which is one place. What has no node or no road in the register is unknown, which is not unconnected.
/// </summary>
internal static class SeatConnections
{
    public const TechnicalClass Required = TechnicalClass.ClassOne;

    /// <summary>The counties of the city whose seats lie outside the central city.</summary>
    public static readonly IReadOnlyList<(string Code, string Zh, string En)> Counties =
    [
        ("150205", "石拐区", "Shiguai"), ("150206", "白云鄂博矿区", "Bayan Obo"), ("150221", "土默特右旗", "Tumed Right"), ("150222", "固阳县", "Guyang"),
        ("150223", "达尔罕茂明安联合旗", "Darhan Muminggan"),
    ];

    public static List<SeatConnection> Of(RoadNetwork network)
    {
        var best = network.BestClassWays();
        var shortest = network.LeastMissingWays(Required);
        var touched = network.Roads.SelectMany(r => r.Named).ToHashSet();
        var hasCentre = network.Places.Any(p => p.IsCentral);
        return [.. Counties.Select(county =>
        {
            var seats = network.Places.Where(p => p.Kind == NodeKind.Seat && p.County == county.Code).ToList();
            var seat = seats.Where(s => best.ContainsKey(s.Key)).MinBy(s => best[s.Key].Cost) ?? seats.Find(s => touched.Contains(s.Key)) ?? seats.FirstOrDefault();
            return seat is null ? NotKnown(county, null, $"{county.Zh}没有登记政府所在地节点", $"no node is registered as the seat of {county.En}")
                : !hasCentre ? NotKnown(county, seat, "中心城区没有登记节点", "no node of the central city is registered")
                : !touched.Contains(seat.Key) ? NotKnown(county, seat, $"没有登记到达{seat.Name}的公路", $"no road to the seat of {county.En} is registered")
                : Known(county, seat, best.GetValueOrDefault(seat.Key), shortest.GetValueOrDefault(seat.Key));
        })];
    }

    private static SeatConnection NotKnown((string Code, string Zh, string En) county, Place? seat, string zh, string en) => new(
        county.Code, county.Zh, seat?.Key, SeatConnection.Unknown, null, [], null, false, [], new BilingualText($"不明：{zh}。", $"Unknown: {en}."));

    private static SeatConnection Known((string Code, string Zh, string En) county, Place seat, Way? best, Way? shortest)
    {
        var isConnected = best?.Cost <= (double)Required;
        var bottleneck = best is null || (TechnicalClass)best.Cost == RoadNetwork.Unclassed ? null : (TechnicalClass?)best.Cost;
        var missing = shortest?.Edges.Where(e => !e.Road.IsOpenAtLeast(Required)).ToList() ?? [];
        var missingKm = isConnected ? 0 : shortest is null ? (decimal?)null : Math.Round((decimal)shortest.Cost, 1);
        var segments = missing.Select(e => e.Road.Segment).Distinct().ToList();
        var isEstimated = missing.Exists(e => e.IsEstimate);
        return new SeatConnection(
            county.Code, county.Zh, seat.Key, isConnected ? SeatConnection.Connected : SeatConnection.Unconnected, Segment.Classes.Write(bottleneck),
            [.. best?.Edges.Select(e => e.Road.Segment).Distinct() ?? []], missingKm, isEstimated, segments,
            Reason(county, isConnected, best, bottleneck, missingKm, isEstimated, segments));
    }

    private static BilingualText Reason(
        (string Code, string Zh, string En) county, bool isConnected, Way? best, TechnicalClass? bottleneck, decimal? missingKm, bool isEstimated,
        List<string> missing)
    {
        var worst = bottleneck is { } known ? Segment.Classes.WordOf(known) : new("unknown class", "等级不明");
        if (isConnected)
        {
            return best!.Edges.Count == 0
                ? new($"{county.Zh}所在地即在中心城区。", $"The seat of {county.En} lies in the central city.")
                : new($"{county.Zh}所在地经已通车的公路与中心城区相连，最低等级为{worst.Zh}。",
                    $"Open roads connect the seat of {county.En} with the central city; the lowest class on the way is {worst.Code}.");
        }

        var (zh, en) = best is null
            ? ("没有已通车的公路到达中心城区", "no open road leads to the central city")
            : ($"最好的通车路线上有{worst.Zh}路段，低于一级", $"the best open way has a part of {worst.Code}, below class I");
        var names = string.Join('、', missing);
        var (zhMissing, enMissing) = missingKm is { } kilometres
            ? ($"最少还差 {Number(kilometres)} 公里{(isEstimated ? "（估算，未知长度不计）" : "")}：{names}",
                $"at least {Number(kilometres)} km{(isEstimated ? " (estimated, unknown lengths left out)" : "")} are missing: {names.Replace("、", ", ", StringComparison.Ordinal)}")
            : ("登记的公路之间也没有一条路线", "nor is there a way in what is registered");
        return new($"{county.Zh}所在地未连通：{zh}；{zhMissing}。", $"The seat of {county.En} is not connected: {en}; {enMissing}.");
    }

    private static string Number(decimal figure) => figure.ToString("0.#", CultureInfo.InvariantCulture);
}
