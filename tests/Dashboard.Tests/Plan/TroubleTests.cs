using Microsoft.AspNetCore.Http;

namespace Cluster.Dashboard.Tests.Plan;

/// <summary>What the page shows when there is nothing to show, or nothing new.</summary>
public sealed class TroubleTests
{
    [Fact]
    public async Task Before_the_plan_is_loaded_the_page_says_so_and_looks_again()
    {
        await using var office = await Office.Open();
        var full = office.Api.Overview;
        office.Api.Overview = full with { Tasks = 0, Themes = [], States = new Dictionary<string, int>() };

        var page = await office.Visit();
        page.Text(".notice").ShouldBe("计划还没有载入 板块和任务载入后，本页自动显示。");
        page.QuerySelector("meta[http-equiv=refresh]")!.GetAttribute("content").ShouldBe("3");
        page.QuerySelector("table").ShouldBeNull();

        office.Api.Overview = full;
        var loaded = await office.Visit();
        loaded.TaskRows().Count.ShouldBe(42);
        loaded.QuerySelector("meta[http-equiv=refresh]").ShouldBeNull();
    }

    [Fact]
    public async Task A_service_that_was_never_reached_is_named_and_tried_again()
    {
        await using var office = await Office.Open();
        office.Api.OnOverview = StubApi.Down;
        office.Api.OnTasks = StubApi.Down;

        var page = await office.Visit();

        page.Text("h1").ShouldBe("行动计划走到了哪一步？");
        page.Text(".notice").ShouldStartWith("统筹协调服务没有应答");
        page.QuerySelector("meta[http-equiv=refresh]")!.GetAttribute("content").ShouldBe("15");
        page.QuerySelector("table").ShouldBeNull();
        (await office.Browser.GetAsync("/health/ready")).EnsureSuccessStatusCode();
    }

    [Fact]
    public async Task What_was_read_before_is_shown_with_its_time_when_nothing_new_comes()
    {
        await using var office = await Office.Open();
        await office.Visit();
        office.Api.OnOverview = StubApi.Down;
        office.Api.OnTasks = StubApi.Down;
        office.Time.Advance(TimeSpan.FromMinutes(5));

        var page = await office.Visit();

        page.Texts(".notice").ShouldBe(["统筹协调服务没有应答 以下是 2025-10-09 10:00:00（北京时间）读到的内容。 重新读取"]);
        page.TaskRows().Count.ShouldBe(42);
        page.Texts("section[aria-labelledby=freshness] .mark").ShouldAllBe(mark => mark == "停在此刻");
    }

    [Fact]
    public async Task The_list_may_be_missing_and_the_numbers_stand()
    {
        await using var office = await Office.Open();
        office.Api.OnTasks = StubApi.Down;

        var page = await office.Visit();

        page.Text(".answer").ShouldStartWith("42 项任务");
        page.Text("section[aria-labelledby=tasks] .notice").ShouldStartWith("统筹协调服务没有应答");
    }

    [Fact]
    public async Task A_credential_that_is_not_accepted_is_told_to_operations()
    {
        await using var office = await Office.Open();
        office.Api.OnOverview = StubApi.Forbid;

        (await office.Visit()).Text(".notice").ShouldStartWith("本页没有读取权限 请运维人员检查看板的凭证");
    }

    [Fact]
    public async Task An_answer_that_takes_long_is_not_waited_for_and_is_there_for_the_next_reader()
    {
        await using var office = await Office.Open();
        var asked = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        office.Api.OnOverview = async context =>
        {
            asked.TrySetResult();
            await release.Task;
            office.Api.OnOverview = null;
            await context.Response.WriteAsJsonAsync(office.Api.Overview);
        };

        var visit = office.Visit();
        await asked.Task;
        office.Time.Advance(TimeSpan.FromSeconds(2));
        var page = await visit;
        page.Text(".notice").ShouldStartWith("统筹协调服务还没有应答 正在读取，本页会自动刷新。");
        page.QuerySelector("meta[http-equiv=refresh]")!.GetAttribute("content").ShouldBe("3");

        release.SetResult();
        (await office.Visit()).TaskRows().Count.ShouldBe(42);
    }
}
