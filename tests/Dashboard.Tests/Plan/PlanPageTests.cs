using System.Net;
using Cluster.Client;

namespace Cluster.Dashboard.Tests.Plan;

public sealed class PlanPageTests
{
    [Fact]
    public async Task The_title_asks_and_the_first_sentence_answers()
    {
        await using var office = await Office.Open();

        var page = await office.Visit();

        page.Title.ShouldBe("行动计划走到了哪一步？");
        page.Text("h1").ShouldBe("行动计划走到了哪一步？");
        page.Text(".answer").ShouldBe("42 项任务：7 项已完成，14 项推进中，7 项已暂停，7 项未开始，7 项未报。");
        page.Text(".as-of").ShouldBe("读取于 2025-10-09 10:00:00（北京时间） 各服务的数据都是最新的");
    }

    [Fact]
    public async Task Every_number_adds_up_to_all_tasks_and_opens_its_rows()
    {
        await using var office = await Office.Open();
        var page = await office.Visit();

        var tiles = page.Texts(".cells.joined .number").Select(int.Parse).ToList();
        tiles[..^1].Sum().ShouldBe(42);
        tiles[^1].ShouldBe(42);

        var table = page.QuerySelectorAll("section[aria-labelledby=themes] tr").Skip(1)
            .Select(row => row.Texts("td").Select(int.Parse).ToList()).ToList();
        table.Count.ShouldBe(7); // six themes and their sum
        table.ShouldAllBe(row => row.SkipLast(1).Sum() == row.Last());
        table.SkipLast(1).Aggregate((sum, row) => [.. sum.Zip(row, (a, b) => a + b)]).ShouldBe(table[^1]);
        table[^1].ShouldBe(tiles);

        var numbers = page.QuerySelectorAll("section[aria-labelledby=themes] td a");
        numbers.Length.ShouldBe(table.SelectMany(row => row).Count(number => number > 0));
        foreach (var number in numbers)
        {
            (await office.Visit(number.GetAttribute("href")!)).TaskRows().Count.ShouldBe(int.Parse(number.TextContent));
        }
    }

    [Fact]
    public async Task A_task_shows_its_state_by_symbol_word_and_colour_its_progress_and_its_leads()
    {
        await using var office = await Office.Open();
        office.Api.Tasks = [.. office.Api.Tasks.Select(t => t.Id == "T17" ? t with { State = "under-review" } : t)];

        var page = await office.Visit();

        page.TaskRows().Count.ShouldBe(42);
        page.Texts("#T21 > *").ShouldBe(["T21", "3.1", "加快公路网建设", "未开始", "50.5", "市交通运输局", "2025年三季度"]);
        page.QuerySelector("#T21 .mark.not-started svg").ShouldNotBeNull();
        page.Texts("#T13 td div:not(.meter, .meter *)").ShouldBe(["市发改委", "市商务局"]);
        page.Texts("#T27 td").ShouldContain("未列牵头单位");
        page.Texts("#T02 > *")[3..].ShouldBe(["未报", "—", "市发改委", "—"]);
        page.Texts("#T17 > *").ShouldContain("under-review"); // a state that this page does not know is not hidden
    }

    [Fact]
    public async Task Numbers_that_came_from_two_moments_are_said_to()
    {
        await using var office = await Office.Open();
        office.Api.Tasks = [.. office.Api.Tasks.Skip(1)];

        (await office.Visit()).Text(".notice").ShouldStartWith("清单有 41 项，统计为 42 项");
    }

    [Fact]
    public async Task A_filter_that_means_nothing_filters_nothing()
    {
        await using var office = await Office.Open();

        (await office.Visit("/?theme=9&state=<b>")).TaskRows().Count.ShouldBe(42);
        (await office.Visit("/?theme=5&state=completed")).Text("section[aria-labelledby=tasks]").ShouldContain("显示");
    }

    [Fact]
    public async Task An_indicator_is_met_or_not_and_grey_where_nothing_was_measured()
    {
        await using var office = await Office.Open();

        var page = await office.Visit();

        page.Text("section[aria-labelledby=indicators] .note")
            .ShouldBe("25 项指标：1 项未达到，1 项已达到，22 项未测量，1 项为定性目标。 没有测量的不算达到。");
        page.Texts("#G04 > *").ShouldBe(
            ["G04", "包头至西安高铁开工 依据: 各区段状态", "T20", "未达到", "= 1", "0", "条", "2025-09-30", "2025-12-31"]);
        page.QuerySelector("#G04 .mark.missed svg").ShouldNotBeNull();
        page.QuerySelector("#G03 .mark.met svg").ShouldNotBeNull();
        page.Texts("#G19 > *")[3..].ShouldBe(["未测量", "≥ 1,000", "—", "万千瓦", "—", "—"]);
        page.Texts("#G09 > *")[3..7].ShouldBe(["定性", "—", "—", "—"]);
        page.Texts("#G01 > *")[2].ShouldBe("全计划");
    }

    [Fact]
    public async Task Leads_whose_reports_are_missing_are_named()
    {
        await using var office = await Office.Open();

        var missing = office.Api.Overview.Organisations.Where(o => o.Reported < o.Leads).ToList();
        missing.ShouldNotBeEmpty();
        var page = await office.Visit();

        page.Texts(".missing li").Order().ShouldBe(missing.Select(o => $"{o.Name} {o.Leads - o.Reported} / {o.Leads}").Order());

        office.Api.Overview = office.Api.Overview with { Organisations = [] };
        (await office.Visit()).Text("section[aria-labelledby=missing] .note").ShouldBe("牵头单位都已报告。");
    }

    [Fact]
    public async Task A_service_that_has_stopped_makes_its_part_stale_and_nothing_else()
    {
        await using var office = await Office.Open();
        office.Api.Overview = office.Api.Overview with
        {
            Freshness =
            [
                new("coordination", SamplePlan.ReadAt), new("infrastructure", SamplePlan.ReadAt.AddMinutes(-90)), new("cooperation", null),
            ],
        };

        var page = await office.Visit();

        page.Texts("section[aria-labelledby=freshness] .cell").ShouldBe(
            ["统筹协调 最新 2025-10-09 10:00:00", "基础设施 停在此刻 2025-10-09 08:30:00", "开放合作 尚无数据 —"]);
        page.Text(".as-of a .mark.stale").ShouldBe("1 个服务的数据停在更早的时间");
        page.TaskRows().Count.ShouldBe(42);
    }

    [Fact]
    public async Task A_page_in_English_is_English_and_is_remembered()
    {
        await using var office = await Office.Open();

        var page = await office.Visit("/?culture=en");
        page.DocumentElement.GetAttribute("lang").ShouldBe("en");
        page.Text(".answer").ShouldBe("42 tasks: 7 completed, 14 in progress, 7 suspended, 7 not started, 7 not reported.");
        page.Texts("#T21 > *").ShouldBe(["T21", "3.1", "Speed up the road network", "Not started", "50.5", "Office of 市交通运输局", "2025 Q3"]);
        page.Texts("#G19 > *")[6].ShouldBe("10,000 kW");

        (await office.Visit()).Text("h1").ShouldBe("How far has the action plan come?");
        (await office.Visit("/?culture=zh-CN")).Text("h1").ShouldBe("行动计划走到了哪一步？");
        (await office.Visit("/?culture=xx")).Text("h1").ShouldBe("行动计划走到了哪一步？");
    }

    [Fact]
    public async Task The_switch_keeps_the_rows_that_are_open()
    {
        await using var office = await Office.Open();

        var english = (await office.Visit("/?theme=3&state=completed")).QuerySelector(".languages a[lang=en]")!.GetAttribute("href")!;
        var page = await office.Visit(english);

        page.TaskRows().ShouldAllBe(row => row.TextContent.Contains("Completed"));
        page.Text(".filter").ShouldStartWith($"{page.TaskRows().Count} of 42 shown: Speed up infrastructure connectivity · Completed");
    }

    [Fact]
    public async Task A_title_is_text_and_never_markup()
    {
        await using var office = await Office.Open();
        office.Api.Tasks = [.. office.Api.Tasks.Select(t => t with { Title = "<img src=x onerror=alert(1)>" })];

        var page = await office.Visit();

        page.QuerySelector("main img").ShouldBeNull();
        page.Text("#T01 th").ShouldBe("<img src=x onerror=alert(1)>");
    }

    [Fact]
    public async Task An_address_that_is_none_has_a_page_of_its_own()
    {
        await using var office = await Office.Open();

        var answer = await office.Browser.GetAsync("/reports/2025");

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await Office.Parse(answer)).Text("main").ShouldBe("没有这个页面 回到行动计划");
    }
}
