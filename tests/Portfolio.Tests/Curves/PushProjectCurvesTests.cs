using System.Net;
using System.Text.Json.Nodes;
using Cluster.Fixtures;
using Cluster.Portfolio.Tests.Months;
using Cluster.Portfolio.Tests.Projects;

namespace Cluster.Portfolio.Tests.Curves;

[Collection<Dossier>]
public sealed class PushProjectCurvesTests(PortfolioService portfolio)
{
    internal const string Curves = "/api/infrastructure/project-curves";
    private const string Years = "/api/infrastructure/project-years";
    private const string Months = "/api/infrastructure/project-months";
    private readonly HttpClient _transport = portfolio.Service.As("市交通运输局");
    private readonly HttpClient _office = portfolio.Service.As("领导小组办公室", "office");

    [Fact]
    public async Task A_curve_waits_as_a_draft_and_said_again_is_unchanged()
    {
        await _transport.HasBuilt("c-first");

        var answer = await _transport.Push(Curves, Curve("c-first"));

        (answer.Outcome(), answer.Row(0)["key"]!.GetValue<string>()).ShouldBe(("created", "c-first.2025"));
        (await _transport.Push(Curves, Curve("c-first"))).Outcome().ShouldBe("unchanged");
        var stored = await _transport.Read($"{Curves}/c-first.2025");
        (stored.Text("state"), stored["m05Wan"]!.GetValue<decimal>(), stored["acceptedWan"]).ShouldBe(("draft", 250m, null));
        stored["frozenMonths"]!.AsArray().Select(m => m!.GetValue<int>()).ShouldBe([1, 2, 12]);
        var told = (await portfolio.Events.Wait(e => e.Any(x => x.Aggregate == "infrastructure/project-curves/c-first.2025")))
            .Single(e => e.Aggregate == "infrastructure/project-curves/c-first.2025");
        (told.Version, told.Body.GetProperty("state").GetString(), told.Body.GetProperty("m12Wan").GetDecimal()).ShouldBe((1, "draft", 1_000m));
    }

    [Theory]
    [InlineData("m06Wan", 249, "m06Wan:curve-falls")]
    [InlineData("m01Wan", 10, "m01Wan:curve-rises-in-frozen-month m02Wan:curve-falls")] // all at once
    [InlineData("m02Wan", 10, "m02Wan:curve-rises-in-frozen-month")]
    [InlineData("m12Wan", 1_001, "m12Wan:curve-rises-in-frozen-month")]
    [InlineData("m05Wan", -1, "m05Wan:out-of-range")]
    [InlineData("m05Wan", "250", "m05Wan:wrong-type")]
    [InlineData("m05Wan", null, "m05Wan:required")]
    [InlineData("plannedStart", "2024-12", "plannedStart:start-of-other-year")]
    [InlineData("plannedStart", "2025-02", "plannedStart:curve-starts-in-frozen-month")]
    [InlineData("plannedStart", "2025-04", "m03Wan:curve-before-start")]
    [InlineData("plannedStart", "2025", "plannedStart:bad-date")]
    [InlineData("year", 1999, "year:out-of-range")]
    [InlineData("project", "nobody", "project:unknown-project")]
    public async Task A_faulty_field_is_refused_with_its_code(string field, object? value, string fault)
    {
        await _transport.Push(PortfolioService.Projects, PushProjectsTests.Built("c-rules"));

        (await _transport.Push(Curves, Curve("c-rules").With(field, JsonValue.Create(value)))).Faults().ShouldBe(fault.Split(' '));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("13")]
    [InlineData("1.5")]
    [InlineData("冬季")]
    [InlineData("-1")]
    public async Task A_frozen_month_is_a_month(string month)
    {
        await _transport.Push(PortfolioService.Projects, PushProjectsTests.Built("c-months"));

        var answer = await _transport.Push(Curves, Curve("c-months").With("frozenMonths", new JsonArray("1", month)));

        answer.Faults().ShouldBe(["frozenMonths:frozen-month-shape"]);
    }

    [Fact]
    public async Task Frozen_months_are_taken_as_figures_or_texts_in_any_order_and_one_without_is_sound()
    {
        await _transport.HasBuilt("c-order");
        await _transport.Push(Curves, Curve("c-order"));

        (await _transport.Push(Curves, Curve("c-order").With("frozenMonths", new JsonArray("12", "2", "01", "2")))).Outcome().ShouldBe("unchanged");
        (await _transport.Push(Curves, Curve("c-order").With("frozenMonths", null).With("m01Wan", 20).With("m02Wan", 20))).Outcome().ShouldBe("updated");
    }

    [Fact]
    public async Task It_ends_with_the_years_plan_where_there_is_one_and_within_the_total_otherwise()
    {
        await _transport.HasBuilt("c-plan");
        (await _transport.Push(Curves, Curve("c-plan", scale: 51))).Faults().ShouldBe(["m12Wan:above-total"]);
        (await _transport.Push(Curves, Curve("c-plan", scale: 50))).Outcome().ShouldBe("created");

        await _transport.Push(Years, PushProjectMonthsTests.Year("c-plan", 2025, 1_000));

        (await _transport.Push(Curves, Curve("c-plan", scale: 2))).Faults().ShouldBe(["m12Wan:curve-december-off-plan"]);
        (await _transport.Push(Curves, Curve("c-plan", scale: 50))).Outcome().ShouldBe("unchanged"); // it says nothing new
        (await _transport.Push(Curves, Curve("c-plan"))).Outcome().ShouldBe("updated");
        (await _transport.Push(Curves, Curve("c-plan", year: 2026, scale: 2))).Outcome().ShouldBe("created"); // another year
    }

    [Fact]
    public async Task Nothing_is_planned_before_the_planned_start()
    {
        await _transport.HasBuilt("c-start");
        await _transport.Push(Years, PushProjectMonthsTests.Year("c-start", 2025, 1_000).With("plannedStart", "2025-05"));

        (await _transport.Push(Curves, Curve("c-start"))).Faults().ShouldBe(["m03Wan:curve-before-start", "m04Wan:curve-before-start"]);
        (await _transport.Push(Curves, Curve("c-start").With("m03Wan", 0).With("m04Wan", 0))).Outcome().ShouldBe("created");
    }

    [Fact]
    public async Task A_curve_that_was_accepted_is_changed_only_with_a_reason_and_counts_until_the_change_is_accepted()
    {
        await _transport.HasBuilt("c-reason");
        await _transport.Push(Curves, Curve("c-reason"));
        (await _office.Accept("c-reason.2025")).Status.ShouldBe(HttpStatusCode.OK);
        var changed = Curve("c-reason").With("m05Wan", 200);

        (await _transport.Push(Curves, changed)).Faults().ShouldBe(["reason:curve-reason-missing"]);
        (await _transport.Push(Curves, Curve("c-reason"))).Outcome().ShouldBe("unchanged");
        (await _transport.Push(Curves, changed.With("reason", "征地滞后"))).Outcome().ShouldBe("updated");

        var waiting = await _transport.Read($"{Curves}/c-reason.2025");
        (waiting.Text("state"), waiting["m05Wan"]!.GetValue<decimal>(), waiting["acceptedWan"]![4]!.GetValue<decimal>()).ShouldBe(("draft", 200m, 250m));
        (await _transport.Push(Curves, changed)).Outcome().ShouldBe("unchanged"); // said again, with its words
        (await _transport.Push(Curves, changed.With("m05Wan", 190))).Faults().ShouldBe(["reason:curve-reason-missing"]); // also while it waits

        (await _office.Accept("c-reason.2025")).Json["acceptedWan"]![4]!.GetValue<decimal>().ShouldBe(200);
        var history = (await _transport.Read($"{Curves}/c-reason.2025/history"))["items"]!.AsArray();
        history.Select(h => (h.Text("role"), h!["after"].Text("state"))).ShouldBe(
            [("department", "draft"), ("office", "accepted"), ("department", "draft"), ("office", "accepted")]);
    }

    /// <summary>The month of the start is planned with the money, and changed as it is.</summary>
    [Fact]
    public async Task The_planned_start_waits_is_accepted_and_is_changed_with_a_reason_like_the_values()
    {
        await _transport.HasReserved("c-starts");
        await _transport.Push(Years, PushProjectMonthsTests.Year("c-starts", 2025, 1_000).With("plannedStart", "2025-04")); // as it was before the curve
        (await _transport.Push(Curves, Curve("c-starts").With("plannedStart", "2025-03"))).Outcome().ShouldBe("created");
        (await Starts()).ShouldBe(("draft", "2025-03", null));

        await _office.Accept("c-starts.2025");
        (await Starts()).ShouldBe(("accepted", "2025-03", "2025-03"));
        (await _transport.Push(Curves, Curve("c-starts").With("plannedStart", "2025-03"))).Outcome().ShouldBe("unchanged");
        var later = Curve("c-starts").With("plannedStart", "2025-04").With("m03Wan", 0);
        (await _transport.Push(Curves, Curve("c-starts").With("plannedStart", null))).Faults().ShouldContain("reason:curve-reason-missing");
        (await _transport.Push(Curves, later.With("reason", "征地滞后"))).Outcome().ShouldBe("updated");
        (await Starts()).ShouldBe(("draft", "2025-04", "2025-03"));

        await _office.Accept("c-starts.2025");
        (await Starts()).ShouldBe(("accepted", "2025-04", "2025-04"));

        async Task<(string, string?, string?)> Starts() => await _transport.Read($"{Curves}/c-starts.2025") is var curve
            ? (curve.Text("state"), curve["plannedStart"]?.GetValue<string>(), curve["acceptedStart"]?.GetValue<string>()) : default;
    }

    [Fact]
    public async Task A_curve_that_comes_late_is_kept_beside_and_changes_nothing_that_was_accepted()
    {
        await _transport.HasBuilt("c-late");
        await _transport.Push(Curves, Curve("c-late").With("asOf", "2025-03-01T00:00:00+08:00"));
        await _office.Accept("c-late.2025");

        var answer = await _transport.Push(Curves, Curve("c-late").With("m05Wan", 200).With("asOf", "2025-02-01T00:00:00+08:00"));

        (answer.Outcome(), answer.Row(0)["late"]!.GetValue<bool>()).ShouldBe(("unchanged", true));
        (await _transport.Read($"{Curves}/c-late.2025")).Text("state").ShouldBe("accepted");
    }

    [Fact]
    public async Task A_curve_is_named_by_the_national_code_and_another_departments_is_refused_with_nothing_said_of_it()
    {
        await _transport.HasBuilt("c-coded", "2309-420683-04-01-106139");
        await _transport.Push(Years, PushProjectMonthsTests.Year("c-coded", 2025, 500));
        var reform = portfolio.Service.As("市发改委");

        (await _transport.Push(Curves, Curve("2309-420683-04-01-106139", scale: 0.5m))).Row(0)["key"]!.GetValue<string>().ShouldBe("c-coded.2025");
        foreach (var name in new[] { "c-coded", "2309-420683-04-01-106139" })
        {
            var answer = await reform.Push(Curves, Curve(name, year: 2026));
            answer.Faults().ShouldBe(["project:project-not-yours"]);
            answer.Row(0)["notes"].ShouldBeNull();
        }
    }

    [Theory]
    [InlineData("csv", "text/csv")]
    [InlineData("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")]
    public async Task What_is_exported_goes_in_again_unchanged(string format, string type)
    {
        var department = portfolio.Service.As($"导出{format}局");
        await department.HasBuilt($"c-{format}");
        await department.Push(Curves, Curve($"c-{format}").With("m05Wan", 250.5m).With("reason", "说明"));
        using var file = new ByteArrayContent(await department.GetByteArrayAsync($"{Curves}?format={format}"));
        file.Headers.ContentType = new(type);

        using var response = await department.PostAsync($"{Curves}/file", file);
        var answer = new ApiAnswer(response.StatusCode, await response.Content.ReadAsStringAsync());

        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Text);
        answer.Count("unchanged").ShouldBe(1);
    }

    /// <summary>In May the straight schedule is 41.67 %, the stepped one 20 %, this curve 25 %; the year's plan is 1,000.</summary>
    [Fact]
    public async Task A_month_is_held_against_the_accepted_curve_and_the_refusal_says_so()
    {
        await _transport.HasBuilt("c-variance");
        await _transport.Push(Years, PushProjectMonthsTests.Year("c-variance", 2025, 1_000));
        await _transport.Push(Curves, Curve("c-variance"));
        var behind = PushProjectMonthsTests.Month("c-variance", "2025-05", 250);

        var straight = await _transport.Push(Months, behind);
        straight.Faults().ShouldBe(["variance:variance-unexplained"]); // a draft counts for nothing
        MessageOf(straight).ShouldContain("按月均摊");

        await _office.Accept("c-variance.2025");
        (await _transport.PushBatch(Months, [behind], mode: "validate")).Outcome().ShouldBe("created");
        var own = await _transport.Push(Months, behind.With("yearToDateWan", 400));
        own.Faults().ShouldBe(["variance:variance-unexplained"]);
        MessageOf(own).ShouldContain("（本项目月度计划曲线）超前 15");
        own.Row(0)["errors"]![0]!["message"].Text("en").ShouldContain("15 points ahead of the schedule (own-curve)");

        var doubled = await _transport.Push(Years, PushProjectMonthsTests.Year("c-variance", 2025, 2_000)); // the way there stays
        doubled.Row(0)["notes"]![0].Text("code").ShouldBe("curve-accepted-off-plan");
        (await _transport.Push(Months, behind.With("yearToDateWan", 500))).Outcome().ShouldBe("created");
    }

    [Fact]
    public async Task A_city_that_counts_by_quarters_holds_projects_without_a_curve_against_them()
    {
        await using var stepped = await RunningService.Start(
            "infrastructure", "Cluster.Infrastructure", settings: new Dictionary<string, string> { ["Portfolio:Schedule"] = "stepped" });
        var department = stepped.As("市交通运输局");
        await department.HasBuilt("c-stepped");
        await department.Push(Years, PushProjectMonthsTests.Year("c-stepped", 2025, 1_000));

        await department.HasReserved("c-stepped-new");
        await department.Push(Years, PushProjectMonthsTests.Year("c-stepped-new", 2025, 0).With("category", "new"));

        (await department.Push(Months, PushProjectMonthsTests.Month("c-stepped", "2025-05", 200))).Outcome().ShouldBe("created");
        var june = await department.Push(Months, PushProjectMonthsTests.Month("c-stepped", "2025-06", 200));
        june.Faults().ShouldBe(["variance:variance-unexplained"]);
        MessageOf(june).ShouldContain("（按季分步）落后 30");

        var table = await department.Read("/api/infrastructure/project-dispatch?month=2025-06");
        table["totals"]![0]!["scheduledWan"]!.GetValue<decimal>().ShouldBe(500);
        (table["schedules"].Text("otherwise"), table["schedules"]!["otherwisePercent"]!.GetValue<decimal>(), table["schedules"]!["stepped"]!.GetValue<int>())
            .ShouldBe(("stepped", 50m, 2));
        (table["schedules"]!["otherwiseStartsPercent"]!.GetValue<decimal>(), table["totals"]![0]!["scheduledStarts"]!.GetValue<decimal>()).ShouldBe((40m, 1.4m));
    }

    /// <summary>1,000 in the year, with three frozen months.</summary>
    internal static JsonObject Curve(string project, int year = 2025, decimal scale = 1)
    {
        decimal[] months = [0, 0, 50, 150, 250, 400, 550, 700, 850, 950, 1_000, 1_000];
        var row = new JsonObject { ["project"] = project, ["year"] = year, ["frozenMonths"] = new JsonArray(1, 2, 12) };
        for (var i = 0; i < months.Length; i++)
        {
            row[$"m{i + 1:00}Wan"] = months[i] * scale;
        }

        return row;
    }

    private static string MessageOf(ApiAnswer answer) => answer.Row(0)["errors"]![0]!["message"].Text("zh");
}
