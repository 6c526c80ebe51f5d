using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Cluster.Fixtures;

namespace Cluster.Coordination.Tests.Evaluations;

/// <summary>What extensions, returns and withdrawals of reports count for; each test has a unit and a task of its own.</summary>
public sealed class ReportScoresTests(CoordinationService coordination) : IClassFixture<CoordinationService>
{
    private static readonly JsonObject Items = JsonNode.Parse("""
        {
          "no-report": { "criterion": "report-missing", "zh": "缺报告", "en": "No report", "points": -10, "quarters": [2, 3], "weights": { "3": 2 } },
          "no-result": { "criterion": "report-without-result", "zh": "报告无进展", "en": "No result", "points": -5 }
        }
        """)!.AsObject();

    [Fact]
    public async Task A_report_within_its_extension_is_neither_missing_nor_late_and_an_extension_that_ran_out_is_the_ground()
    {
        const string Lead = "市交通运输局";
        await Execute("""
            insert into report_allowances (period, organisation, version, kind, reason, granted_by, granted_at, until)
            values ('2025Q3', '市交通运输局', 1, 'extension', '台账核对', '王主任', '2025-10-20 10:00+08', '2025-11-30')
            """);
        var items = new JsonObject
        {
            ["no-report"] = Items["no-report"]!.DeepClone(),
            ["late"] = JsonNode.Parse("""{ "criterion": "report-late", "zh": "逾期报送", "en": "Late", "points": -3, "quarters": [2, 3] }"""),
        };
        await Define("extended", items);

        Line("2025Q3", LinesOf(await Score("extended", "2025-11-29"), Lead)).ShouldBeNull();
        Line("2025Q3", LinesOf(await Score("extended", "2025-11-30"), Lead)).ShouldBe($"no-report -20 coordination/report-allowances/2025Q3.{Lead}@1 2025-11-30");

        // The third quarter's came within its extension, the second quarter's after its due day.
        await coordination.Service.As(Lead).Push("/api/coordination/progress-reports",
            CoordinationService.Report("T21", Lead, "2025Q2", 40).With("asOf", "2025-08-01T10:00:00+08:00"),
            CoordinationService.Report("T21", Lead, "2025Q3", 50).With("asOf", "2025-11-10T10:00:00+08:00"));

        LinesOf(await Score("extended", "2025-12-31"), Lead).ShouldBe([$"late -3 coordination/reports/T21.2025Q2.{Lead}@1 2025-08-01"]);

        string? Line(string quarter, IEnumerable<string> lines) => lines.SingleOrDefault(l => l.Contains(quarter, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_returned_report_has_no_result_until_it_comes_again_and_one_that_was_taken_back_is_missing()
    {
        const string Lead = "市商务局";
        const string Key = $"T13.2025Q2.{Lead}";
        const string Sheet = "returned";
        await Define(Sheet, Items);
        await Report("路基完成");
        LinesOf(await Score(Sheet, "2025-12-31"), Lead).ShouldNotContain(l => l.Contains("2025Q2", StringComparison.Ordinal));

        await Move("return", new() { ["notes"] = new JsonObject { ["words"] = "写明公里数" }, ["decidedBy"] = "王主任" }, coordination.Office);
        Of(await Score(Sheet, "2025-12-31")).ShouldBe($"no-result -5 coordination/reports/{Key}@2 2025-12-01");
        Of(await Score(Sheet, "2025-11-30")).ShouldBeNull(); // it was returned on the next day

        await Report("路基完成 20 公里");
        Of(await Score(Sheet, "2025-12-31")).ShouldBeNull();

        await Move("withdraw", new() { ["decidedBy"] = "李科长" }, coordination.Service.As(Lead));
        Of(await Score(Sheet, "2025-12-31")).ShouldBe($"no-report -10 coordination/reports/{Key}@4 2025-07-14");

        async Task Report(string words)
        {
            (await coordination.Service.As(Lead).Push(
                "/api/coordination/progress-reports", CoordinationService.Report("T13", Lead, "2025Q2", 40).With("words", words))).Status.ShouldBe(HttpStatusCode.OK);
            await Date();
        }

        async Task Move(string step, JsonObject body, HttpClient by)
        {
            var answer = await by.SendBody(HttpMethod.Post, $"/api/coordination/reporting/reports/{Key}/{step}", Encoding.UTF8.GetBytes(body.ToJsonString()));
            answer.Status.ShouldBe(HttpStatusCode.OK, answer.Text);
            await Date();
        }

        Task Date() => Execute("update report_steps set at = '2025-12-01 10:00+08'");

        string? Of(JsonNode score) => LinesOf(score, Lead).SingleOrDefault(l => l.Contains(Key, StringComparison.Ordinal));
    }

    private async Task Define(string key, JsonObject items) => (await coordination.Office.Push("/api/coordination/score-sheets", new JsonObject
    {
        ["key"] = key, ["title"] = "报送考核评分表", ["titleEn"] = "Score sheet of reports", ["kind"] = "units", ["startPoints"] = 100, ["items"] = items.DeepClone(),
    })).Outcome().ShouldBe("created");

    private Task<JsonNode> Score(string sheet, string asOf) => coordination.Office.Read($"/api/coordination/evaluations/{sheet}/2025?asOf={asOf}");

    private static List<string> LinesOf(JsonNode score, string subject) =>
        [.. score["scores"]!.AsArray().Single(s => (string)s!["subject"]! == subject)!["lines"]!.AsArray()
            .Select(l => $"{l!["item"]} {(decimal)l["points"]!:0.##} {l["aggregate"]}@{l["version"]} {l["day"]}")];

    private async Task Execute(string sql)
    {
        await using var database = coordination.Service.OpenDatabase();
        await using var command = database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
