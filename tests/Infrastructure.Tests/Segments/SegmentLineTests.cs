using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Cluster.Fixtures;
using Cluster.Infrastructure.Positions;
using Cluster.Infrastructure.Segments;
using Cluster.Infrastructure.Tests.Nodes;

namespace Cluster.Infrastructure.Tests.Segments;

/// <summary>The line of a segment: from 东河 to 固阳, 52.0 km as the crow flies.</summary>
[Collection(WorksCollection.Name)]
public sealed class SegmentLineTests(InfrastructureService infrastructure)
{
    private const string Segments = "/api/infrastructure/segments";
    private const string Line = """{"type":"LineString","coordinates":[[110.01972,40.56611],[110.05205,41.03349]]}""";
    private readonly HttpClient _transport = infrastructure.Service.As("市交通运输局");

    [Fact]
    public async Task A_line_is_kept_in_wgs_84_and_read_back_it_is_unchanged()
    {
        var answer = await _transport.Push(Segments, Lined("kept", Line, "bd-09", lengthKm: 52));

        answer.Outcome().ShouldBe("created", answer.Text);
        Notes(answer).ShouldBe(["crs-converted"]);
        var segment = (await _transport.Read($"{Segments}/kept")).AsObject();
        segment["crs"]!.GetValue<string>().ShouldBe("wgs-84");
        segment["geometry"]!["coordinates"]![0]![0]!.GetValue<double>().ShouldBe(110.00703, 0.003);
        segment.Remove("owner");
        (await _transport.Push(Segments, segment)).Outcome().ShouldBe("unchanged");
        (await _transport.Push(Segments, Lined("kept", Line, "bd-09", lengthKm: 52))).Outcome().ShouldBe("unchanged");
    }

    [Fact]
    public async Task A_line_of_several_parts_goes_out_in_a_file_and_comes_back_the_same()
    {
        const string Parts = """{"type":"MultiLineString","coordinates":[[[110.01972,40.56611],[110.03,40.8]],[[110.03,40.8],[110.05205,41.03349]]]}""";
        (await _transport.Push(Segments, Lined("filed", Parts, "wgs-84", lengthKm: 52))).Outcome().ShouldBe("created");

        foreach (var format in new[] { "csv", "xlsx" })
        {
            var file = await _transport.GetByteArrayAsync($"{Segments}?key=filed&format={format}");
            using var content = new ByteArrayContent(file);
            content.Headers.ContentType = new(format == "csv" ? "text/csv" : "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
            using var answer = await _transport.PostAsync($"{Segments}/file", content);
            var text = await answer.Content.ReadAsStringAsync();

            answer.StatusCode.ShouldBe(HttpStatusCode.OK, text);
            JsonNode.Parse(text)!["unchanged"]!.GetValue<int>().ShouldBe(1, text);
        }
    }

    public static TheoryData<string, string> Wrong => new()
    {
        { """{"type":"LineString","coordinates":[[110.0,40.5],[110.2,40.7],[110.0,40.7],[110.2,40.5]]}""", "geometry:line-crosses-itself" },
        { """{"type":"LineString","coordinates":[[110.0,40.5],[110.0,40.5]]}""", "geometry:line-crosses-itself" },
        { """{"type":"LineString","coordinates":[[36600000.1,4500000.2],[36610000,4510000]]}""", "geometry:not-degrees" },
        { """{"type":"LineString","coordinates":[[40.56611,110.01972],[41.03349,110.05205]]}""", "geometry:coordinates-swapped" },
        { """{"type":"LineString","coordinates":[[1e400,1],[1,1]]}""", "geometry:not-degrees" },
        { """{"type":"LineString","coordinates":[[110.0,40.5]]}""", "geometry:not-a-line" },
        { """{"type":"LineString","coordinates":[]}""", "geometry:not-a-line" },
        { """{"type":"MultiLineString","coordinates":[]}""", "geometry:not-a-line" },
        { """{"type":"Point","coordinates":[110.0,40.5]}""", "geometry:not-a-line" },
        { """{"type":"LineString","coordinates":[["110",40.5],[110,null]]}""", "geometry:not-a-line" },
        { """{"type":"Feature","geometry":{"type":"LineString","coordinates":[[110.0,40.5],[110.1,40.5]]}}""", "geometry:not-a-line" },
        { """{}""", "geometry:not-a-line" },
        { "\"LINESTRING(110 40, 110 41)\"", "geometry:wrong-type" },
        { """{"type":"LineString","coordinates":[[110.01972,40.56611],[110.02,40.6]]}""", "lengthKm:length-not-of-line" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task A_line_that_cannot_be_right_is_refused_with_its_code(string geometry, string fault)
    {
        var answer = await _transport.Push(Segments, Lined("wrong", geometry, "wgs-84", lengthKm: 52));

        answer.Status.ShouldBe(HttpStatusCode.UnprocessableEntity, answer.Text);
        answer.Faults().ShouldBe([fault]);
    }

    /// <summary>From one and a half times on, in either direction, one of the two is wrong; before, they only differ.</summary>
    [Theory]
    [InlineData(1.49, "length-differs", null)]
    [InlineData(1.5, "length-differs", "length-not-of-line")]
    [InlineData(1 / 1.49, "length-differs", null)]
    [InlineData(1 / 1.5, "length-differs", "length-not-of-line")]
    [InlineData(1.09, null, null)]
    public void A_length_of_149_percent_is_doubted_and_one_of_150_is_refused(double factor, string? note, string? fault)
    {
        var line = GivenLine.Read(Line, Crs.Wgs84, "geometry").Line!;
        var metres = Ellipsoid.Metres(line);
        var lengthKm = (decimal)(factor > 1 ? Math.Ceiling(metres * factor) : Math.Floor(metres * factor)) / 1_000; // on the far side of the boundary

        (SegmentLine.FaultOfLength(lengthKm, line, "lengthKm")?.Code).ShouldBe(fault);
        SegmentLine.NotesOnLength(lengthKm, line, "lengthKm").Select(n => n.Code).ShouldBe(note is null ? [] : [note]);
    }

    [Fact]
    public async Task A_line_has_at_most_a_thousand_points()
    {
        var points = new StringBuilder();
        for (var i = 0; i <= 1_000; i++)
        {
            points.Append(i > 0 ? "," : "").Append($"[110.{i:0000},40.5]");
        }

        (await _transport.Push(Segments, Lined("long", $$"""{"type":"LineString","coordinates":[{{points}}]}""", "wgs-84", lengthKm: 10)))
            .Faults().ShouldBe(["geometry:too-many-points"]);
    }

    [Fact]
    public async Task A_line_needs_its_reference_system()
    {
        var road = Lined("undeclared", Line, "wgs-84", lengthKm: 52);
        road.Remove("crs");

        (await _transport.Push(Segments, road)).Faults().ShouldBe(["crs:crs-missing"]);
    }

    [Fact]
    public async Task What_is_probably_wrong_is_said()
    {
        await _transport.Push(
            "/api/infrastructure/nodes", PushNodesTests.At("donghe", 110.01972m, 40.56611m, "wgs-84"), PushNodesTests.At("wuchuan", 111.44083m, 41.09556m, "wgs-84"));
        var road = Lined("doubted", Line, "wgs-84", lengthKm: 60);
        (road["from"], road["to"]) = ("wuchuan", "donghe"); // drawn the other way round, and the far end is the first

        var answer = await _transport.Push(Segments, road);

        answer.Outcome().ShouldBe("created", answer.Text);
        Notes(answer).ShouldBe(["length-differs", "end-far-from-node"]);
        answer.Row(0)["notes"]![1]!["message"]!["en"]!.GetValue<string>().ShouldContain("116.9 km from its node wuchuan");
        Notes(await _transport.Push(Segments, Lined("far", """{"type":"LineString","coordinates":[[116.3,39.9],[116.4,39.9]]}""", "wgs-84", lengthKm: null)))
            .ShouldBe(["outside-region"]);
    }

    public static TheoryData<string, JsonNode, string> Contradicting => new()
    {
        { "routes", new JsonArray("G6", "GX1"), "routes:bad-route-code" },
        { "routes", new JsonArray("S31500"), "routes:bad-route-code" },
        { "earlierClasses", new JsonArray("2017-03-25 expressway"), "earlierClasses:bad-earlier-class" },
        { "earlierClasses", new JsonArray("高速"), "earlierClasses:bad-earlier-class" },
        { "completedOn", "2015-01-01", "completedOn:completed-before-start" },
        { "lanes", 0, "lanes:out-of-range" },
    };

    [Theory]
    [MemberData(nameof(Contradicting))]
    public async Task What_contradicts_itself_is_refused(string field, JsonNode value, string fault)
    {
        var road = PushSegmentsTests.Road("contradicting");
        road["startedOn"] = "2016-05-03";
        road[field] = value.DeepClone();

        (await _transport.Push(Segments, road)).Faults().ShouldBe([fault]);
    }

    [Fact]
    public async Task What_held_of_a_segment_on_a_past_day_can_be_asked()
    {
        var road = PushSegmentsTests.Road("dated");
        (road["classSince"], road["earlierClasses"]) = ("2020-09-13", new JsonArray("2017-03-25 高速"));
        (road["statusDate"], road["routes"]) = ("2016-05-03", new JsonArray("G6", "G110"));
        (await _transport.Push(Segments, road)).Outcome().ShouldBe("created");

        var states = (await _transport.Read($"{Segments}/dated/states")).AsArray();
        states.Select(s => $"{s!["since"]} {s["status"]} {s["technicalClass"]} {s["routes"]!.AsArray().Count}").ShouldBe(
            ["2016-05-03 under-construction  2", "2017-03-25 under-construction expressway 2", "2020-09-13 under-construction class-1 2"]);
    }

    [Fact]
    public async Task A_day_that_is_corrected_is_forgotten_and_what_else_was_believed_stays()
    {
        var (road, other) = (PushSegmentsTests.Road("corrected"), PushSegmentsTests.Road("beside"));
        (road["statusDate"], road["routes"], other["statusDate"]) = ("2016-05-03", new JsonArray("G6", "G110"), "2017-01-01");
        await _transport.Push(Segments, road, other);
        (road["status"], road["statusDate"], road["openedOn"]) = ("open", null, "2019-01-01");
        await _transport.Push(Segments, road, other);
        (await States("corrected")).ShouldBe(["2016-05-03 under-construction 10 G6,G110", "2019-01-01 open 10 G6,G110"]);

        (road["openedOn"], road["lengthKm"], road["routes"]) = ("2019-06-01", 12, new JsonArray("G6"));
        (await _transport.Push(Segments, road, other)).Count("updated").ShouldBe(1);

        (await States("corrected")).ShouldBe(["2016-05-03 under-construction 12 G6", "2019-06-01 open 12 G6"]);
        (await States("beside")).ShouldBe(["2017-01-01 under-construction 10 "]);
    }

    private async Task<string[]> States(string key) =>
    [
        .. (await _transport.Read($"{Segments}/{key}/states")).AsArray()
            .Select(s => $"{s!["since"]} {s["status"]} {s["lengthKm"]} {string.Join(',', s["routes"]!.AsArray())}"),
    ];

    private static string[] Notes(ApiAnswer answer) => [.. answer.Row(0)["notes"]!.AsArray().Select(n => n!["code"]!.GetValue<string>())];

    private static JsonObject Lined(string key, string geometry, string crs, decimal? lengthKm)
    {
        var road = PushSegmentsTests.Road(key);
        (road["geometry"], road["crs"], road["lengthKm"]) = (JsonNode.Parse(geometry), crs, lengthKm);
        return road;
    }
}
