using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Cluster.Fixtures;

namespace Cluster.Coordination.Tests.Plan;

/// <summary>Two plans side by side in one ledger, the second with a text that its tasks quote.</summary>
public sealed class GetPlanTreeTests(CoordinationService coordination) : IClassFixture<CoordinationService>
{
    private const string Text = "一、总体要求\n\n1.加快公路网建设\n\n连通区域内沿黄公路,加快建设快速路。\n\n2.再生水\n\n提高再生水利用率。";
    private const string Quoted = "连通区域内沿黄公路,加快建设快速路。";

    [Fact]
    public async Task A_plan_is_its_own_tree_in_the_texts_numbering_and_counts_each_task_once()
    {
        var plan = await NextPlan("next-1");
        await Over(plan);
        await coordination.Service.As("市交通运输局").Push(
            "/api/coordination/progress-reports", CoordinationService.Report($"{plan}a", "市交通运输局", progress: 100, state: "completed"));

        var tree = await Eventually.Fits(() => Tree(plan), t => (int)t["states"]!["completed"]! == 1);

        ((int)tree["tasks"]!, (string)tree["themes"]![0]!["id"]!, (int)tree["themes"]![0]!["states"]!["not-reported"]!).ShouldBe((2, $"{plan}h", 1));
        tree["themes"]![0]!["subsections"]![0]!["children"]!.AsArray().Select(t => $"{t!["clause"]} {t["id"]}").ShouldBe([$"1.1 {plan}a", $"1.1 {plan}b"]);
        tree["roles"]!.AsArray().Select(r => $"{r!["organisation"]} {r["leads"]} {r["coOperates"]}").ShouldBe(["市交通运输局 1 1", "市住建局 0 2"]);
        tree["themes"]![0]!["subsections"]![0]!["children"]![0]!["targets"]!.AsArray().Select(t => (string)t!["key"]!).ShouldBe([$"{plan}g"]);
    }

    [Fact]
    public async Task A_task_quotes_its_paragraph_and_says_when_the_text_no_longer_says_so()
    {
        var plan = await NextPlan("next-2");
        (await Push("tasks", Quoting(plan, Text.IndexOf(Quoted, StringComparison.Ordinal), Quoted))).ShouldBe("updated");

        var quotation = (await Tree(plan))["themes"]![0]!["subsections"]![0]!["children"]![0]!["quotation"]!;
        ((bool)quotation["holds"]!, (string)quotation["text"]!, (string)(await Tree(plan))["textSha256"]!).ShouldBe((true, Quoted, Hash(Text)));

        (await coordination.Office.GetStringAsync("/api/coordination/tasks?format=csv")).ShouldContain($",{Quoted.Length},{Hash(Quoted)}"); // an export sent back keeps it

        await Push("plan-texts", new JsonObject { ["key"] = plan, ["text"] = Text.Replace("快速路", "高速路", StringComparison.Ordinal) });
        ((bool)(await Tree(plan))["themes"]![0]!["subsections"]![0]!["children"]![0]!["quotation"]!["holds"]!).ShouldBeFalse();
    }

    [Fact]
    public async Task A_quotation_is_what_stands_there()
    {
        var plan = await NextPlan("next-3");
        var offset = Text.IndexOf(Quoted, StringComparison.Ordinal);

        (await Push("tasks", Quoting(plan, offset + 1, Quoted))).ShouldBe("quoteSha256:quotation-differs");
        (await Push("tasks", Quoting(plan, Text.Length - 3, Quoted))).ShouldBe("quoteLength:quotation-outside-text");
        (await Push("tasks", Quoting(plan, offset, Quoted).With("quoteLength", null))).ShouldBe("quoteOffset:quotation-incomplete");
        (await Push("tasks", CoordinationService.Task("T21", "3", "3.1", 21, ["市交通运输局"], ["市住建局", "市发改委"])
            .With("quoteOffset", 0).With("quoteLength", 2).With("quoteSha256", Hash("一、")))).ShouldBe("quoteOffset:plan-text-missing");
    }

    [Fact]
    public async Task A_day_outside_the_plans_period_is_refused_with_the_period()
    {
        var plan = await NextPlan("next-4");

        var late = await coordination.Office.Push("/api/coordination/targets", Target(plan).With("due", "2036-01-01"));

        late.Faults().ShouldBe(["due:outside-plan-period"]);
        ((string)late.Row(0)["errors"]![0]!["allowed"]![0]!).ShouldBe("2030-01-01 … 2035-12-31");
        (await coordination.Service.As("市交通运输局").Push("/api/coordination/annual-plan-items", new JsonObject
        {
            ["key"] = $"{plan}-1", ["year"] = 2029, ["task"] = $"{plan}a", ["measure"] = "建路",
        })).Faults().ShouldBe(["year:outside-plan-period"]);
        (await Push("plans", Plan(plan).With("periodEnd", "2033-12-31"))).ShouldBe("periodEnd:plan-period-leaves-target");
        (await Push("plans", Plan(plan).With("periodEnd", "2029-12-31"))).ShouldBe("periodEnd:plan-period-reversed");
    }

    [Fact]
    public async Task A_report_for_a_period_outside_the_plans_is_refused_with_the_period_in_a_batch_and_in_a_file_and_is_not_owed()
    {
        var plan = await NextPlan("next-5");
        await Over(plan);
        var transport = coordination.Service.As("市交通运输局");

        var late = await Reported("2026Q1");

        late.Faults().ShouldBe(["period:outside-plan-period"]);
        ((string)late.Row(0)["errors"]![0]!["allowed"]![0]!).ShouldBe("2020-01-01 … 2025-12-31");
        (await Reported("2025Q4")).Outcome().ShouldBe("created"); // its last quarter
        (await transport.Push("/api/coordination/item-reports", new JsonObject
        {
            ["task"] = $"{plan}a", ["organisation"] = "市交通运输局", ["period"] = "2026Q1", ["item"] = "progress", ["words"] = "按计划推进",
        })).Faults().ShouldContain("period:outside-plan-period");
        var file = await File($"任务,报送单位,报告期,累计进度（%）,状态,进展情况\n{plan}a,市交通运输局,2026Q1,50,推进中,按计划推进\n");
        file.Faults().ShouldBe(["period:outside-plan-period"], file.Text);

        (await Periods("2025Q3")).ShouldBe(["2025Q3", "2025Q4"]);

        Task<ApiAnswer> Reported(string period) =>
            transport.Push("/api/coordination/progress-reports", CoordinationService.Report($"{plan}a", "市交通运输局", period));
        async Task<ApiAnswer> File(string text)
        {
            using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(text));
            content.Headers.ContentType = new("text/csv");
            using var answer = await transport.PostAsync("/api/coordination/progress-reports/file", content);
            return new ApiAnswer(answer.StatusCode, await answer.Content.ReadAsStringAsync());
        }

        async Task<List<string>> Periods(string from) =>
        [
            .. (await coordination.Office.Read($"/api/coordination/reporting/matrix?task={plan}a&from={from}"))["rows"]!.AsArray()
                .SelectMany(r => r!["cells"]!.AsArray()).Select(c => (string)c!["period"]!).Distinct(),
        ];
    }

    [Fact]
    public async Task What_belongs_to_a_plan_belongs_to_one_that_there_is()
    {
        (await Push("themes", new JsonObject { ["key"] = "x", ["ordinal"] = 1, ["title"] = "板块", ["titleEn"] = "Theme", ["plan"] = "none" })).ShouldBe("plan:unknown-plan");
        (await Push("plan-texts", new JsonObject { ["key"] = "none", ["text"] = "原文" })).ShouldBe("key:unknown-plan");
        using var unknown = await coordination.Office.GetAsync("/api/coordination/plans/none/tree");
        unknown.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private async Task<string> NextPlan(string key)
    {
        var plan = key.Replace("next-", "N", StringComparison.Ordinal);
        foreach (var (resource, row) in new (string, JsonObject)[]
        {
            ("plans", Plan(plan)), ("plan-texts", new() { ["key"] = plan, ["text"] = Text }),
            ("themes", new() { ["key"] = $"{plan}h", ["ordinal"] = 1, ["title"] = "板块", ["titleEn"] = "Theme", ["plan"] = plan }),
            ("subsections", new() { ["key"] = $"{plan}s", ["theme"] = $"{plan}h", ["ordinal"] = 1, ["title"] = "小节", ["titleEn"] = "Subsection" }),
            ("tasks", CoordinationService.Task($"{plan}a", $"{plan}h", $"{plan}s", 1, ["市交通运输局"], ["市住建局"]).With("clause", "1.1")),
            ("tasks", CoordinationService.Task($"{plan}b", $"{plan}h", $"{plan}s", 2, [], ["市住建局", "市交通运输局"]).With("clause", "1.1")),
            ("targets", Target(plan)),
        })
        {
            (await Push(resource, row)).ShouldBe("created", resource);
        }

        return plan;
    }

    /// <summary>A plan whose years are over.</summary>
    private async Task Over(string plan)
    {
        await using var database = coordination.Service.OpenDatabase();
        await using var command = database.CreateCommand("update plans set period_start = '2020-01-01', period_end = '2025-12-31', version = version + 1 where key = $1");
        command.Parameters.Add(new() { Value = plan });
        await command.ExecuteNonQueryAsync();
    }

    private static JsonObject Plan(string key) => new()
    {
        ["key"] = key, ["title"] = "下一个行动计划", ["titleEn"] = "The next plan", ["periodStart"] = "2030-01-01", ["periodEnd"] = "2035-12-31",
    };

    private static JsonObject Target(string plan) => new()
    {
        ["key"] = $"{plan}g", ["task"] = $"{plan}a", ["indicator"] = "通车里程", ["indicatorEn"] = "Road length", ["comparison"] = ">=", ["value"] = 20,
        ["unit"] = "公里", ["due"] = "2035-12-31",
    };

    private static JsonObject Quoting(string plan, int offset, string words) =>
        CoordinationService.Task($"{plan}a", $"{plan}h", $"{plan}s", 1, ["市交通运输局"], ["市住建局"]).With("clause", "1.1")
            .With("quoteOffset", offset).With("quoteLength", words.Length).With("quoteSha256", Hash(words));

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private async Task<string> Push(string resource, JsonObject row)
    {
        var answer = await coordination.Office.Push($"/api/coordination/{resource}", row);
        return answer.Outcome() == "rejected" ? string.Join(' ', answer.Faults()) : answer.Outcome();
    }

    private Task<JsonNode> Tree(string plan) => coordination.Office.Read($"/api/coordination/plans/{plan}/tree");
}
