using System.Net;
using System.Text.Json.Nodes;
using Cluster.Fixtures;
using Cluster.Portfolio.Tests.Projects;

namespace Cluster.Portfolio.Tests.Months;

[Collection<Pipeline>]
public sealed class PushProjectMonthsTests(PortfolioService portfolio)
{
    private const string Months = "/api/infrastructure/project-months";
    private const string Years = "/api/infrastructure/project-years";
    private readonly HttpClient _transport = portfolio.Service.As("市交通运输局");

    [Fact]
    public async Task New_months_are_told_together_and_a_changed_one_alone()
    {
        await Have("together");
        var answer = await _transport.Push(Months, Month("together", "2025-01", 100), Month("together", "2025-02", 300));
        (await _transport.Push(Months, Month("together", "2025-02", 300))).Outcome().ShouldBe("unchanged");
        (await _transport.Push(Months, Month("together", "2025-02", 350))).Outcome().ShouldBe("updated");

        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Text);
        var events = await portfolio.Events.Wait(e => e.Any(x => x.Aggregate == "infrastructure/project-months/together.2025-02"));
        events.Single(e => e.Aggregate == "infrastructure/project-months/together.2025-02").Version.ShouldBe(2);
        events.Single(e => e.Kind.EndsWith("ProjectMonthsRecorded", StringComparison.Ordinal) && e.Body.GetProperty("months")[0].GetProperty("project").GetString() == "together")
            .Body.GetProperty("months").GetArrayLength().ShouldBe(2);
        (await _transport.Read($"{Months}/together.2025-02"))["month"]!.GetValue<string>().ShouldBe("2025-02");
    }

    [Theory]
    [InlineData("2025-03", 200, "yearToDateWan:below-earlier-month")]
    [InlineData("2025-01", 900, "yearToDateWan:above-later-month")]
    [InlineData("2025-02", 250, "yearToDateWan:below-earlier-month")] // said before, for itself
    [InlineData("2026-01", 5, null)] // a year begins anew
    [InlineData("2025-03", 300, null)]
    public async Task A_cumulative_value_never_falls_without_a_correction(string month, decimal value, string? fault)
    {
        var key = $"falls-{month}-{value}";
        await Have(key);
        await _transport.Push(Months, Month(key, "2025-01", 100), Month(key, "2025-02", 300));

        var answer = await _transport.Push(Months, Month(key, month, value));

        (fault is null ? answer.Outcome() : answer.Faults().Single()).ShouldBe(fault ?? "created");
        (await _transport.Push(Months, Month(key, month, value).With("correction", "上月多报"))).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task What_was_invested_since_the_start_never_falls_across_a_year()
    {
        await Have("since");
        await _transport.Push(Months, Month("since", "2024-12", 900).With("sinceStartWan", 5_000));

        (await _transport.Push(Months, Month("since", "2025-01", 10).With("sinceStartWan", 4_999))).Faults().ShouldBe(["sinceStartWan:below-earlier-month"]);
        (await _transport.Push(Months, Month("since", "2025-01", 10).With("sinceStartWan", 5_010))).Outcome().ShouldBe("created");
    }

    [Theory]
    [InlineData("sinceStartWan", 99, "sinceStartWan:since-start-below-year")]
    [InlineData("month", "2999-01", "month:month-in-future")]
    [InlineData("month", "2025-13", "month:bad-date")]
    [InlineData("month", "2025", "month:bad-date")]
    [InlineData("sinceStartWan", 50_001, "sinceStartWan:above-total")]
    [InlineData("yearToDateWan", 50_001, "yearToDateWan:above-total")]
    [InlineData("yearToDateWan", null, "yearToDateWan:required")]
    [InlineData("project", "nobody", "project:unknown-project")]
    public async Task A_faulty_field_is_refused_with_its_code(string field, object? value, string fault)
    {
        await Have("rules");

        (await _transport.Push(Months, Month("rules", "2025-05", 100).With(field, JsonValue.Create(value)))).Faults().ShouldBe([fault]);
    }

    [Fact]
    public async Task The_three_parts_add_up_to_the_year()
    {
        await Have("parts");
        var month = Month("parts", "2025-05", 100).With("constructionWan", 60).With("equipmentWan", 30);

        (await _transport.Push(Months, month.With("otherCostsWan", 5))).Faults().ShouldBe(["yearToDateWan:parts-mismatch"]);
        (await _transport.Push(Months, month.With("otherCostsWan", 10))).Outcome().ShouldBe("created");
        (await _transport.Push(Months, Month("parts", "2025-06", 100).With("constructionWan", 60))).Outcome().ShouldBe("created");
    }

    /// <summary>In May the straight schedule is 41.67 %; the year's plan is 1,000.</summary>
    [Theory]
    [InlineData(370, false)]
    [InlineData(366, true)]
    [InlineData(460, false)]
    [InlineData(470, true)]
    public async Task More_than_five_points_from_the_schedule_ask_for_words(decimal done, bool asks)
    {
        var key = $"variance-{done}";
        await Have(key);
        await _transport.Push(Years, Year(key, 2025, 1_000));

        var answer = await _transport.Push(Months, Month(key, "2025-05", done));

        if (asks)
        {
            answer.Faults().ShouldBe(["variance:variance-unexplained"]);
            answer = await _transport.Push(Months, Month(key, "2025-05", done).With("variance", "征地滞后"));
        }

        answer.Outcome().ShouldBe("created");
    }

    [Fact]
    public async Task A_month_left_out_is_noted_and_no_zero()
    {
        await Have("gap");
        await _transport.Push(Months, Month("gap", "2025-01", 100));

        var answer = await _transport.Push(Months, Month("gap", "2025-04", 100), Month("gap", "2025-05", 110));

        answer.Row(0)["notes"]![0]!["code"]!.GetValue<string>().ShouldBe("month-left-out");
        answer.Row(0)["notes"]![0]!["message"]!["en"]!.GetValue<string>().ShouldContain("2025-02 to 2025-03");
        answer.Row(1)["notes"].ShouldBeNull();
    }

    [Fact]
    public async Task A_corrected_month_has_both_values_and_the_reason_in_its_history()
    {
        await Have("corrected");
        await _transport.Push(Months, Month("corrected", "2025-04", 500).With("inPlaceWan", 300));
        await _transport.Push(Months, Month("corrected", "2025-04", 400).With("correction", "上月多报").With("inPlaceWan", 300));

        var history = (await _transport.Read($"{Months}/corrected.2025-04/history"))["items"]!.AsArray();

        history.Select(h => (
                h!["version"]!.GetValue<int>(), h["organisation"]!.GetValue<string>(), h["before"]?["yearToDateWan"]!.GetValue<decimal>(),
                h["after"]!["yearToDateWan"]!.GetValue<decimal>(), h["after"]!["correction"]?.GetValue<string>(), h["after"]!["inPlaceWan"]!.GetValue<decimal>()))
            .ShouldBe([(1, "市交通运输局", null, 500, null, 300), (2, "市交通运输局", 500, 400, "上月多报", 300)]);
    }

    [Fact]
    public async Task A_month_said_again_without_its_words_keeps_them()
    {
        await Have("again");
        await _transport.Push(Years, Year("again", 2025, 1_000));
        await _transport.Push(Months, Month("again", "2025-04", 500).With("variance", "提前"), Month("again", "2025-05", 400).With("variance", "落后").With("correction", "上月多报"));

        var answer = await _transport.Push(Months, Month("again", "2025-04", 500), Month("again", "2025-05", 400));

        (answer.Outcome(), answer.Outcome(1)).ShouldBe(("unchanged", "unchanged"));
        (await _transport.Read($"{Months}/again.2025-05"))["correction"]!.GetValue<string>().ShouldBe("上月多报");
    }

    /// <summary>What is said of another's project would tell its key, its total or the day of its start.</summary>
    [Fact]
    public async Task Another_departments_project_is_refused_and_nothing_else_is_said_of_it()
    {
        await _transport.Push(PortfolioService.Projects, PushProjectsTests.Built("secret-key").With("code", "2411-150203-04-01-000000"));
        var reform = portfolio.Service.As("市发改委");

        foreach (var project in new[] { "secret-key", "2411-150203-04-01-000000" })
        {
            var year = await reform.Push(Years, Year(project, 2025, 50_001));
            var month = await reform.Push(Months, Month(project, "2025-02", 50_001));
            var milestone = await reform.Push("/api/infrastructure/project-milestones", new JsonObject
            {
                ["project"] = project, ["ordinal"] = 1, ["name"] = "主体封顶", ["planned"] = "2020-01-01", ["actual"] = "2020-01-01", ["gate"] = "started",
            });

            foreach (var answer in new[] { year, month, milestone })
            {
                answer.Faults().ShouldBe(["project:project-not-yours"]);
                answer.Row(0)["notes"].ShouldBeNull();
            }

            (project == "secret-key" || !(year.Text + month.Text + milestone.Text).Contains("secret-key", StringComparison.Ordinal)).ShouldBeTrue();
        }
    }

    [Fact]
    public async Task More_paid_than_in_place_is_noted()
    {
        await Have("paid");

        (await _transport.Push(Months, Month("paid", "2025-01", 100).With("inPlaceWan", 50).With("paidWan", 60)))
            .Row(0)["notes"]![0]!["code"]!.GetValue<string>().ShouldBe("paid-above-in-place");
    }

    [Fact]
    public async Task A_project_is_named_by_its_national_code_and_another_departments_is_refused()
    {
        await _transport.Push(PortfolioService.Projects, PushProjectsTests.Built("coded").With("code", "2309-420683-04-01-318196"));

        var answer = await _transport.Push(Months, Month("2309-420683-04-01-318196", "2025-01", 100));
        var other = await portfolio.Service.As("市发改委").Push(Months, Month("coded", "2025-02", 100));

        (answer.Outcome(), answer.Row(0)["key"]!.GetValue<string>()).ShouldBe(("created", "coded.2025-01"));
        other.Faults().ShouldBe(["project:project-not-yours"]);
        other.Row(0)["errors"]![0]!["status"]!.GetValue<int>().ShouldBe(403);
    }

    [Theory]
    [InlineData("removedOn", "2025-06-01", "removalReason:removal-incomplete")]
    [InlineData("removalReason", "资金未落实", "removedOn:removal-incomplete")]
    [InlineData("plannedStart", "2024-12", "plannedStart:start-of-other-year")]
    [InlineData("plannedWan", 50_001, "plannedWan:above-total")]
    [InlineData("resumedOn", "2024-12-31", "resumedOn:resumed-in-other-year")]
    [InlineData("year", 1999, "year:out-of-range")]
    [InlineData("project", "nobody", "project:unknown-project")]
    public async Task A_faulty_year_is_refused_with_its_code(string field, object value, string fault)
    {
        await Have("years");

        (await _transport.Push(Years, Year("years", 2025, 1_000).With(field, JsonValue.Create(value)))).Faults().ShouldBe([fault]);
    }

    [Theory]
    [InlineData("continued", 2025, "2025-03-15", null)]
    [InlineData("new", 2025, "2025-03-15", "resumedOn:resumed-not-continued")]
    [InlineData(null, 2025, "2025-03-15", "resumedOn:resumed-not-continued")]
    [InlineData("continued", 2100, "2100-03-15", "resumedOn:day-in-future")]
    public async Task Only_a_continued_project_is_resumed_and_on_a_day_that_has_come(string? category, int year, string resumedOn, string? fault)
    {
        await Have("resumed");

        var answer = await _transport.Push(Years, Year("resumed", year, 1_000).With("category", category).With("resumedOn", resumedOn));

        (fault is null ? answer.Outcome() : answer.Faults().Single()).ShouldBe(fault ?? "created");
        if (fault is null)
        {
            (await _transport.Read($"{Years}/resumed.2025"))["resumedOn"]!.GetValue<string>().ShouldBe(resumedOn);
        }
    }

    [Fact]
    public async Task A_project_enters_the_pool_of_a_year_and_is_removed_with_a_reason()
    {
        await Have("pool");
        await _transport.Push(Years, Year("pool", 2025, 1_000).With("enteredOn", "2025-01-15"));

        (await _transport.Push(Years, Year("pool", 2025, 1_000).With("enteredOn", "2025-01-15").With("removedOn", "2025-01-14").With("removalReason", "误报")))
            .Faults().ShouldBe(["removedOn:removed-before-entry"]);
        (await _transport.Push(Years, Year("pool", 2025, 1_000).With("enteredOn", "2025-01-15").With("removedOn", "2025-06-30").With("removalReason", "资金未落实")))
            .Outcome().ShouldBe("updated");
    }

    internal static JsonObject Month(string project, string month, decimal yearToDate) => new()
    {
        ["project"] = project, ["month"] = month, ["yearToDateWan"] = yearToDate,
    };

    internal static JsonObject Year(string project, int year, decimal planned) => new()
    {
        ["project"] = project, ["year"] = year, ["plannedWan"] = planned, ["category"] = "continued",
    };

    private Task<ApiAnswer> Have(string key) => _transport.Push(PortfolioService.Projects, PushProjectsTests.Built(key));
}
