using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Cluster.Infrastructure.Tests.Segments;

public sealed class PushSegmentsTests(InfrastructureService infrastructure) : IClassFixture<InfrastructureService>
{
    private readonly HttpClient _transport = infrastructure.Service.As("市交通运输局");

    [Fact]
    public async Task A_segment_is_created_then_unchanged_then_updated_and_told_each_time_it_changed()
    {
        (await Push(Road("way-1"))).ShouldBe("created");
        (await Push(Road("way-1"))).ShouldBe("unchanged");
        (await Push(Road("way-1", lengthKm: 12.5m))).ShouldBe("updated");

        var events = await infrastructure.Events.Wait(e => e.Count(x => x.Aggregate == "infrastructure/segments/way-1") >= 2);
        events.Where(e => e.Aggregate == "infrastructure/segments/way-1").Select(e => e.Version).ShouldBe([1, 2]);
    }

    private async Task<string> Push(JsonObject row)
    {
        using var response = await _transport.PostAsJsonAsync("/api/infrastructure/segments/batch", new { rows = new[] { row } });
        var text = await response.Content.ReadAsStringAsync();
        response.StatusCode.ShouldBe(HttpStatusCode.OK, text);
        return JsonNode.Parse(text)!["rows"]![0]!["outcome"]!.GetValue<string>();
    }

    private static JsonObject Road(string key, decimal lengthKm = 10) => new()
    {
        ["key"] = key, ["kind"] = "road", ["name"] = "东河—固阳", ["status"] = "under-construction", ["lengthKm"] = lengthKm,
        ["technicalClass"] = "class-1", ["touches"] = new JsonArray("东河区", "固阳\"县"),
    };
}
