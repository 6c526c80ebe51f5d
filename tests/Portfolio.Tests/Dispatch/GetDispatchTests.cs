using System.Net;
using System.Text.Json.Nodes;
using Cluster.Fixtures;
using Cluster.Portfolio.Months;
using Cluster.Portfolio.Tests.Curves;
using Cluster.Portfolio.Tests.Months;
using Cluster.Portfolio.Tests.Projects;

namespace Cluster.Portfolio.Tests.Dispatch;

public sealed class GetDispatchTests(PortfolioService portfolio) : IClassFixture<PortfolioService>
{
    private const string Table = "/api/infrastructure/project-dispatch";
    private const string Projects = PortfolioService.Projects;
    private const string Years = "/api/infrastructure/project-years";
    private const string Months = "/api/infrastructure/project-months";

    /// <summary>Baotou's list of 2026 as it was published: 564 projects, 4,519.4 亿 in all, 2,020.8 亿 planned for the year.</summary>
    [Fact]
    public async Task The_published_list_of_2026_comes_out_as_it_went_in()
    {
        var reform = portfolio.Service.As("市发改委");
        foreach (var part in PublishedList.Projects().Chunk(500))
        {
            (await reform.Push(Projects, part)).Count("rejected").ShouldBe(0);
        }

        foreach (var part in PublishedList.Years().Chunk(500))
        {
            (await reform.Push(Years, part)).Count("rejected").ShouldBe(0);
        }

        var table = await reform.Read($"{Table}?month=2026-01&by=county");

        Totals(table).ShouldBe([(null, 564, 4519.4m, 2020.8m), ("continued", 167, 1665.8m, 748.9m), ("new", 397, 2853.6m, 1271.9m)]);
        table["checks"]!.AsArray().Select(c => c!["outcome"]!.GetValue<string>()).Distinct().ShouldBe(["exact", "rounding"], ignoreOrder: true);
        table["checks"]!.AsArray().Where(c => c!["of"]!.GetValue<string>().EndsWith("Wan", StringComparison.Ordinal))
            .ShouldAllBe(c => c!["outcome"]!.GetValue<string>() == "exact");
        table["totals"]![0]!["neverReported"]!.GetValue<int>().ShouldBe(564);
    }

    [Fact]
    public async Task A_project_in_two_counties_counts_once_in_the_total_and_by_its_shares_in_them()
    {
        var transport = portfolio.Service.As("市交通运输局");
        await transport.Push(Projects, PushProjectsTests.Built("both").With("sharesPercent", new JsonArray(70, 30)).With("chain", "公路"));
        await transport.Push(Years, PushProjectMonthsTests.Year("both", 2025, 1_000));
        await transport.Push(Months, PushProjectMonthsTests.Month("both", "2025-05", 400).With("inPlaceWan", 500).With("paidWan", 250));

        var table = await transport.Read($"{Table}?month=2025-05&by=county");
        var chains = await transport.Read($"{Table}?month=2025-05&by=chain");

        Done(table["totals"]![0]!).ShouldBe((1, 1, 400m, 40m, 50m, 50m));
        table["parts"]!.AsArray().Where(p => p!["category"] is null).Select(p => (p!["part"]!.GetValue<string>(), p["projects"]!.GetValue<int>(), p["doneWan"]!.GetValue<decimal>()))
            .ShouldBe([("150206", 1, 120m), ("150222", 1, 280m)]);
        chains["parts"]!.AsArray().Select(p => p!["part"]!.GetValue<string>()).Distinct().ShouldBe(["公路"]);
        table["straightSchedulePercent"]!.GetValue<decimal>().ShouldBe(41.7m);
    }

    [Fact]
    public async Task A_month_left_out_stands_with_the_last_one_and_a_removed_project_is_out()
    {
        var water = portfolio.Service.As("市水务局");
        await water.Push(Projects, PushProjectsTests.Built("left-out"), PushProjectsTests.Built("silent"), PushProjectsTests.Built("removed"));
        await water.Push(
            Years, PushProjectMonthsTests.Year("left-out", 2025, 1_000), PushProjectMonthsTests.Year("silent", 2025, 0),
            PushProjectMonthsTests.Year("removed", 2025, 5_000).With("removedOn", "2025-04-01").With("removalReason", "资金未落实"));
        await water.Push(Months, PushProjectMonthsTests.Month("left-out", "2025-03", 250), PushProjectMonthsTests.Month("left-out", "2025-06", 500));

        var april = (await water.Read($"{Table}?month=2025-04"))["totals"]![0]!;
        var march = (await water.Read($"{Table}?month=2025-03"))["totals"]![0]!;

        (Count(april, "projects"), Count(april, "reported"), Count(april, "neverReported")).ShouldBe((2, 0, 1));
        april["doneWan"]!.GetValue<decimal>().ShouldBe(250);
        (Count(march, "projects"), Count(march, "reported")).ShouldBe((3, 1));
        march["plannedWan"]!.GetValue<decimal>().ShouldBe(6_000);
    }

    [Fact]
    public async Task A_rate_of_nothing_is_no_rate()
    {
        var health = portfolio.Service.As("市卫健委");
        await health.Push(Projects, PushProjectsTests.Built("unplanned"));
        await health.Push(Years, PushProjectMonthsTests.Year("unplanned", 2025, 0));

        (await health.Read($"{Table}?month=2025-05"))["totals"]![0]!["donePercent"].ShouldBeNull();
    }

    [Fact]
    public async Task The_months_of_a_year_stand_side_by_side_with_the_year_before()
    {
        var forest = portfolio.Service.As("市林草局");
        await forest.Push(Projects, PushProjectsTests.Built("m-1"), PushProjectsTests.Built("m-2"));
        await forest.Push(
            Years, PushProjectMonthsTests.Year("m-1", 2024, 900), PushProjectMonthsTests.Year("m-1", 2025, 1_000), PushProjectMonthsTests.Year("m-2", 2025, 1_000));
        await forest.Push(
            Months, PushProjectMonthsTests.Month("m-1", "2024-02", 90).With("variance", "冬季"), PushProjectMonthsTests.Month("m-1", "2025-01", 100),
            PushProjectMonthsTests.Month("m-2", "2025-01", 50), PushProjectMonthsTests.Month("m-1", "2025-03", 300).With("variance", "提前"));

        var year = await forest.Read($"{Table}/2025");

        year["plannedWan"]!.GetValue<decimal>().ShouldBe(2_000);
        year["months"]!.AsArray().Select(m => (
                m!["month"]!.GetValue<string>(), Count(m, "reported"), m["doneWan"]!.GetValue<decimal>(), m["monthWan"]!.GetValue<decimal>(),
                m["yearBeforeWan"]?.GetValue<decimal>()))
            .ShouldBe([("2025-01", 2, 150m, 150m, null), ("2025-02", 0, 150m, 0m, 90m), ("2025-03", 1, 350m, 200m, 90m)]);
    }

    /// <summary>One is removed in April, one at the end of the year before; their figures go on to be told and count no more.</summary>
    [Fact]
    public async Task The_table_of_a_month_and_the_months_side_by_side_say_the_same_whoever_was_removed()
    {
        var rail = portfolio.Service.As("包头机场公司");
        await rail.Push(Projects, PushProjectsTests.Built("stays"), PushProjectsTests.Built("leaves"), PushProjectsTests.Built("gone"));
        await rail.Push(
            Years, PushProjectMonthsTests.Year("stays", 2025, 1_000),
            PushProjectMonthsTests.Year("leaves", 2025, 5_000).With("removedOn", "2025-04-30").With("removalReason", "资金未落实"),
            PushProjectMonthsTests.Year("leaves", 2024, 2_000),
            PushProjectMonthsTests.Year("gone", 2025, 300).With("removedOn", "2024-12-20").With("removalReason", "并入他项"));
        await rail.Push(
            Months, [.. Said("stays", "2025-01", 100), .. Said("stays", "2025-04", 300), .. Said("stays", "2025-06", 450), .. Said("leaves", "2024-03", 70),
                .. Said("leaves", "2025-02", 900), .. Said("leaves", "2025-05", 1_100), .. Said("gone", "2025-01", 40)]);

        var year = await rail.Read($"{Table}/2025");

        (Count(year, "projects"), year["plannedWan"]!.GetValue<decimal>()).ShouldBe((1, 1_000));
        foreach (var month in year["months"]!.AsArray())
        {
            var all = (await rail.Read($"{Table}?month={month!["month"]!.GetValue<string>()}"))["totals"]![0]!;
            foreach (var figure in new[] { "projects", "plannedWan", "reported", "doneWan", "donePercent" })
            {
                month[figure]!.GetValue<decimal>().ShouldBe(all[figure]!.GetValue<decimal>(), $"{month["month"]}: {figure}");
            }
        }

        year["months"]!.AsArray().Select(m => (m!["doneWan"]!.GetValue<decimal>(), m["monthWan"]!.GetValue<decimal>(), m["yearBeforeWan"]?.GetValue<decimal>()))
            .ShouldBe([(100, 100, null), (1_000, 900, null), (1_000, 0, 70), (300, -700, 70), (300, 0, 70), (450, 150, 70)]);

        static JsonObject[] Said(string project, string month, decimal value) => [PushProjectMonthsTests.Month(project, month, value).With("variance", "据实")];
    }

    /// <summary>May: the curve asks for 250 of 1,000, the straight schedule for 500 of 1,200; a draft, a year without a plan and another year ask for nothing more.</summary>
    [Fact]
    public async Task What_is_scheduled_is_the_sum_of_what_each_projects_own_schedule_asks_for_and_the_table_says_of_which()
    {
        var culture = portfolio.Service.As("市文旅局");
        var office = portfolio.Service.As("领导小组办公室", "office");
        await culture.Push(Projects, [.. new[] { "own", "straight", "draft", "planless", "moved" }.Select(p => PushProjectsTests.Built($"sched-{p}").With("sharesPercent", new JsonArray(70, 30)))]);
        await culture.Push(
            Years, PushProjectMonthsTests.Year("sched-own", 2025, 1_000), PushProjectMonthsTests.Year("sched-straight", 2025, 1_200),
            PushProjectMonthsTests.Year("sched-draft", 2025, 1_000), PushProjectMonthsTests.Year("sched-planless", 2025, 1).With("plannedWan", null),
            PushProjectMonthsTests.Year("sched-moved", 2025, 1_000));
        await culture.Push(PushProjectCurvesTests.Curves, [.. new[] { "own", "draft", "moved" }.Select(p => PushProjectCurvesTests.Curve($"sched-{p}"))]);
        (await office.Accept("sched-own.2025")).Status.ShouldBe(HttpStatusCode.OK);
        (await office.Accept("sched-moved.2025")).Status.ShouldBe(HttpStatusCode.OK);
        await culture.Push(Years, PushProjectMonthsTests.Year("sched-moved", 2025, 3_000));

        var table = await culture.Read($"{Table}?month=2025-05&by=county");

        var all = table["totals"]![0]!;
        all["scheduledWan"]!.GetValue<decimal>().ShouldBe(250 + 500 + 416.666667m + 750);
        (Count(all, "onOwnCurve"), Count(all, "unscheduled"), Count(all, "projects")).ShouldBe((2, 1, 5));
        var schedules = table["schedules"]!;
        (schedules["otherwise"]!.GetValue<string>(), schedules["otherwisePercent"]!.GetValue<decimal>(), Count(schedules, "ownCurve"), Count(schedules, "straight"), Count(schedules, "stepped"), Count(schedules, "none"))
            .ShouldBe(("straight", 41.7m, 2, 2, 0, 1));
        table["parts"]!.AsArray().Where(p => p!["category"] is null).Sum(p => p!["scheduledWan"]!.GetValue<decimal>()).ShouldBe(1_916.666667m);
        table["checks"]!.AsArray().Where(c => c!["of"]!.GetValue<string>().EndsWith("scheduledWan", StringComparison.Ordinal))
            .Select(c => c!["outcome"]!.GetValue<string>()).ShouldBe(["exact", "exact"]);
        (await culture.Read($"{Table}?month=2025-12"))["totals"]![0]!["scheduledWan"]!.GetValue<decimal>().ShouldBe(1_000 + 1_200 + 1_000 + 3_000);
    }

    /// <summary>
    /// By the end of May: of the new ones one has started and one starts in June; of the continued ones one was resumed in March. Two are in the
    /// statistics, one of them since the last of the month.
    /// </summary>
    [Fact]
    public async Task What_was_resumed_and_what_is_in_the_statistics_are_counted_with_their_rates()
    {
        var water = portfolio.Service.As("市住建局");
        await water.Push(
            Projects, StageRulesTests.Started("res-new").With("statisticsEnteredOn", "2025-05-31"),
            StageRulesTests.Started("res-june").With("startedOn", "2025-06-01").With("stageSince", "2025-06-01"),
            PushProjectsTests.Built("res-on").With("statisticsEnteredOn", "2024-06-01"), PushProjectsTests.Built("res-off").With("statisticsEnteredOn", "2025-06-01"));
        await water.Push(
            Years, PushProjectMonthsTests.Year("res-new", 2025, 100).With("category", "new"), PushProjectMonthsTests.Year("res-june", 2025, 100).With("category", "new"),
            PushProjectMonthsTests.Year("res-on", 2025, 100).With("resumedOn", "2025-03-15"), PushProjectMonthsTests.Year("res-off", 2025, 100));

        Rates(await At("2025-02")).ShouldBe([(null, 4, 2, 0, 0m, 1, 25m), ("continued", 2, 2, 0, 0m, 1, 50m), ("new", 2, 0, 0, 0m, 0, 0m)]);
        Rates(await At("2025-05")).ShouldBe([(null, 4, 3, 2, 50m, 2, 50m), ("continued", 2, 2, 1, 50m, 1, 50m), ("new", 2, 1, 1, 50m, 1, 50m)]);
        Rates(await At("2025-06"))[0].ShouldBe((null, 4, 4, 3, 75m, 3, 75m));

        async Task<JsonArray> At(string month) => (await water.Read($"{Table}?month={month}"))["totals"]!.AsArray();

        static (string?, int, int, int, decimal, int, decimal)[] Rates(JsonArray rows) =>
        [
            .. rows.Select(r => (
                r!["category"]?.GetValue<string>(), Count(r, "projects"), Count(r, "started"), Count(r, "startedOrResumed"),
                r["startedOrResumedPercent"]!.GetValue<decimal>(), Count(r, "statisticsEntered"), r["statisticsEnteredPercent"]!.GetValue<decimal>())),
        ];
    }

    /// <summary>Five that are to start in the year: two have said when, and for one of them that was accepted; one is only prepared, one was begun before.</summary>
    [Fact]
    public async Task How_many_are_to_have_started_follows_from_their_accepted_months_and_otherwise_from_the_schedule()
    {
        var tourism = portfolio.Service.As("市教育局");
        string[] names = ["start-own", "start-draft", "start-without", "start-prepared"];
        await tourism.Push(Projects, [PushProjectsTests.Built("start-before"), .. names.Select(n => PushProjectsTests.Project(n))]);
        await tourism.Push(
            Years, [PushProjectMonthsTests.Year("start-before", 2025, 1_000), .. names.Select(n => PushProjectMonthsTests.Year(n, 2025, 1_000)
                .With("category", n == "start-prepared" ? "preparing" : "new"))]);
        await tourism.Push(PushProjectCurvesTests.Curves, [.. names[..2].Select(n => PushProjectCurvesTests.Curve(n).With("plannedStart", "2025-03"))]);
        (await portfolio.Service.As("领导小组办公室", "office").Accept("start-own.2025")).Status.ShouldBe(HttpStatusCode.OK);

        Starts(await At("2025-02")).ShouldBe((1.3m, 1, 26m)); // 1 + 0 + 2 of twelve of two
        Starts(await At("2025-03")).ShouldBe((2.5m, 1, 50m)); // 1 + 1 + a quarter of two
        Starts(await At("2025-12")).ShouldBe((4m, 1, 80m));
        var schedules = (await tourism.Read($"{Table}?month=2025-03"))["schedules"]!;
        (Count(schedules, "ownStart"), schedules["otherwiseStartsPercent"]!.GetValue<decimal>()).ShouldBe((1, 25m));

        async Task<JsonNode> At(string month) => (await tourism.Read($"{Table}?month={month}"))["totals"]![0]!;

        static (decimal, int, decimal) Starts(JsonNode row) =>
            (row["scheduledStarts"]!.GetValue<decimal>(), Count(row, "onOwnStart"), row["scheduledStartsPercent"]!.GetValue<decimal>());
    }

    /// <summary>The statement and the rule are two; they must not differ.</summary>
    [Fact]
    public async Task The_table_asks_for_what_the_rule_asks_for_in_every_month()
    {
        var sports = portfolio.Service.As("市体育局");
        await sports.Push(Projects, PushProjectsTests.Built("same-rule"));
        await sports.Push(Years, PushProjectMonthsTests.Year("same-rule", 2025, 1_000));
        await sports.Push(PushProjectCurvesTests.Curves, PushProjectCurvesTests.Curve("same-rule"));
        await portfolio.Service.As("领导小组办公室", "office").Accept("same-rule.2025");
        await sports.Push(Years, PushProjectMonthsTests.Year("same-rule", 2025, 700));
        decimal[] curve = [0, 0, 50, 150, 250, 400, 550, 700, 850, 950, 1_000, 1_000];
        var schedule = Schedule.Of(700, curve, CitySchedule.Straight);

        for (var month = 1; month <= 12; month++)
        {
            var asked = (await sports.Read($"{Table}?month=2025-{month:00}"))["totals"]![0]!["scheduledWan"]!.GetValue<decimal>();
            asked.ShouldBe(Math.Round(700 * schedule.PercentAt(new DateOnly(2025, month, 1)) / 100, 6), $"{month}");
        }
    }

    [Theory]
    [InlineData("?month=2025", "month-expected")]
    [InlineData("?month=2025-13", "month-expected")]
    [InlineData("?month=2025-05&by=colour", "unknown-dimension")]
    public async Task A_question_that_cannot_be_answered_is_refused(string query, string code)
    {
        using var answer = await portfolio.Service.As("市交通运输局").GetAsync(Table + query);

        ((int)answer.StatusCode).ShouldBe(400);
        JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["code"]!.GetValue<string>().ShouldBe(code);
    }

    private static (string? Category, int Projects, decimal TotalYi, decimal PlannedYi)[] Totals(JsonNode table) =>
        [.. table["totals"]!.AsArray().Select(t => (t!["category"]?.GetValue<string>(), Count(t, "projects"), t["totalYi"]!.GetValue<decimal>(), t["plannedYi"]!.GetValue<decimal>()))];

    private static (int Projects, int Started, decimal Done, decimal? DonePercent, decimal? InPlacePercent, decimal? PaidPercent) Done(JsonNode row) =>
        (Count(row, "projects"), Count(row, "started"), row["doneWan"]!.GetValue<decimal>(), row["donePercent"]?.GetValue<decimal>(),
            row["inPlacePercent"]?.GetValue<decimal>(), row["paidPercent"]?.GetValue<decimal>());

    private static int Count(JsonNode row, string name) => row[name]!.GetValue<int>();
}

/// <summary>564 projects whose sums are the published ones; which project has how much of them nobody published.</summary>
internal static class PublishedList
{
    private static readonly (string Category, int Projects, decimal TotalWan, decimal PlannedWan)[] Slices =
        [("new", 397, 28_536_000, 12_719_000), ("continued", 167, 16_658_000, 7_489_000)];

    private static readonly string[] Counties = ["150202", "150203", "150204", "150205", "150206", "150207", "150221", "150222", "150223"];

    public static IEnumerable<JsonObject> Projects() => Lines().Select((l, i) => new JsonObject
    {
        ["key"] = l.Key, ["name"] = $"2026年重大项目 {i + 1}", ["unit"] = "演示单位", ["counties"] = new JsonArray(Counties[i % Counties.Length]),
        ["stage"] = l.Category == "new" ? "preparation" : "building", ["startedOn"] = l.Category == "new" ? null : "2025-04-01", ["totalWan"] = l.TotalWan,
    });

    public static IEnumerable<JsonObject> Years() => Lines().Select(l => new JsonObject
    {
        ["project"] = l.Key, ["year"] = 2026, ["category"] = l.Category, ["plannedWan"] = l.PlannedWan,
    });

    private static IEnumerable<(string Key, string Category, decimal TotalWan, decimal PlannedWan)> Lines() =>
        from slice in Slices
        from i in Enumerable.Range(0, slice.Projects)
        select ($"{slice.Category}-{i + 1:000}", slice.Category, Part(slice.TotalWan, slice.Projects, i), Part(slice.PlannedWan, slice.Projects, i));

    private static decimal Part(decimal sum, int parts, int part) =>
        Math.Floor(sum / parts) + (part < sum % parts ? 1 : 0);
}
