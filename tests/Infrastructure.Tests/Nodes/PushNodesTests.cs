using System.Net;
using System.Text.Json.Nodes;
using Cluster.Fixtures;
using Cluster.Infrastructure.Tests.Segments;

namespace Cluster.Infrastructure.Tests.Nodes;

[Collection(WorksCollection.Name)]
public sealed class PushNodesTests(InfrastructureService infrastructure)
{
    private const string Nodes = "/api/infrastructure/nodes";
    private const string Segments = "/api/infrastructure/segments";
    private readonly HttpClient _transport = infrastructure.Service.As("市交通运输局");

    [Fact]
    public async Task A_declared_shifted_position_is_kept_in_wgs_84_and_read_back_it_is_unchanged()
    {
        var answer = await _transport.Push(Nodes, At("shifted", 109.845705m, 40.658148m, "gcj-02"));

        answer.Outcome().ShouldBe("created", answer.Text);
        answer.Row(0)["notes"]![0]!["code"]!.GetValue<string>().ShouldBe("crs-converted");
        var node = (await _transport.Read($"{Nodes}/shifted")).AsObject();
        node["longitude"]!.GetValue<decimal>().ShouldBe(109.84m, 0.000002m);
        node["crs"]!.GetValue<string>().ShouldBe("wgs-84");
        node.Remove("owner");
        (await _transport.Push(Nodes, node)).Outcome().ShouldBe("unchanged");
    }

    [Fact]
    public async Task Cgcs_2000_is_taken_as_it_is()
    {
        var answer = await _transport.Push(Nodes, At("national", 109.84m, 40.657m, "CGCS2000"));

        answer.Row(0)["notes"].ShouldBeNull();
        (await _transport.Read($"{Nodes}/national"))["longitude"]!.GetValue<decimal>().ShouldBe(109.84m);
    }

    [Theory]
    [InlineData("abroad", 106.9, 47.92, "wgs-84", "outside-region", "492 公里")]
    [InlineData("port-of-mongolia", 110.1, 43.2, "gcj-02", "crs-outside-china", "GCJ-02")]
    public async Task What_is_probably_wrong_is_said_and_kept(string key, double longitude, double latitude, string crs, string code, string words)
    {
        var answer = await _transport.Push(Nodes, At(key, (decimal)longitude, (decimal)latitude, crs));

        answer.Outcome().ShouldBe("created", answer.Text);
        var note = answer.Row(0)["notes"]!.AsArray().Single(n => n!["code"]!.GetValue<string>() == code)!;
        note["message"]!["zh"]!.GetValue<string>().ShouldContain(words);
        (await _transport.Read($"{Nodes}/{key}"))["longitude"]!.GetValue<decimal>().ShouldBe((decimal)longitude);
    }

    public static TheoryData<string, JsonNode?, string> Faulty => new()
    {
        { "crs", null, "crs:crs-missing" },
        { "crs", "epsg:4326", "crs:not-allowed" },
        { "longitude", null, "longitude:half-a-position" },
        { "longitude", 36_600_000.5, "latitude:not-degrees" },
        { "longitude", 181, "latitude:not-degrees" },
        { "county", "610821", "county:retired-division" },
        { "county", "150299", "county:unknown-division" },
        { "centralCity", true, "centralCity:not-central-city" },
        { "kind", "harbour", "kind:not-allowed" },
        { "name", null, "name:required" },
    };

    [Theory]
    [MemberData(nameof(Faulty))]
    public async Task A_faulty_node_is_refused_with_its_code(string field, JsonNode? value, string fault)
    {
        var node = At("faulty", 110.05205m, 41.03349m, "wgs-84");
        node[field] = value?.DeepClone();

        var answer = await _transport.Push(Nodes, node);

        answer.Status.ShouldBe(HttpStatusCode.UnprocessableEntity, answer.Text);
        answer.Faults().ShouldBe([fault]);
    }

    /// <summary>固阳, and Beijing, east of the region.</summary>
    [Theory]
    [InlineData(41.03349, 110.05205, "110.05205,41.03349 is some 0 km away")]
    [InlineData(39.9042, 116.4074, "116.4074,39.9042 is some 121 km away")]
    public async Task Swapped_figures_are_suspected_and_told_with_their_distance(double longitude, double latitude, string words)
    {
        var answer = await _transport.Push(Nodes, At("swapped", (decimal)longitude, (decimal)latitude, "wgs-84"));

        answer.Faults().ShouldBe(["latitude:coordinates-swapped"]);
        answer.Row(0)["errors"]![0]!["message"]!["en"]!.GetValue<string>().ShouldContain(words);
    }

    [Fact]
    public async Task A_segment_ends_where_something_begins()
    {
        await _transport.Push(Nodes, At("here", 110.01972m, 40.56611m, "wgs-84"));
        var road = PushSegmentsTests.Road("ends");
        (road["from"], road["to"], road["via"]) = ("here", "nowhere", new JsonArray("neither", "here"));

        (await _transport.Push(Segments, road)).Faults().ShouldBe(["via:node-twice"]);
        road["via"] = new JsonArray("neither");
        (await _transport.Push(Segments, road)).Faults().ShouldBe(["to:unknown-node", "via:unknown-node"]);
        (road["to"], road["via"]) = (null, null);
        (await _transport.Push(Segments, road)).Outcome().ShouldBe("created");
        road["via"] = new JsonArray("here");
        (await _transport.Push(Segments, road)).Faults().ShouldContain("via:via-without-ends");
    }

    [Fact]
    public async Task A_node_comes_in_a_file_as_well()
    {
        const string Csv = "节点编码,名称,类别,旗县区,经度,纬度,坐标系,中心城区\nfiled,昆都仑,政府所在地,昆区,109.79389,40.64833,WGS-84,是\n";
        using var content = new StringContent(Csv, global::System.Text.Encoding.UTF8, "text/csv");
        using var answer = await _transport.PostAsync($"{Nodes}/file", content);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        var node = await _transport.Read($"{Nodes}/filed");
        node["county"]!.GetValue<string>().ShouldBe("150203");
        node["centralCity"]!.GetValue<bool>().ShouldBeTrue();
    }

    internal static JsonObject At(string key, decimal longitude, decimal latitude, string crs) => new()
    {
        ["key"] = key, ["name"] = key, ["kind"] = "junction", ["county"] = "150222", ["longitude"] = longitude, ["latitude"] = latitude, ["crs"] = crs,
    };

}
