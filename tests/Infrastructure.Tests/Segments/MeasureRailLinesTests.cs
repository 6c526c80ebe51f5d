using System.Text.Json.Nodes;
using Cluster.Fixtures;

namespace Cluster.Infrastructure.Tests.Segments;

public sealed class MeasureRailLinesTests(InfrastructureService infrastructure) : IClassFixture<InfrastructureService>
{
    private const string Segments = "/api/infrastructure/segments";
    private const string Start = "infrastructure/indicators/G04/150200";
    private const string Line = "infrastructure/indicators/G03/150200";
    private readonly HttpClient _reform = infrastructure.Service.As("市发改委");

    [Fact]
    public async Task The_line_is_in_service_when_every_segment_is_open_and_a_road_says_nothing_about_it()
    {
        await _reform.Push(Segments, Rail("south", "open"), Rail("north", "under-construction"));
        await _reform.Push(Segments, PushSegmentsTests.Road("no-rail"));
        await _reform.Push(Segments, Rail("north", "open"));

        var events = await infrastructure.Events.Wait(e => e.Count(x => x.Aggregate == Line) >= 2);
        events.Where(e => e.Aggregate == Line).OrderBy(e => e.Version)
            .Select(e => (e.Version, e.Body.GetProperty("value").GetInt32())).ShouldBe([(1, 0), (2, 1)]);
    }

    [Fact]
    public async Task A_line_without_a_segment_is_unknown_and_was_known_until_its_last_one_left_it()
    {
        await _reform.Push(Segments, Rail("hub", "planned", "包西高铁"));
        await _reform.Push(Segments, Rail("hub", "planned", "包满铁路"));
        await _reform.Push(Segments, Rail("hub", "under-construction", "包西高铁"));

        var events = await infrastructure.Events.Wait(e => e.Count(x => x.Aggregate == Start) >= 3);
        events.Where(e => e.Aggregate == Start).OrderBy(e => e.Version)
            .Select(e => (e.Version, e.Body.TryGetProperty("value", out var value) ? value.GetInt32() : (int?)null)).ShouldBe([(1, 0), (2, null), (3, 1)]);
    }

    private static JsonObject Rail(string key, string status, string route = "包银高铁") => new()
    {
        ["key"] = key, ["kind"] = "rail", ["route"] = route, ["name"] = key, ["status"] = status, ["technicalClass"] = "high-speed-rail",
    };
}
