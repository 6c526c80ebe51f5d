using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Cluster.Fixtures;
using Cluster.Ingestion.Tests.Files;

namespace Cluster.Ingestion.Tests.Lists;

/// <summary>The rows of a list as a file.</summary>
public sealed class ExportTests(InfrastructureService infrastructure) : IDisposable
{
    private const string Csv = "text/csv";
    private const string Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private const string EventSql = """
        select kind, body::text, organisation, client, trace is not null, sent_at is not null from log_events join log_writes on id = write_id
        where client = $1 and starts_with(aggregate, 'audit/infrastructure/segments/exports/')
        """;

    private readonly Department _transport = infrastructure.NewDepartment();

    public void Dispose() => _transport.Dispose();

    /// <summary>Texts that a spreadsheet, or our own reader of files, would take for something else.</summary>
    public static TheoryData<string> Texts =>
    [
        "=1+1", "=HYPERLINK(\"http://x\",\"y\")", "+86 472", "-", "--5", "- 一标段", "—", "/", "@SUM(A1)", "＝1", "'", "''", "'=1", "''=1", "'abc", "'—", "其中：改线", "'其中",
        "备注：无", "1E5", "'1E5", "0012", "123456789012345678", "2020.1", "TRUE", "是", "合计", "a,b;c\t\"d\"", "a\r\nb", "a\rb", "一\n=二", "_x0041_", "_x000D_", "𠮷e\u0301", "1,234.5", "90%",
        "5\" 管", "'合计",
    ];

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task A_file_that_was_taken_and_is_sent_back_changes_nothing(string text)
    {
        var row = _transport.Road("a", 4_999.999m);
        (row["note"], row["technicalClass"], row["openedOn"], row["status"], row["investmentWan"], row["statusDate"]) =
            (text, "class-1", "1899-12-31", "open", 0, "2024-02-29");
        if (!text.Contains('\n') && !text.Contains('\r') && !text.Contains('\t'))
        {
            (row["key"], row["name"], row["route"], row["touches"]) = (text, text, text, new JsonArray(text, "东河、石拐"));
            (await infrastructure.One.As(_transport.Name, client: _transport.Client).Push(Department.Segments, Second(text))).Status.ShouldBe(HttpStatusCode.OK);
        }

        await Replace(row);
        var before = await _transport.Http.Read($"{Department.Segments}?pageSize=500");
        foreach (var (type, query) in new[] { (Csv, "?format=csv&sort=-lengthKm"), (Xlsx, "?format=xlsx") })
        {
            var answer = await _transport.PushFile(await Take(query), type);

            var rows = before["items"]!.AsArray().Count;
            (answer.Status, answer.Count("unchanged")).ShouldBe((HttpStatusCode.OK, rows), answer.Text);
        }

        JsonNode.DeepEquals(await _transport.Http.Read($"{Department.Segments}?pageSize=500"), before).ShouldBeTrue();

        JsonObject Second(string list) => new(_transport.Road("b").Select(p => KeyValuePair.Create(p.Key, p.Value?.DeepClone()))) { ["touches"] = new JsonArray(list) };
    }

    [Fact]
    public async Task A_csv_file_is_what_a_spreadsheet_expects_and_holds_no_formula()
    {
        var row = _transport.Road("a", 12.5m);
        (row["name"], row["route"], row["note"], row["touches"]) = ("=cmd|' /C calc'!A0", "@SUM(A1)", "=1\"+1", new JsonArray("东河区", "固阳县"));
        await _transport.Push(row);
        using var answer = await _transport.Http.GetAsync($"{Department.Segments}?format=csv");

        var bytes = await answer.Content.ReadAsByteArrayAsync();
        bytes[..3].ShouldBe([0xEF, 0xBB, 0xBF]);
        Encoding.UTF8.GetString(bytes[3..]).ShouldBe(
            "线段编码*,类别*,名称*,状态*,路线编号,途经地,里程(km),技术等级,状态日期,通车日期,投资(万元),说明," +
            "起点节点,终点节点,途经节点,共线路线编号,等级起始日期,以前的技术等级,走向起始日期,车道数(条),开工日期,建成日期,坐标系,线位,建设项目\r\n" +
            $"{_transport.Key("a")},公路,\"'=cmd|' /C calc'!A0\",在建,'@SUM(A1),东河区、固阳县,12.5,,,,,\"'=1\"\"+1\"{new string(',', 13)}\r\n");
        answer.Content.Headers.ContentType!.ToString().ShouldBe("text/csv; charset=utf-8; header=present");
        answer.Content.Headers.ContentLength.ShouldBe(bytes.Length);
    }

    [Theory]
    [InlineData("text/csv", "", "text/csv")]
    [InlineData("text/csv;q=0.5, application/json", "", "application/json")]
    [InlineData("application/json;q=0.5, text/csv", "", "text/csv")]
    [InlineData("text/csv;q=0, */*", "", "application/json")]
    [InlineData("text/html, */*;q=0.8", "?format=csv", "text/csv")]
    [InlineData("text/csv", "?format=json", "application/json")]
    [InlineData(Xlsx, "", Xlsx)]
    [InlineData(Csv, "?format=xlsx", Xlsx)]
    [InlineData("*/*", "", "application/json")]
    public async Task The_address_or_the_Accept_header_chooses_the_format(string accept, string query, string type)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Department.Segments + query);
        request.Headers.Accept.ParseAdd(accept);

        using var answer = await _transport.Http.SendAsync(request);

        (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType).ShouldBe((HttpStatusCode.OK, type));
        answer.Headers.Vary.ShouldBe(["Accept"]);
    }

    [Fact]
    public async Task A_file_has_the_same_rows_in_the_same_order_and_all_of_them()
    {
        await _transport.PushBatch(Enumerable.Range(0, 1_200).Select(i => _transport.Road(i, 1 + (i % 7))));

        var file = FileOf.Csv(await Take("?format=csv&lengthKm.gte=3&sort=-lengthKm,key")).Rows();

        var listed = new List<string>();
        for (var address = $"{Department.Segments}?pageSize=500&lengthKm.gte=3&sort=-lengthKm,key"; address is not null;)
        {
            var page = await _transport.Http.Read(address);
            listed.AddRange(page["items"]!.AsArray().Select(i => i!["key"]!.GetValue<string>()));
            address = page["next"] is { } next ? $"{Department.Segments}?pageSize=500&lengthKm.gte=3&sort=-lengthKm,key&after={next}" : null;
        }

        file.Select(r => JsonNode.Parse(r)!["key"]!.GetValue<string>()).ShouldBe(listed);
    }

    [Theory]
    [InlineData("fields=lengthKm,name", "线段编码*,名称*,里程(km)")]
    [InlineData("fields=owner,key", "所属单位,线段编码*")]
    public async Task A_file_has_only_the_columns_that_are_asked_for(string query, string header)
    {
        await _transport.Push(_transport.Road("a"));

        Encoding.UTF8.GetString((await Take($"?format=csv&{query}"))[3..]).Split("\r\n")[0].ShouldBe(header);
    }

    [Theory]
    [InlineData("format=csv&pageSize=10", "unknown-parameter")]
    [InlineData("format=csv&after=x", "unknown-parameter")]
    [InlineData("format=csv&format=json", "parameter-twice")]
    [InlineData("format=xlsx&kind=water", "not-allowed")]
    [InlineData("format=xlsx&fields=nothing", "no-such-member")]
    public async Task An_export_that_makes_no_sense_is_refused_as_a_problem(string query, string code)
    {
        using var answer = await _transport.Http.GetAsync($"{Department.Segments}?{query}");

        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["code"]!.GetValue<string>().ShouldBe(code);
        (await Recorded(_transport.Client)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_file_has_a_name_that_says_what_it_is_and_leads_nowhere()
    {
        var client = $"{_transport.Client}-path";
        using var sly = infrastructure.One.As("../市\"交通;运输局\r", client: client);
        using var answer = await sly.GetAsync($"{Department.Segments}?format=csv");

        var name = ContentDispositionHeaderValue.Parse(answer.Content.Headers.GetValues("Content-Disposition").Single());
        name.DispositionType.ShouldBe("attachment");
        name.FileNameStar!.ShouldMatch("^infrastructure-segments-市交通运输局-\\d{4}-\\d{2}-\\d{2}\\.csv$");
        name.FileName!.Trim('"').ShouldMatch("^infrastructure-segments-_+-\\d{4}-\\d{2}-\\d{2}\\.csv$");
    }

    /// <summary>It is no change that anybody is told of, and it stands in the log that is sealed.</summary>
    [Fact]
    public async Task An_export_is_recorded_with_who_took_what()
    {
        await _transport.Push(_transport.Road("a"), _transport.Road("b"));
        await Take("?format=csv&kind=road&name=%E4%B8%9C%E6%B2%B3%E2%80%94%E5%9B%BA%E9%98%B3&sort=-lengthKm");

        var (kind, body, organisation, hasTrace, isSent) = (await Recorded(_transport.Client)).Single();
        (kind, organisation, hasTrace, isSent).ShouldBe(("Cluster.Ingestion.Lists.RowsExported", _transport.Name, true, true));
        JsonNode.DeepEquals(JsonNode.Parse(body), JsonNode.Parse("""{"resource":"segments","format":"csv","query":"?format=csv&kind=road&name=东河—固阳&sort=-lengthKm","rows":2}""")).ShouldBeTrue(body);
        var changes = await Eventually.Fits(
            () => _transport.Http.Read("/api/infrastructure/changes?pageSize=500"), page => page["items"]!.AsArray().Count >= 2);
        changes["items"]!.AsArray().Select(i => i!["kind"]!.GetValue<string>()).Distinct().ShouldBe(["Cluster.Contracts.Infrastructure.SegmentReported"]);
    }

    private async Task Replace(JsonObject row)
    {
        var answer = await _transport.Push(row);
        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Text);
    }

    private async Task<byte[]> Take(string query)
    {
        using var answer = await _transport.Http.GetAsync(Department.Segments + query);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        return await answer.Content.ReadAsByteArrayAsync();
    }

    private async Task<List<(string Kind, string Body, string Organisation, bool HasTrace, bool IsSent)>> Recorded(string client)
    {
        await using var command = infrastructure.Database.CreateCommand(EventSql);
        command.Parameters.Add(new() { Value = client });
        await using var reader = await command.ExecuteReaderAsync();
        var events = new List<(string, string, string, bool, bool)>();
        while (await reader.ReadAsync())
        {
            events.Add((reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetBoolean(4), reader.GetBoolean(5)));
        }

        return events;
    }
}
