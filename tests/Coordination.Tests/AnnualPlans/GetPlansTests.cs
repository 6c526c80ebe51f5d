using System.Net;
using System.Text.Json.Nodes;
using Cluster.Fixtures;
using Cluster.ServiceDefaults;
using static Cluster.Coordination.Tests.AnnualPlans.PlanningOffice;

namespace Cluster.Coordination.Tests.AnnualPlans;

/// <summary>What the office and the departments read of plans.</summary>
[Collection(PlansCollection.Name)]
public sealed class GetPlansTests(PlanningOffice office)
{
    [Fact]
    public async Task Everybody_who_answers_for_a_task_is_in_the_list_whether_they_have_a_plan_or_not()
    {
        var year = await office.Have("submit");

        var plans = (await office.Office.Read($"{Plans}?year={year}")).AsArray();

        plans.Select(p => $"{p!["organisation"]} {p["state"]} {string.Join(',', p["tasksWithoutItem"]!.AsArray())}").ShouldBe(
            ["市交通运输局 submitted ", "市住建局 missing T27", "市发改委 missing T13,T27", "市商务局 missing T13"], ignoreOrder: true);
        (await office.Office.Read($"{Plans}?year={year}&state=missing")).AsArray().Count.ShouldBe(3);
    }

    [Fact]
    public async Task An_unknown_state_is_refused_with_the_states_that_there_are()
    {
        using var answer = await office.Office.GetAsync($"{Plans}?year=2026&state=lost");

        (answer.StatusCode, (await answer.Content.ReadAsStringAsync()).Contains("returned")).ShouldBe((HttpStatusCode.UnprocessableEntity, true));
    }

    [Fact]
    public async Task A_department_sees_its_own_plan_and_those_that_it_leads_jointly()
    {
        var year = await office.Have();
        await office.Push(Item(year, "sw-1", "T13").With("jointWith", new JsonArray("市发改委")), office.Commerce);

        (await Seen(office.Transport)).ShouldBe(["市交通运输局"]);
        (await Seen(office.Reform)).ShouldBe(["市发改委", "市商务局"], ignoreOrder: true);
        (await Seen(office.Service.As("", "reader"))).Length.ShouldBe(4);
        using var hidden = await office.Housing.GetAsync($"{Plans}/{year}/市交通运输局");
        hidden.StatusCode.ShouldBe(HttpStatusCode.NotFound);

        async Task<string[]> Seen(HttpClient by) => [.. (await by.Read($"{Plans}?year={year}")).AsArray().Select(p => (string)p!["organisation"]!)];
    }

    [Fact]
    public async Task Entries_without_a_stage_goal_are_named()
    {
        var year = office.NewYear();
        await office.Push(Item(year).With("milestones", new JsonArray()));
        await office.Push(Item(year, "jt-2"));

        var plan = (await office.Plan(year))["plan"]!;

        plan["itemsWithoutMilestone"]!.AsArray().Select(i => (string)i!).ShouldBe([$"{year}-jt-1"]);
    }

    [Fact]
    public async Task A_change_in_mid_year_is_a_revision_with_its_reason_and_a_difference_that_reads()
    {
        var year = office.NewYear();
        await office.Push(Item(year));
        await office.Push(Item(year, "jt-2"));
        await office.Do(year, "submit");
        await office.Do(year, "accept");
        await office.Do(year, "revise");
        await office.Push(Item(year).With("goal", "通车30公里").With("milestones", new JsonArray($"{year}-12-31 通车")));
        await office.Push(Item(year, "jt-2").With("droppedReason", "并入 jt-1"));
        await office.Push(Item(year, "jt-3").With("measure", "建成公交专用道"));

        var open = await Difference($"from=1");
        await office.Do(year, "submit");
        await office.Do(year, "accept");
        var accepted = await Difference("from=1&to=2");

        accepted["changes"]!.ToJsonString().ShouldBe(open["changes"]!.ToJsonString());
        ((string)open["reason"]!, (string)accepted["reason"]!).ShouldBe(("上级任务调整", "上级任务调整"));
        accepted["changes"]!.AsArray().Select(c => (string)c!["zh"]!).ShouldBe(
        [
            $"T21 条目 {year}-jt-1 年度目标：通车20公里 → 通车30公里",
            $"T21 条目 {year}-jt-1 时间节点：{year}-06-30 完成路基、{year}-11-30 通车 → {year}-12-31 通车",
            $"T21 条目 {year}-jt-2 取消：建成城市快速路",
            $"T21 条目 {year}-jt-3 新增：建成公交专用道",
        ]);
        (await Difference("from=2&to=2"))["changes"]!.AsArray().ShouldBeEmpty();
        using var unknown = await office.Office.GetAsync($"{Plans}/{year}/市交通运输局/difference?from=3");
        unknown.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);

        Task<JsonNode> Difference(string query) => office.Office.Read($"{Plans}/{year}/市交通运输局/difference?{query}");
    }

    [Fact]
    public async Task What_was_in_force_on_a_day_is_what_had_been_accepted_by_its_end()
    {
        var year = await office.Have("submit", "accept", "revise");
        await office.Push(Item(year).With("goal", "通车30公里"));
        var today = TimeProvider.System.Today();

        ((string)(await InForce(today))["items"]![0]!["goal"]!).ShouldBe("通车20公里"); // the change has not been accepted
        await office.Do(year, "submit");
        await office.Do(year, "accept");
        await LetPass(year, revision: 1, days: 10);

        ((string)(await InForce(today))["items"]![0]!["goal"]!).ShouldBe("通车30公里");
        ((string)(await InForce(today.AddDays(-10)))["items"]![0]!["goal"]!).ShouldBe("通车20公里");
        using var before = await office.Office.GetAsync($"{Plans}/{year}/市交通运输局/in-force?asOf={today.AddDays(-11):yyyy-MM-dd}");
        before.StatusCode.ShouldBe(HttpStatusCode.NotFound);

        Task<JsonNode> InForce(DateOnly day) => office.Office.Read($"{Plans}/{year}/市交通运输局/in-force?asOf={day:yyyy-MM-dd}");
    }

    [Fact]
    public async Task Every_step_is_there_with_its_person_and_its_notes()
    {
        var year = await office.Have("submit");
        await office.Do(year, "return", body: Body("return").With("notes", new JsonObject { [$"{year}-jt-1/goal"] = "请量化" }));

        var steps = (await office.Plan(year))["steps"]!.AsArray();

        steps.Select(s => $"{s!["version"]} {s["command"]} {s["state"]} {s["person"]}").ShouldBe(["1 submit submitted 李科长", "2 return returned 王主任"]);
        ((string)steps[1]!["notes"]![$"{year}-jt-1/goal"]!).ShouldBe("请量化");
    }

    private async Task LetPass(int year, int revision, int days)
    {
        await using var database = office.Service.OpenDatabase();
        await using var command = database.CreateCommand(
            "update annual_plan_revisions set accepted_at = accepted_at - $3 * interval '1 day' where plan = $1 and revision = $2");
        command.Parameters.Add(new() { Value = $"{year}.市交通运输局" });
        command.Parameters.Add(new() { Value = revision });
        command.Parameters.Add(new() { Value = days });
        (await command.ExecuteNonQueryAsync()).ShouldBe(1);
    }
}
