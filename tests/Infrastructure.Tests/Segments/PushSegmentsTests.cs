using System.Net;
using System.Text.Json.Nodes;
using Cluster.Fixtures;

namespace Cluster.Infrastructure.Tests.Segments;

public sealed class PushSegmentsTests(InfrastructureService infrastructure) : IClassFixture<InfrastructureService>
{
    private const string Segments = "/api/infrastructure/segments";
    private readonly HttpClient _transport = infrastructure.Service.As("市交通运输局");

    [Fact]
    public async Task A_segment_is_created_then_unchanged_then_updated_and_told_each_time_it_changed()
    {
        (await _transport.Push(Segments, Road("way-1"))).Outcome().ShouldBe("created");
        (await _transport.Push(Segments, Road("way-1"))).Outcome().ShouldBe("unchanged");
        (await _transport.Push(Segments, Road("way-1", lengthKm: 12.5m))).Outcome().ShouldBe("updated");

        var events = await infrastructure.Events.Wait(e => e.Count(x => x.Aggregate == "infrastructure/segments/way-1") >= 2);
        events.Where(e => e.Aggregate == "infrastructure/segments/way-1").Select(e => e.Version).ShouldBe([1, 2]);
    }

    public static TheoryData<string, JsonNode?, string> Faulty => new()
    {
        { "lengthKm", -1, "lengthKm:out-of-range" },
        { "lengthKm", "28 公里", "lengthKm:wrong-type" },
        { "lengthKm", 1.2345m, "lengthKm:too-many-decimals" },
        { "technicalClass", "high-speed-rail", "technicalClass:class-of-other-kind" },
        { "status", "finished", "status:not-allowed" },
        { "openedOn", "2025-02-30", "openedOn:bad-date" },
        { "openedOn", "2020-09-13", "openedOn:opened-but-not-open" },
        { "statusDate", "2999-01-01", "statusDate:day-in-future" },
        { "classSince", "2999-01-01", "classSince:day-in-future" },
        { "alignmentSince", "2999-01-01", "alignmentSince:day-in-future" },
        { "name", null, "name:required" },
        { "name", new string('路', 201), "name:too-long" },
    };

    [Theory]
    [MemberData(nameof(Faulty))]
    public async Task A_faulty_field_is_refused_with_its_code(string field, JsonNode? value, string fault)
    {
        var road = Road("faulty");
        road[field] = value?.DeepClone();

        var answer = await _transport.Push(Segments, road);

        answer.Status.ShouldBe(HttpStatusCode.UnprocessableEntity, answer.Text);
        answer.Faults().ShouldBe([fault]);
    }

    [Fact]
    public async Task A_road_cannot_have_opened_tomorrow()
    {
        var road = Road("tomorrow");
        (road["status"], road["openedOn"]) = ("open", "2999-01-01");

        (await _transport.Push(Segments, road)).Faults().ShouldBe(["openedOn:opened-in-future"]);
    }

    [Fact]
    public async Task Another_departments_segment_stays_as_it_is()
    {
        await _transport.Push(Segments, Road("owned"));
        var reform = infrastructure.Service.As("市发改委");

        var batch = await reform.Push(Segments, Road("owned", lengthKm: 99), Road("own"));
        var single = await reform.Put(Segments, "owned", Road("owned", lengthKm: 99));

        batch.Status.ShouldBe(HttpStatusCode.MultiStatus);
        batch.Row(0)["errors"]![0]!["status"]!.GetValue<int>().ShouldBe(403);
        single.Status.ShouldBe(HttpStatusCode.Forbidden);
        (await _transport.Read($"{Segments}/owned"))["lengthKm"]!.GetValue<decimal>().ShouldBe(10);
    }

    internal static JsonObject Road(string key, decimal lengthKm = 10) => new()
    {
        ["key"] = key, ["kind"] = "road", ["name"] = "东河—固阳", ["status"] = "under-construction", ["lengthKm"] = lengthKm,
        ["technicalClass"] = "class-1", ["touches"] = new JsonArray("东河区", "固阳\"县"),
    };
}
