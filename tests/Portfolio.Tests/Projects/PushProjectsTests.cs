using System.Net;
using System.Text.Json.Nodes;
using Cluster.Fixtures;
using Cluster.Portfolio.Tests.Months;

namespace Cluster.Portfolio.Tests.Projects;

[Collection<Pipeline>]
public sealed class PushProjectsTests(PortfolioService portfolio)
{
    private const string Projects = PortfolioService.Projects;
    private readonly HttpClient _transport = portfolio.Service.As("市交通运输局");
    private readonly HttpClient _reform = portfolio.Service.As("市发改委");

    [Fact]
    public async Task A_project_is_created_then_unchanged_then_updated_and_told_each_time_it_changed()
    {
        (await _transport.Push(Projects, Project("p-1"))).Outcome().ShouldBe("created");
        (await _transport.Push(Projects, Project("p-1"))).Outcome().ShouldBe("unchanged");
        (await _transport.Push(Projects, Project("p-1").With("totalWan", 60_000))).Outcome().ShouldBe("updated");

        var events = await portfolio.Events.Wait(e => e.Count(x => x.Aggregate == "infrastructure/projects/p-1") >= 2);
        events.Where(e => e.Aggregate == "infrastructure/projects/p-1").Select(e => (e.Version, e.Body.GetProperty("totalWan").GetDecimal()))
            .ShouldBe([(1, 50_000), (2, 60_000)]);
    }

    public static TheoryData<string, JsonNode?, string> Faulty => new()
    {
        { "code", "2309-420683-04-01", "code:project-code-shape" },
        { "code", "2313-420683-04-01-318196", "code:project-code-month" },
        { "code", "2009-420683-04-01-318196", "code:project-code-month" },
        { "code", "2019-150203-98-03-012345", "code:project-code-industry" },
        { "code", "2019-950203-32-03-012345", "code:project-code-region" },
        { "creditCode", "91150000701463622E", "creditCode:credit-code-outer-check" },
        { "counties", new JsonArray("610821"), "counties:retired-division" },
        { "counties", new JsonArray("110101"), "counties:unknown-division" },
        { "counties", new JsonArray(), "counties:required" },
        { "sharesPercent", new JsonArray(60, 50), "sharesPercent:shares-mismatch" },
        { "sharesPercent", new JsonArray(100), "sharesPercent:shares-mismatch" },
        { "industryClass", "C5", "industryClass:industry-class-shape" },
        { "industryClass", "3", "industryClass:industry-class-shape" },
        { "industryClass", "00", "industryClass:unknown-industry-division" },
        { "industryClass", "9811", "industryClass:unknown-industry-division" },
        { "tasks", new JsonArray("42"), "tasks:task-shape" },
        { "stage", "施工", "stage:not-allowed" },
        { "stageSince", "2999-01-01", "stageSince:day-in-future" },
        { "startedOn", "2025-03-01", "startedOn:started-early" },
        { "completedOn", "2025-03-01", "completedOn:completed-early" },
        { "plannedCompletion", "2020-01-01", "plannedCompletion:completion-before-start" },
        { "budgetWan", 1, "totalWan:sources-mismatch" },
        { "totalWan", -1, "totalWan:out-of-range" },
        { "adjustedTotalWan", 70_000, "adjustmentNumber:adjustment-incomplete" },
        { "adjustmentNumber", "包发改〔2025〕1号", "adjustedTotalWan:adjustment-incomplete" },
        { "unit", null, "unit:required" },
    };

    [Theory]
    [MemberData(nameof(Faulty))]
    public async Task A_faulty_field_is_refused_with_its_code(string field, JsonNode? value, string fault)
    {
        var answer = await _transport.Push(Projects, Project("faulty").With(field, value?.DeepClone()));

        answer.Status.ShouldBe(HttpStatusCode.UnprocessableEntity, answer.Text);
        answer.Faults().ShouldBe([fault]);
    }

    [Theory]
    [InlineData("started", "startedOn:start-missing")]
    [InlineData("completed", "startedOn:start-missing completedOn:completion-missing")]
    [InlineData("stopped", "startedOn:start-missing")]
    public async Task What_has_started_or_ended_says_when(string stage, string faults) =>
        (await _transport.Push(Projects, Project("undated").With("stage", stage))).Faults().ShouldBe(faults.Split(' '));

    [Fact]
    public async Task A_completion_before_the_start_is_refused() =>
        (await _transport.Push(Projects, Built("backwards").With("stage", "completed").With("completedOn", "2024-03-31")))
            .Faults().ShouldBe(["completedOn:completion-before-start"]);

    [Fact]
    public async Task Sources_that_add_up_to_the_adjusted_total_are_right()
    {
        var project = Project("adjusted").With("adjustedTotalWan", 70_000).With("adjustmentNumber", "包发改〔2025〕1号")
            .With("budgetWan", 30_000).With("loansWan", 40_000);

        (await _transport.Push(Projects, project)).Outcome().ShouldBe("created");
        (await _transport.Push(Projects, project.With("loansWan", 20_000))).Faults().ShouldBe(["totalWan:sources-mismatch"]);
        (await _transport.Push(Projects, project.With("adjustedTotalWan", null).With("adjustmentNumber", null).With("totalWan", null)))
            .Faults().ShouldBe(["totalWan:sources-without-total"]);
    }

    /// <summary>A total of 50,000, of which 40,000 were invested; 45,000 were planned for a year.</summary>
    [Theory]
    [InlineData("totalWan", 45_000, null, null, "updated")]
    [InlineData("totalWan", 44_999, null, null, "totalWan:total-below-planned")]
    [InlineData("totalWan", 39_999, null, null, "totalWan:total-below-invested totalWan:total-below-planned")]
    [InlineData("totalWan", 30_000, 60_000, null, "updated")] // the adjusted total is what may be spent
    [InlineData("totalWan", 50_000, 39_999, null, "adjustedTotalWan:total-below-invested adjustedTotalWan:total-below-planned")]
    [InlineData("name", null, null, "改名", "updated")]
    public async Task A_total_does_not_go_below_what_was_invested_and_planned(string field, int? value, int? adjusted, string? name, string outcome)
    {
        var key = $"lowered-{value}-{adjusted}";
        await _transport.Push(Projects, Built(key));
        await _transport.Push("/api/infrastructure/project-years", PushProjectMonthsTests.Year(key, 2024, 45_000));
        await _transport.Push(
            "/api/infrastructure/project-months",
            PushProjectMonthsTests.Month(key, "2024-06", 40_000).With("variance", "提前"),
            PushProjectMonthsTests.Month(key, "2024-07", 30_000).With("variance", "落后").With("correction", "上月多报"));

        var project = Built(key).With(field, (JsonNode?)value ?? name);
        var answer = await _transport.Push(
            Projects, adjusted is null ? project : project.With("adjustedTotalWan", adjusted).With("adjustmentNumber", "包发改〔2024〕9号"));

        (outcome == "updated" ? answer.Outcome() : string.Join(' ', answer.Faults())).ShouldBe(outcome);
    }

    [Fact]
    public async Task An_adjusted_total_carries_more_than_the_total_and_cannot_be_dropped_then()
    {
        var adjusted = Built("carried").With("adjustedTotalWan", 70_000).With("adjustmentNumber", "包发改〔2024〕9号");
        await _transport.Push(Projects, Built("carried"));
        var month = PushProjectMonthsTests.Month("carried", "2024-12", 9_000).With("sinceStartWan", 60_000);
        (await _transport.Push("/api/infrastructure/project-months", month)).Faults().ShouldBe(["sinceStartWan:above-total"]);
        (await _transport.Push(Projects, adjusted)).Outcome().ShouldBe("updated");
        (await _transport.Push("/api/infrastructure/project-months", month)).Outcome().ShouldBe("created");

        (await _transport.Push(Projects, Built("carried"))).Faults().ShouldBe(["adjustedTotalWan:total-below-invested"]);
        (await _transport.Push(Projects, adjusted.With("adjustedTotalWan", 60_000).With("asOf", "2025-05-01T00:00:00+08:00"))).Outcome().ShouldBe("updated");
        (await _transport.Push(Projects, Built("carried").With("asOf", "2025-03-01T00:00:00+08:00"))).Outcome().ShouldBe("unchanged"); // comes late, replaces nothing
    }

    /// <summary>90 % of 50,000 by default.</summary>
    [Theory]
    [InlineData(44_999, true)]
    [InlineData(45_000, false)]
    [InlineData(null, false)] // nobody said what was invested since the start
    public async Task A_completion_far_from_the_total_is_doubted(int? sinceStart, bool isDoubted)
    {
        var key = $"settled-{sinceStart}";
        await _transport.Push(Projects, Built(key));
        await _transport.Push("/api/infrastructure/project-months", PushProjectMonthsTests.Month(key, "2024-12", 100).With("sinceStartWan", sinceStart));

        var answer = await _transport.Push(
            Projects, Built(key).With("stage", "completed").With("completedOn", "2025-01-31").With("stageSince", "2025-01-31").With("stageEvidence", "包交验〔2025〕1号"));

        answer.Outcome().ShouldBe("updated");
        (answer.Row(0)["notes"]?[0]!["code"]!.GetValue<string>()).ShouldBe(isDoubted ? "completed-far-from-total" : null);
    }

    [Fact]
    public async Task A_check_digit_that_fails_is_doubted_and_the_project_is_kept()
    {
        var answer = await _transport.Push(Projects, Project("doubted").With("code", "2309-420683-04-01-318197"));

        answer.Outcome().ShouldBe("created");
        var note = answer.Row(0)["notes"]![0]!;
        note["code"]!.GetValue<string>().ShouldBe("project-code-check-digit");
        note["message"]!["zh"]!.GetValue<string>().ShouldContain("校验码");
    }

    [Fact]
    public async Task A_check_digit_that_fails_is_refused_where_the_setting_says_so()
    {
        await using var strict = await RunningService.Start(
            "infrastructure", "Cluster.Infrastructure", settings: new Dictionary<string, string> { ["Portfolio:RefuseFailedCheckDigit"] = "true" });

        (await strict.As("市交通运输局").Push(Projects, Project("strict").With("code", "2309-420683-04-01-318197")))
            .Faults().ShouldBe(["code:project-code-check-digit"]);
    }

    [Fact]
    public async Task Who_answers_for_it_and_where_the_statistics_have_it_are_read_back_and_told_as_they_came()
    {
        var project = Built("answering").With("leadUnit", "市交通运输局").With("responsibleUnit", "市公路建设中心").With("leader", "分管副市长")
            .With("statisticsStage", "under-construction").With("statisticsEnteredOn", "2024-06-30");
        (await _transport.Push(Projects, project)).Outcome().ShouldBe("created");

        var stored = (await _transport.Read($"{Projects}/answering")).AsObject();
        var told = (await portfolio.Events.Wait(e => e.Any(x => x.Aggregate == "infrastructure/projects/answering"))).Single(e => e.Aggregate == "infrastructure/projects/answering");
        foreach (var field in new[] { "leadUnit", "responsibleUnit", "leader", "statisticsStage", "statisticsEnteredOn" })
        {
            stored[field]!.GetValue<string>().ShouldBe(project[field]!.GetValue<string>());
            told.Body.GetProperty(field).GetString().ShouldBe(project[field]!.GetValue<string>());
        }

        stored.Remove("owner");
        stored.Remove("passages");
        (await _transport.Push(Projects, stored)).Outcome().ShouldBe("unchanged");
        (await _transport.Push(Projects, project.With("statisticsStage", "正式施工"))).Faults().ShouldBe(["statisticsStage:not-allowed"]);
    }

    [Fact]
    public async Task A_project_that_gets_its_code_goes_on_under_its_own_key_with_its_history()
    {
        await _transport.Push(Projects, Project("own-key"));
        await _transport.Push(Projects, Project("own-key").With("code", "2110-420118-89-01-577085"));

        var answer = await _transport.Push(Projects, Project("2110-420118-89-01-577085").With("name", "改名后"));

        answer.Outcome().ShouldBe("updated");
        answer.Row(0)["key"]!.GetValue<string>().ShouldBe("own-key");
        answer.Row(0)["notes"]![0]!["code"]!.GetValue<string>().ShouldBe("mapped");
        var stored = await _transport.Read($"{Projects}/own-key");
        (stored["name"]!.GetValue<string>(), stored["code"]!.GetValue<string>()).ShouldBe(("改名后", "2110-420118-89-01-577085"));
        (await _transport.Read($"{Projects}/own-key/history"))["items"]!.AsArray().Count.ShouldBe(3);
    }

    [Fact]
    public async Task One_code_is_one_project_of_a_department_and_may_be_the_same_one_of_another()
    {
        const string Code = "2110-420118-89-01-564265";
        await _transport.Push(Projects, Project("first").With("code", Code));

        (await _transport.Push(Projects, Project("second").With("code", Code))).Faults().ShouldBe(["code:project-code-taken"]);
        var other = await _reform.Push(Projects, Project("theirs").With("code", Code));
        other.Outcome().ShouldBe("created");
        other.Row(0)["notes"]![0]!["code"]!.GetValue<string>().ShouldBe("possible-duplicate");
        other.Text.ShouldNotContain("first");
    }

    [Fact]
    public async Task Two_rows_of_a_call_with_one_code_are_both_refused()
    {
        const string Code = "2309-420683-04-01-106139";
        var answer = await _transport.Push(Projects, Project("a").With("code", Code), Project("b").With("code", Code));

        answer.Faults().ShouldBe(["code:project-code-taken"]);
        answer.Faults(1).ShouldBe(["code:project-code-taken"]);
    }

    [Fact]
    public async Task Places_without_shares_have_equal_ones_and_shares_may_be_equal()
    {
        await _transport.Push(Projects, Project("three").With("counties", new JsonArray("150203", "150204", "150202")));
        await _transport.Push(Projects, Project("two").With("sharesPercent", new JsonArray(50, 50)));

        (await _transport.Read($"{Projects}/two"))["counties"]!.AsArray().Select(c => c!.GetValue<string>()).ShouldBe(["150222", "150206"]);
        SharesOf(await _transport.Read($"{Projects}/three")).ShouldBe([33.34m, 33.33m, 33.33m]);
        SharesOf(await _transport.Read($"{Projects}/two")).ShouldBe([50m, 50m]);
    }

    private static decimal[] SharesOf(JsonNode project) => [.. project["sharesPercent"]!.AsArray().Select(s => s!.GetValue<decimal>())];

    internal static JsonObject Project(string key) => new()
    {
        ["key"] = key, ["name"] = "固阳县—白云鄂博公路", ["unit"] = "市公路建设中心", ["counties"] = new JsonArray("固阳县", "150206"),
        ["stage"] = "reserve", ["plannedStart"] = "2025-04-01", ["totalWan"] = 50_000,
    };

    internal static JsonObject Built(string key) => Project(key).With("stage", "building").With("startedOn", "2024-04-01").With("stageSince", "2024-05-01");
}
