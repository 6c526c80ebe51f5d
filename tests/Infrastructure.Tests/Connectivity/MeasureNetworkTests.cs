using System.Text.Json.Nodes;
using Cluster.Fixtures;
using Cluster.Infrastructure.Connectivity;
using Cluster.Infrastructure.Tests.Segments;

namespace Cluster.Infrastructure.Tests.Connectivity;

/// <summary>Five seats and the roads to them, from the first node on.</summary>
public sealed class MeasureNetworkTests(InfrastructureService infrastructure) : IClassFixture<InfrastructureService>
{
    private const string Nodes = "/api/infrastructure/nodes";
    private const string Segments = "/api/infrastructure/segments";
    private const string Corridors = "/api/infrastructure/corridors";
    private const string Connectivity = "/api/infrastructure/connectivity";
    private readonly HttpClient _transport = infrastructure.Service.As("市交通运输局");

    [Fact]
    public async Task The_seats_are_measured_when_all_are_known_and_a_correction_takes_a_road_back()
    {
        await _transport.Push(Nodes, [Node("centre", "150203", isCentral: true), .. SeatConnections.Counties.Select(c => Node(c.Code, c.Code))]);
        await _transport.Push(Segments, [.. SeatConnections.Counties.Skip(1).Select(c => Road(c.Code, "planned"))]);
        (await _transport.Read(Connectivity))["unknown"]!.GetValue<int>().ShouldBe(1);
        (await Values("G06")).ShouldBeEmpty();

        await _transport.Push(Segments, Road("150205", "planned"));
        await _transport.Push(Segments, Road("150222", "open", "2024-10-01"));
        await _transport.Push(Segments, Road("150222", "under-construction"));
        await _transport.Push(Segments, Road("150222", "open", "2025-10-01"), Road("150223", "rebuilding", "2019-10-01"));

        (await infrastructure.Events.Wait(e => ValuesIn(e, "G06").Length >= 4)).ShouldNotBeEmpty();
        (await Values("G06")).ShouldBe([0m, 20, 0, 40]);
        var now = await _transport.Read(Connectivity);
        (now["percent"]!.GetValue<decimal>(), now["connected"]!.GetValue<int>()).ShouldBe((40m, 2));
        (await _transport.Read($"{Connectivity}?asOf=2025-09-30"))["connected"]!.GetValue<int>().ShouldBe(1);
        (await _transport.Read($"{Connectivity}?asOf=2019-09-30"))["percent"].ShouldBeNull(); // before anything is known of the roads
        await CorridorsAreCounted();
    }

    private async Task CorridorsAreCounted()
    {
        var line = Corridor("line", "vertical", "150222", "150223");
        await _transport.Push(Corridors, line);
        var ring = Corridor("ring", "ring", "150222", "150223");
        await _transport.Push(Corridors, ring);
        await _transport.Push(Segments, Ring("across"));
        ring["members"] = new JsonArray("150222", "across", "150223");
        await _transport.Push(Corridors, ring);

        (await infrastructure.Events.Wait(e => ValuesIn(e, "G05").Length >= 2)).ShouldNotBeEmpty();
        (await Values("G05")).ShouldBe([1m, 2]);
        var completion = await _transport.Read($"{Corridors}/ring/completion");
        (completion["percent"]!.GetValue<decimal>(), completion["isClosed"]!.GetValue<bool>(), completion["isComplete"]!.GetValue<bool>()).ShouldBe((100m, true, true));
        var past = await _transport.Read($"{Corridors}/line/completion?asOf=2025-09-30");
        past["missing"]!.AsArray().Select(m => m!.GetValue<string>()).ShouldBe(["150222"]);
        past["isComplete"]!.GetValue<bool>().ShouldBeFalse();

        line["requiredClass"] = "expressway";
        await _transport.Push(Corridors, line);
        (await infrastructure.Events.Wait(e => ValuesIn(e, "G05").Length >= 3)).ShouldNotBeEmpty();
        (await Values("G05")).ShouldBe([1m, 2, 1]);

        // A member counts by its class and state, whether or not anybody knows where it ends.
        await _transport.Push(Segments, PushSegmentsTests.Road("loose"));
        await _transport.Push(Corridors, Corridor("loose", "horizontal", "loose"));
        var opened = PushSegmentsTests.Road("loose");
        (opened["status"], opened["openedOn"]) = ("open", "2025-10-01");
        await _transport.Push(Segments, opened);
        (await infrastructure.Events.Wait(e => ValuesIn(e, "G05").Length >= 4)).ShouldNotBeEmpty();
        (await Values("G05")).ShouldBe([1m, 2, 1, 2]);
    }

    [Fact]
    public async Task A_corridor_is_made_of_roads_that_exist()
    {
        var rail = new JsonObject { ["key"] = "rail", ["kind"] = "rail", ["name"] = "包满铁路", ["status"] = "open" };
        await _transport.Push(Segments, rail);

        (await _transport.Push(Corridors, Corridor("wrong", "ring", "rail", "nothing"))).Faults()
            .ShouldBe(["members:not-a-road", "members:unknown-segment"]);
        (await _transport.Push(Corridors, Corridor("wrong", "ring"))).Faults().ShouldBe(["members:corridor-without-members"]);
        var high = Corridor("wrong", "ring", "rail");
        high["requiredClass"] = "high-speed-rail";
        (await _transport.Push(Corridors, high)).Faults().ShouldBe(["requiredClass:class-of-other-kind"]);
        (await Should.ThrowAsync<HttpRequestException>(() => _transport.Read($"{Corridors}/none/completion"))).StatusCode.ShouldBe(global::System.Net.HttpStatusCode.NotFound);
        (await Should.ThrowAsync<HttpRequestException>(() => _transport.Read($"{Connectivity}?asOf=2025-02-30"))).StatusCode.ShouldBe(global::System.Net.HttpStatusCode.BadRequest);
    }

    private async Task<decimal[]> Values(string code) =>
        await Task.FromResult(ValuesIn(infrastructure.Events.Events, code));

    private static decimal[] ValuesIn(IReadOnlyList<ProbedEvent> events, string code) =>
        [.. events.Where(e => e.Aggregate == $"infrastructure/indicators/{code}/150200").OrderBy(e => e.Version).Select(e => e.Body.GetProperty("value").GetDecimal())];

    private static JsonObject Node(string key, string county, bool isCentral = false) => new()
    {
        ["key"] = key, ["name"] = key, ["kind"] = "seat", ["county"] = county, ["centralCity"] = isCentral,
    };

    private static JsonObject Road(string to, string status, string? openedOn = null)
    {
        var road = PushSegmentsTests.Road(to);
        (road["from"], road["to"], road["status"], road["statusDate"], road["openedOn"]) = ("centre", to, status, openedOn ?? "2020-01-01", openedOn);
        return road;
    }

    private static JsonObject Ring(string key)
    {
        var road = Road(key, "open", "2020-10-01");
        (road["from"], road["to"]) = ("150222", "150223");
        return road;
    }

    private static JsonObject Corridor(string key, string kind, params string[] members) => new()
    {
        ["key"] = key, ["name"] = key, ["kind"] = kind, ["members"] = new JsonArray([.. members]), ["requiredClass"] = "class-1",
    };
}
