using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Cluster.Fixtures;
using Cluster.ServiceDefaults;

namespace Cluster.Coordination.Tests.Evaluations;

/// <summary>
/// The district sheet of office-practice §8: 100 points to start with, and deductions that each say by which event. 市交通运输局 leads T21, 市发改委 and
/// 市商务局 lead T13, and T27 is answered for by 市住建局 and 市发改委.
/// </summary>
public sealed class EvaluationsTests(CoordinationService coordination) : IClassFixture<CoordinationService>
{
    private const int Year = 2025;

    private static readonly JsonObject Items = JsonNode.Parse("""
        {
          "no-plan": { "criterion": "annual-plan-missing", "zh": "未编制实施计划", "en": "No plan", "points": -10, "by": "03-31" },
          "no-goals": { "criterion": "annual-plan-without-milestones", "zh": "计划无阶段目标", "en": "No stage goals", "points": -5 },
          "no-report": { "criterion": "report-missing", "zh": "缺半年、三季度或年终报告", "en": "No report", "points": -10, "quarters": [2, 3, 4], "weights": { "3": 2 } },
          "no-result": { "criterion": "report-without-result", "zh": "报告无进展", "en": "No result", "points": -5, "cap": 10 },
          "no-feedback": { "criterion": "order-without-feedback", "zh": "督办未反馈", "en": "No feedback", "points": -10, "doubled": true },
          "empty-feedback": { "criterion": "order-feedback-returned", "zh": "反馈被退回", "en": "Feedback returned", "points": -5, "doubled": true },
          "leaders": { "criterion": "manual", "zh": "领导评价", "en": "Leaders' view", "points": 20 }
        }
        """)!.AsObject();

    [Fact]
    public async Task Each_deduction_follows_from_an_event_and_says_which()
    {
        var sheet = await Define("units-1");
        var score = await Score(sheet);

        // Nobody has a plan or a report: 100 − 10 − (10 + 2 × 10 + 10), the reports of each quarter due ten working days after its end.
        (await Totals(sheet)).ShouldBe([("市交通运输局", 50m, 1), ("市住建局", 50m, 1), ("市发改委", 50m, 1), ("市商务局", 50m, 1)]);
        LinesOf(score, "市交通运输局").ShouldBe(
        [
            "no-plan -10 coordination/tasks/T21@1 2025-03-31", "no-report -10 coordination/tasks/T21@1 2025-07-14",
            "no-report -10 coordination/tasks/T21@1 2026-01-15", "no-report -20 coordination/tasks/T21@1 2025-10-21",
        ], ignoreOrder: true);

        await coordination.Service.As("市交通运输局").Push("/api/coordination/progress-reports",
            CoordinationService.Report("T21", "市交通运输局", "2025Q2", 40), CoordinationService.Report("T21", "市交通运输局", "2025Q3", 40),
            CoordinationService.Report("T21", "市交通运输局", "2025Q4", 60));

        LinesOf(await Score(sheet), "市交通运输局").ShouldBe(
            ["no-plan -10 coordination/tasks/T21@1 2025-03-31", "no-result -5 coordination/progress-reports/T21.2025Q3.市交通运输局@1 2025-10-21"], ignoreOrder: true);
        (await Totals(sheet))[0].ShouldBe(("市交通运输局", 85m, 1));
        (await Totals(sheet))[1].ShouldBe(("市住建局", 50m, 2));
        await DeleteReports();
    }

    [Fact]
    public async Task A_past_day_is_computed_from_what_was_due_by_then()
    {
        var sheet = await Define("units-2");

        LinesOf(await Score(sheet, "2025-03-30"), "市商务局").ShouldBeEmpty();
        LinesOf(await Score(sheet, "2025-07-14"), "市商务局").ShouldBe(
            ["no-plan -10 coordination/tasks/T13@1 2025-03-31", "no-report -10 coordination/tasks/T13@1 2025-07-14"]);
    }

    [Fact]
    public async Task What_is_capped_counts_up_to_its_cap_and_its_lines_are_all_shown()
    {
        var items = Items.DeepClone();
        items["no-report"]!["cap"] = 25;
        items["no-plan"]!["cap"] = 25;
        (await coordination.Office.Push("/api/coordination/score-sheets", Sheet("units-9").With("items", items))).Outcome().ShouldBe("created");

        var score = await Score("units-9");

        (await Totals("units-9")).ShouldAllBe(total => total.Points == 65); // 100 − 10 − 25 of 40
        LinesOf(score, "市商务局").Count.ShouldBe(4);
    }

    [Fact]
    public async Task Orders_count_by_their_missed_limits_and_returned_feedback_and_double_for_who_leads_nothing()
    {
        var sheet = await Define("units-3");
        await coordination.Office.Push("/api/coordination/organisations", CoordinationService.Organisation("市园林局", "园林局"));
        var year = TimeProvider.System.Today().AddDays(-5).Year;
        var number = await Order("市园林局", "绿化滞后");
        await Step(number, "sign", new() { ["decidedBy"] = "王主任" });
        await MoveBack(number, days: 20);

        var missed = LinesOf(await Score(sheet, year: year), "市园林局");
        await Step(number, "feedback", new() { ["words"] = "已补植", ["fedBackBy"] = "李科长" }, coordination.Service.As("市园林局"));
        await Step(number, "return", new() { ["note"] = "无照片", ["decidedBy"] = "王主任" });
        var returned = LinesOf(await Score(sheet, year: year), "市园林局");

        missed.ShouldBe([$"no-feedback -20 coordination/supervision-orders/{number}@2 {Day(-5)}"]);
        string[] both = [$"no-feedback -20 coordination/supervision-orders/{number}@3 {Day(-5)}", $"empty-feedback -10 coordination/supervision-orders/{number}@4 {Day(0)}"];
        returned.ShouldBe(both.Where(line => line.Contains($" {year}-", StringComparison.Ordinal))); // in the first days of January they are of two years
    }

    [Fact]
    public async Task It_is_published_objected_to_answered_and_frozen_with_its_ranks()
    {
        var sheet = await Define("units-4");
        (await Do(sheet, "freeze", By("王主任"))).Code.ShouldBe("evaluation-not-published");
        (await Do(sheet, "publish", By("王主任"))).Status.ShouldBe(HttpStatusCode.OK);
        (await Do(sheet, "publish", By("赵副主任"))).Code.ShouldBe("evaluation-published");
        var commerce = coordination.Service.As("市商务局");

        var unknown = await Do(sheet, "objections", new() { ["line"] = "no-plan/x@1", ["reason"] = "已报", ["by"] = "李科长" }, commerce);
        (unknown.Code, unknown.Json["allowed"]!.AsArray().Count).ShouldBe(("evaluation-no-such-line", 4));
        var objection = new JsonObject { ["line"] = "no-plan/coordination/tasks/T13@1/2025-03-31", ["reason"] = "计划已书面报送", ["by"] = "李科长" };
        (await Do(sheet, "objections", objection, commerce)).Json["number"]!.GetValue<int>().ShouldBe(1);
        (await Do(sheet, "objections", objection, commerce)).Json["number"]!.GetValue<int>().ShouldBe(1);
        (await Do(sheet, "objections", objection.With("reason", "另一理由"), commerce)).Code.ShouldBe("evaluation-objected-before");
        var early = await Do(sheet, "freeze", By("王主任"));
        (early.Code, (int)early.Json["allowed"]![0]!).ShouldBe(("evaluation-open-objections", 1));

        var answer = new JsonObject { ["decision"] = "upheld", ["answer"] = "情况属实", ["by"] = "王主任" };
        (await Do(sheet, "objections/1/answer", answer)).Json["state"]!.GetValue<string>().ShouldBe("upheld");
        (await Do(sheet, "objections/1/answer", answer.With("decision", "dismissed"))).Code.ShouldBe("evaluation-objection-answered");
        (await Do(sheet, "points", new() { ["subject"] = "市发改委", ["item"] = "leaders", ["points"] = 15, ["words"] = "推进有力", ["by"] = "分管领导" }))
            .Status.ShouldBe(HttpStatusCode.OK);
        (await Do(sheet, "freeze", By("王主任"))).Status.ShouldBe(HttpStatusCode.OK);

        var frozen = await Totals(sheet);
        frozen.ShouldBe([("市发改委", 65m, 1), ("市商务局", 60m, 2), ("市交通运输局", 50m, 3), ("市住建局", 50m, 3)], ignoreOrder: true);
        foreach (var late in new[] { "freeze", "publish" })
        {
            (await Do(sheet, late, By("王主任"))).Code.ShouldBe("evaluation-frozen");
        }

        (await Do(sheet, "objections", objection, commerce)).Code.ShouldBe("evaluation-frozen");
        (await EventKinds(sheet)).Distinct().ShouldBe(
            ["EvaluationMoved 1", "EvaluationMoved 2", "EvaluationScored 1", "ObjectionMoved 1", "ObjectionMoved 2", "PointsGiven 1"]);
    }

    [Fact]
    public async Task What_was_published_stays_whatever_is_reported_or_defined_afterwards()
    {
        var sheet = await Define("units-5");
        await Do(sheet, "publish", By("王主任"));
        var before = await Totals(sheet);

        await coordination.Service.As("市商务局").Push("/api/coordination/progress-reports", CoordinationService.Report("T13", "市商务局", "2025Q2", 40));
        (await coordination.Office.Push("/api/coordination/score-sheets", Sheet(sheet).With("startPoints", 60))).Outcome().ShouldBe("updated");

        (await Totals(sheet)).ShouldBe(before);
        await DeleteReports();
    }

    [Fact]
    public async Task Points_of_a_person_are_for_items_that_nothing_computes_and_within_their_bounds()
    {
        var sheet = await Define("units-6");
        await Do(sheet, "publish", By("王主任"));

        (await Give("市发改委", "leaders", 21)).Code.ShouldBe("evaluation-points-outside");
        (await Give("市发改委", "leaders", -1)).Code.ShouldBe("evaluation-points-outside");
        (await Give("市发改委", "no-plan", 5)).Code.ShouldBe("evaluation-item-computed");
        (await Give("火星局", "leaders", 5)).Code.ShouldBe("evaluation-unknown-subject");
        (await Give("市发改委", "leaders", 20)).Status.ShouldBe(HttpStatusCode.OK);

        Task<ApiAnswer> Give(string subject, string item, int points) => Do(
            sheet, "points", new() { ["subject"] = subject, ["item"] = item, ["points"] = points, ["words"] = "评价", ["by"] = "分管领导" });
    }

    /// <summary>Before it is frozen the others' points are not a unit's to see, so it is not sent them.</summary>
    [Fact]
    public async Task A_unit_is_sent_its_own_score_the_answer_to_its_objection_and_once_it_is_frozen_everybodys_rank()
    {
        var sheet = await Define("units-told");
        var (commerce, housing) = (coordination.Service.As("市商务局"), coordination.Service.As("市住建局"));
        await Do(sheet, "publish", By("王主任"));
        (await Own("evaluation-scores", commerce, 1)).ShouldBe([$"{sheet}.{Year}.市商务局 1"]);
        (await Own("evaluations", commerce)).ShouldBeEmpty();

        var objection = new JsonObject { ["line"] = "no-plan/coordination/tasks/T13@1/2025-03-31", ["reason"] = "计划已书面报送", ["by"] = "李科长" };
        (await Do(sheet, "objections", objection, commerce)).Status.ShouldBe(HttpStatusCode.OK);
        (await Do(sheet, "objections/1/answer", new() { ["decision"] = "upheld", ["answer"] = "属实", ["by"] = "王主任" })).Status.ShouldBe(HttpStatusCode.OK);
        await Do(sheet, "freeze", By("王主任"));

        (await Own("evaluation-objections", commerce, 2)).Select(c => c[^1]).ShouldBe(['1', '2']);
        (await Own("evaluation-objections", housing)).ShouldBeEmpty();
        (await Own("evaluations", commerce, 1)).ShouldBe([$"{sheet}.{Year} 2"]);

        Task<List<string>> Own(string resource, HttpClient unit, int atLeast = 0) => CoordinationService.ChangesOf(unit, resource, $"{sheet}.", atLeast);
    }

    [Fact]
    public async Task A_department_sees_its_own_score_and_once_it_is_frozen_everybodys_rank()
    {
        var sheet = await Define("units-7");
        var commerce = coordination.Service.As("市商务局");
        (await Seen()).ShouldBe(["市商务局 4"]);
        await Do(sheet, "publish", By("王主任"));
        (await Seen()).ShouldBe(["市商务局 4"]);

        await Do(sheet, "freeze", By("王主任"));

        (await Seen()).ShouldBe(["市交通运输局 0", "市住建局 0", "市发改委 0", "市商务局 4"], ignoreOrder: true);
        (await Do(sheet, "publish", By("李科长"), commerce)).Status.ShouldBe(HttpStatusCode.Forbidden);

        async Task<List<string>> Seen() => [.. (await commerce.Read(Address(sheet)))["scores"]!.AsArray()
            .Select(s => $"{s!["subject"]} {s["lines"]!.AsArray().Count}").Where(s => !s.StartsWith("市园林局", StringComparison.Ordinal))];
    }

    [Theory]
    [InlineData("""{ "x": { "criterion": "colour", "zh": "色", "en": "Colour", "points": -1 } }""", "items.x.criterion:score-item-wrong")]
    [InlineData("""{ "x": { "criterion": "annual-plan-missing", "zh": "计划", "en": "Plan", "points": -1 } }""", "items.x.by:score-item-wrong")]
    [InlineData("""{ "x": { "criterion": "annual-plan-missing", "zh": "计划", "en": "Plan", "points": -1, "by": "02-30" } }""", "items.x.by:score-item-wrong")]
    [InlineData("""{ "x": { "criterion": "report-missing", "zh": "报告", "en": "Report", "points": -1, "quarters": [5] } }""", "items.x.quarters:score-item-wrong")]
    [InlineData("""{ "x": { "criterion": "manual", "zh": "评价", "en": "View", "points": 0 } }""", "items.x.points:score-item-wrong")]
    [InlineData("""{ "x": { "criterion": "manual", "zh": "评价", "en": "View", "points": 5, "cap": 0 } }""", "items.x.cap:score-item-wrong")]
    [InlineData("""{ "x": { "criterion": "manual", "zh": "评价", "en": "View", "points": 5, "weights": { "5": 1 } } }""", "items.x.weights:score-item-wrong")]
    [InlineData("""{ "x": { "criterion": "project-progress", "zh": "进度", "en": "Progress", "points": 60 } }""", "items.x.criterion:score-item-wrong")]
    [InlineData("""{ "x": { "criterion": "manual", "zh": "评价", "points": 5 } }""", "items:score-items-unread")]
    [InlineData("""{ "x": { "criterion": "manual", "zh": "评价", "en": "View", "points": 5, "colour": "red" } }""", "items:score-items-unread")]
    public async Task A_sheet_whose_items_do_not_fit_is_refused_with_the_place(string items, string fault) =>
        (await coordination.Office.Push("/api/coordination/score-sheets", Sheet("bad").With("items", JsonNode.Parse(items)))).Faults().ShouldBe([fault]);

    [Fact]
    public async Task A_year_that_has_not_begun_is_not_evaluated()
    {
        var sheet = await Define("units-8");

        (await Do(sheet, "publish", By("王主任"), year: 2099)).Code.ShouldBe("evaluation-year-not-begun");
        using var unknown = await coordination.Office.GetAsync($"/api/coordination/evaluations/none/{Year}");
        unknown.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private static string Day(int days) => $"{TimeProvider.System.Today().AddDays(days):yyyy-MM-dd}";

    private static JsonObject By(string person) => new() { ["by"] = person };

    private static string Address(string sheet, int year = Year) => $"/api/coordination/evaluations/{sheet}/{year}";

    private static JsonObject Sheet(string key) => new()
    {
        ["key"] = key, ["title"] = "单位考核评分表", ["titleEn"] = "Score sheet of units", ["kind"] = "units", ["startPoints"] = 100, ["items"] = Items.DeepClone(),
    };

    private async Task<string> Define(string key)
    {
        var answer = await coordination.Office.Push("/api/coordination/score-sheets", Sheet(key));
        answer.Outcome().ShouldBe("created", answer.Text);
        return key;
    }

    private Task<ApiAnswer> Do(string sheet, string step, JsonObject body, HttpClient? by = null, int year = Year) =>
        (by ?? coordination.Office).SendBody(HttpMethod.Post, $"{Address(sheet, year)}/{step}", Encoding.UTF8.GetBytes(body.ToJsonString()));

    private Task<JsonNode> Score(string sheet, string? asOf = null, int year = Year) =>
        coordination.Office.Read($"{Address(sheet, year)}{(asOf is null ? "" : $"?asOf={asOf}")}");

    /// <summary>The plan's four units by themselves: another test gives an order to one that leads nothing.</summary>
    private async Task<List<(string Subject, decimal Points, int Rank)>> Totals(string sheet)
    {
        var all = (await Score(sheet))["scores"]!.AsArray().Select(s => (Subject: (string)s!["subject"]!, Points: (decimal)s["points"]!, Rank: (int)s["rank"]!)).ToList();
        var others = all.FindAll(s => s.Subject == "市园林局");
        return [.. all.Except(others).Select(s => (s.Subject, s.Points, s.Rank - others.Count(o => o.Rank < s.Rank)))];
    }

    private static List<string> LinesOf(JsonNode score, string subject) =>
        [.. score["scores"]!.AsArray().Single(s => (string)s!["subject"]! == subject)!["lines"]!.AsArray()
            .Select(l => $"{l!["item"]} {(decimal)l["points"]!:0.##} {l["aggregate"]}@{l["version"]} {l["day"]}")];

    private async Task<string> Order(string lead, string matter)
    {
        var body = new JsonObject { ["matter"] = matter, ["task"] = "T21", ["basis"] = "slow", ["kind"] = "ordinary", ["lead"] = lead };
        return (string)(await coordination.Office.SendBody(
            HttpMethod.Post, "/api/coordination/supervision-orders", Encoding.UTF8.GetBytes(body.ToJsonString()))).Json["number"]!;
    }

    private async Task Step(string number, string step, JsonObject body, HttpClient? by = null) =>
        (await (by ?? coordination.Office).SendBody(
            HttpMethod.Post, $"/api/coordination/supervision-orders/{number}/{step}", Encoding.UTF8.GetBytes(body.ToJsonString()))).Status.ShouldBe(HttpStatusCode.OK);

    private Task MoveBack(string number, int days) => Execute(
        """
        with moved as (update supervision_orders set limit_date = limit_date - $2 where number = $1)
        update supervision_order_steps set limit_date = limit_date - $2, day = day - $2 where number = $1
        """, number, days);

    private Task DeleteReports() => Execute("delete from progress_reports");

    private async Task Execute(string sql, params object[] parameters)
    {
        await using var database = coordination.Service.OpenDatabase();
        await using var command = database.CreateCommand(sql);
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(new() { Value = parameter });
        }

        await command.ExecuteNonQueryAsync();
    }

    private async Task<List<string>> EventKinds(string sheet)
    {
        await using var database = coordination.Service.OpenDatabase();
        await using var command = database.CreateCommand(
            "select regexp_replace(kind, '.*\\.', '') || ' ' || version from log_events where aggregate like '%' || $1 || '.%' order by 1");
        command.Parameters.Add(new() { Value = sheet });
        await using var reader = await command.ExecuteReaderAsync();
        var kinds = new List<string>();
        while (await reader.ReadAsync())
        {
            kinds.Add(reader.GetString(0));
        }

        return kinds;
    }
}

/// <summary>The project sheet of office-practice §8 (Yan'an 2017): start, size and progress, and criticism by a person.</summary>
public sealed class ProjectScoresTests(CoordinationService coordination) : IClassFixture<CoordinationService>
{
    private const string Items = """
        {
          "start-new": { "criterion": "project-started", "category": "new", "zh": "新建开工", "en": "Started", "points": 5 },
          "start-continued": { "criterion": "project-started", "category": "continued", "zh": "续建复工", "en": "Resumed", "points": 2 },
          "size-10": { "criterion": "project-planned", "fromWan": 100000, "zh": "10亿以上", "en": "10 and more", "points": 20 },
          "size-5": { "criterion": "project-planned", "fromWan": 50000, "toWan": 100000, "zh": "5至10亿", "en": "5 to 10", "points": 10 },
          "size-1": { "criterion": "project-planned", "fromWan": 10000, "toWan": 50000, "zh": "1至5亿", "en": "1 to 5", "points": 6 },
          "size-0": { "criterion": "project-planned", "fromWan": 0, "toWan": 10000, "zh": "1亿以下", "en": "Less", "points": 3 },
          "progress": { "criterion": "project-progress", "zh": "完成进度", "en": "Progress", "points": 60 },
          "criticism": { "criterion": "manual", "zh": "通报批评", "en": "Criticism", "points": -20 }
        }
        """;

    [Fact]
    public async Task A_project_is_scored_by_its_start_its_size_and_the_part_that_is_done()
    {
        await PoolRows.Add(coordination.Service, "big", "市交通运输局", 100_000, [(6, 20_000), (9, 50_000)]);
        await PoolRows.Add(coordination.Service, "old", "市交通运输局", 99_999.99m, [(9, 120_000)], category: "continued", startedOn: "2023-05-01");
        await PoolRows.Add(coordination.Service, "idle", "市住建局", 500, [], startedOn: "2025-12-01");
        (await coordination.Office.Push("/api/coordination/score-sheets", new JsonObject
        {
            ["key"] = "projects", ["title"] = "项目考核评分表", ["titleEn"] = "Score sheet of projects", ["kind"] = "projects", ["startPoints"] = 0,
            ["items"] = JsonNode.Parse(Items),
        })).Outcome().ShouldBe("created");

        (await Scores("2025-10-01")).ShouldBe(["infrastructure/old 72 1", "infrastructure/big 55 2", "infrastructure/idle 3 3"]); // 2 + 10 + 60, 5 + 20 + 30, 3
        (await Scores("2025-07-01")).ShouldBe(["infrastructure/big 37 1", "infrastructure/old 12 2", "infrastructure/idle 3 3"]);
        (await Scores("2025-12-31"))[2].ShouldBe("infrastructure/idle 8 3");
        var progress = (await coordination.Office.Read("/api/coordination/evaluations/projects/2025?asOf=2025-10-01"))["scores"]![1]!["lines"]!.AsArray()
            .Single(l => (string)l!["item"]! == "progress")!;
        ((string)progress["aggregate"]!, (long)progress["version"]!).ShouldBe(("infrastructure/project-months/big.2025-09", 1));
    }

    private async Task<List<string>> Scores(string asOf) =>
        [.. (await coordination.Office.Read($"/api/coordination/evaluations/projects/2025?asOf={asOf}"))["scores"]!.AsArray()
            .Select(s => $"{s!["subject"]} {(decimal)s["points"]!:0.##} {s["rank"]}")];
}
