using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Cluster.Fixtures;
using static Cluster.Coordination.Tests.CoordinationService;

namespace Cluster.Coordination.Tests.Plan;

/// <summary>A list over two tables: what the office recorded of a task, and where it stands.</summary>
public sealed class GetTasksTests(CoordinationService coordination) : IClassFixture<CoordinationService>
{
    private const string Tasks = "/api/coordination/tasks";
    private const string Reports = "/api/coordination/progress-reports";

    private readonly HttpClient _transport = coordination.Service.As("市交通运输局");

    [Theory]
    [InlineData("", "T13 T21 T27")]
    [InlineData("leads=市交通运输局", "T21")]
    [InlineData("coOperators=市住建局&sort=-id", "T27 T21")]
    [InlineData("state=in-progress", "T21")]
    [InlineData("state=未报&theme=3", "T27")]
    [InlineData("state=not-reported&state=推进中", "T13 T21 T27")]
    [InlineData("progressPercent.gte=50", "T21")]
    [InlineData("reportedFor.gte=2025Q1&reportedFor.lt=2025Q3", "T21")]
    [InlineData("sort=-progressPercent,-ordinal", "T21 T27 T13")]
    [InlineData("id=T13&id=T27", "T13 T27")]
    public async Task Tasks_are_asked_by_what_was_recorded_and_by_where_they_stand(string query, string expected)
    {
        await ReportT21();

        (await coordination.Office.Read($"{Tasks}?{query}"))["items"]!.AsArray().Select(t => t!["id"]!.GetValue<string>())
            .ShouldBe(expected.Split(' '));
    }

    [Fact]
    public async Task Everybody_reads_all_tasks_page_by_page_with_the_members_that_are_asked_for()
    {
        await ReportT21();
        var first = await _transport.Read($"{Tasks}?pageSize=2&sort=-progressPercent&fields=state");
        var second = await _transport.Read($"{Tasks}?pageSize=2&sort=-progressPercent&fields=state&after={first["next"]}");

        first["items"]!.ToJsonString().ShouldBe("""[{"id":"T21","state":"in-progress"},{"id":"T13","state":"not-reported"}]""");
        second["items"]!.ToJsonString().ShouldBe("""[{"id":"T27","state":"not-reported"}]""");
        second["next"].ShouldBeNull();
    }

    [Fact]
    public async Task A_wrong_state_is_refused_with_all_that_there_are()
    {
        using var answer = await coordination.Office.GetAsync($"{Tasks}?state=red");

        var problem = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        (answer.StatusCode, problem["code"]!.GetValue<string>()).ShouldBe((HttpStatusCode.UnprocessableEntity, "not-allowed"));
        problem["allowed"]!.AsArray().Select(a => a!.GetValue<string>()).ShouldBe(["not-reported", "not-started", "in-progress", "completed", "suspended"]);
    }

    [Theory]
    [InlineData("tasks", "?format=csv&state=in-progress")]
    [InlineData("tasks", "?format=csv")]
    [InlineData("organisations", "?format=csv&sort=-key")]
    [InlineData("targets", "?format=csv")]
    [InlineData("themes", "?format=csv")]
    [InlineData("subsections", "?format=csv&fields=key,theme,ordinal,title,titleEn,owner")]
    public async Task What_the_office_exports_it_can_send_back_unchanged(string resource, string query)
    {
        await ReportT21();
        var file = await coordination.Office.GetByteArrayAsync($"/api/coordination/{resource}{query}");

        ShouldBeUnchanged(await Push(coordination.Office, resource, file));
    }

    /// <summary>Their key is made of other fields: it is no column of the file, and comes with the members that are asked for.</summary>
    [Fact]
    public async Task Progress_reports_are_filtered_by_quarter_and_sent_back_unchanged()
    {
        await ReportT21();
        (await _transport.Push(Reports, Report("T13", "市交通运输局", "2024Q4", words: "=已完成\n\"二\""))).Status.ShouldBe(HttpStatusCode.OK);

        var page = await _transport.Read($"{Reports}?period.lt=2025Q1&fields=period,words");
        page["items"]!.ToJsonString().ShouldContain("\"key\":\"T13.2024Q4.");
        page["items"]!.AsArray().Single()!.AsObject().Select(m => m.Key).ShouldBe(["key", "period", "words"]);
        var file = await _transport.GetByteArrayAsync($"{Reports}?format=csv&sort=-period&fields=task,organisation,period,progressPercent,state,words");
        Encoding.UTF8.GetString(file).ShouldStartWith("\uFEFF数据键,任务*,报送单位*,报告期*,累计进度(%)*,状态*,进展情况*\r\nT21.2025Q2.市交通运输局,T21,");
        ShouldBeUnchanged(await Push(_transport, "progress-reports", file));
    }

    private async Task ReportT21()
    {
        (await _transport.Push(Reports, Report("T21", "市交通运输局", "2025Q2", progress: 50))).Status.ShouldBe(HttpStatusCode.OK);
        await Eventually.True(async () => (await coordination.Office.Read($"{Tasks}/T21"))["task"]!["state"]!.GetValue<string>() == "in-progress");
    }

    private static async Task<ApiAnswer> Push(HttpClient http, string resource, byte[] file)
    {
        using var content = new ByteArrayContent(file);
        content.Headers.ContentType = new("text/csv");
        using var answer = await http.PostAsync($"/api/coordination/{resource}/file", content);
        return new ApiAnswer(answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    private static void ShouldBeUnchanged(ApiAnswer answer)
    {
        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Text);
        answer.Count("unchanged").ShouldBe(answer.Json["rows"]!.AsArray().Count, answer.Text);
    }
}
