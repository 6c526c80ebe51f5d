using System.Net;
using System.Text.Json.Nodes;
using Cluster.Fixtures;
using static Cluster.Coordination.Tests.Lights.LitCity;

namespace Cluster.Coordination.Tests.Lights.Shown;

/// <summary>The lights through the API, on a real database.</summary>
[Collection(LitCityCollection.Name)]
public sealed class GetLightsTests(LitCity city)
{
    [Theory]
    [InlineData("light=red", "red")]
    [InlineData("department=市住建局&kind=project", "green")]
    [InlineData("district=150203", "green")]
    [InlineData("task=T13&kind=project", "green")]
    [InlineData("theme=2&kind=project", "green")]
    [InlineData("theme=3&kind=project&light=red", "red")]
    [InlineData("dimension=investment&light=red", "red")]
    [InlineData("light=red&department=市住建局", "")]
    public async Task The_list_is_filtered_by_what_is_asked(string query, string expected)
    {
        var found = Keys(await city.Office.Read($"{Address}?{query}")).Where(IsOfThese);

        found.ShouldBe(expected.Length == 0 ? [] : [KeyOf(expected)]);
    }

    [Fact]
    public async Task Each_light_says_why_in_both_languages_with_its_numbers_and_its_rule()
    {
        var light = (await city.Office.Read($"{Address}?light=red&dimension=investment"))["items"]!.AsArray().First(l => l!["key"]!.GetValue<string>() == KeyOf("red"))!;
        var shown = light["shown"]!;

        (light["kind"]!.GetValue<string>(), light["name"]!.GetValue<string>(), light["dimension"]!.GetValue<string>(), light["from"]!.GetValue<string>())
            .ShouldBe(("project", "项目red", "investment", $"{Today:yyyy-MM-dd}"));
        (shown["light"]!.GetValue<string>(), shown["raw"]!.GetValue<string>(), shown["rule"]!.GetValue<string>(), shown["ruleVersion"]!.GetValue<int>(),
            shown["preset"]!.GetValue<string>(), shown["actual"]!.GetValue<decimal>()).ShouldBe(("red", "red", "inv", 1, "yinchuan-2025", 0m));
        shown["zh"]!.GetValue<string>().ShouldContain("(规则 yinchuan-2025/inv 第1版)");
        shown["en"]!.GetValue<string>().ShouldContain("(rule yinchuan-2025/inv, version 1)");
    }

    [Fact]
    public async Task Pages_follow_each_other_and_leave_nothing_out()
    {
        var whole = Keys(await city.Office.Read($"{Address}?pageSize=1000"));
        var (paged, next) = (new List<string>(), "");
        do
        {
            var page = await city.Office.Read($"{Address}?pageSize=2&after={next}");
            paged.AddRange(Keys(page));
            next = page["next"]?.GetValue<string>();
        }
        while (next is not null);

        paged.ShouldBe(whole);
        paged.Count.ShouldBeGreaterThan(3);
    }

    [Theory]
    [InlineData("light=blue", "light", "not-allowed")]
    [InlineData("kind=district", "kind", "not-allowed")]
    [InlineData("dimension=colour", "dimension", "not-allowed")]
    [InlineData("after=xyz", "after", "bad-cursor")]
    [InlineData("asOf=2999-01-01", "asOf", "light-as-of-future")]
    public async Task A_question_that_has_no_answer_is_refused(string query, string field, string code)
    {
        using var response = await city.Office.GetAsync($"{Address}?{query}");
        var problem = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;

        (problem["code"]!.GetValue<string>(), problem["field"]!.GetValue<string>()).ShouldBe((code, field));
        ((int)response.StatusCode).ShouldBeInRange(400, 422);
    }

    [Fact]
    public async Task Any_past_day_is_shown_as_it_was()
    {
        await city.Tell("past", donePercent: 0);
        await city.IsShown("past", "red");
        await city.LetPass("past", days: 30);
        await city.Report("past", donePercent: 100, version: 2);
        await city.IsShown("past", "green");

        (await Light(10)).ShouldBe("red");
        (await Light(30)).ShouldBe("red");
        (await Light(31)).ShouldBeNull();
        (await Light(0)).ShouldBe("green");
        var history = (await city.Office.Read(AddressOf("past")))["history"]!.AsArray().Where(l => l!["dimension"]!.GetValue<string>() == "overall");
        history.Select(l => l!["shown"]!["light"]!.GetValue<string>()).ShouldBe(["green", "red"]);

        async Task<string?> Light(int daysAgo)
        {
            var day = $"asOf={Today.AddDays(-daysAgo):yyyy-MM-dd}";
            var listed = (await city.Office.Read($"{Address}?{day}&pageSize=1000"))["items"]!.AsArray().SingleOrDefault(l => l!["key"]!.GetValue<string>() == KeyOf("past"));
            var alone = (await city.Office.Read($"{AddressOf("past")}?{day}"))["lights"]!.AsArray().SingleOrDefault(l => l!["dimension"]!.GetValue<string>() == "overall");
            listed?["shown"]!["light"]!.GetValue<string>().ShouldBe(alone!["shown"]!["light"]!.GetValue<string>());
            return listed?["shown"]!["light"]!.GetValue<string>();
        }
    }

    /// <summary>Its packet was overtaken: today's light does not hang on it, and what is computed of a past day does.</summary>
    [Fact]
    public async Task A_version_that_is_heard_after_a_newer_one_is_kept_and_changes_nothing_of_today()
    {
        await city.Tell("overtaken", donePercent: 100);
        await city.IsShown("overtaken", "green");
        await city.Report("overtaken", donePercent: 0, version: 3);
        await city.IsShown("overtaken", "red");
        await city.Report("overtaken", donePercent: 100, version: 2);

        await Eventually.Fits(
            () => city.Query("select string_agg(version::text, ' ' order by version) from light_months where project = 'coordination/overtaken'"),
            versions => versions is ["1 2 3"]);
        await Eventually.True(async () => (await city.Query("select 'due' from light_clocks where due_at <= now()")).Count == 0);
        await city.IsShown("overtaken", "red");
    }

    [Fact]
    public async Task A_department_finds_the_lights_of_its_own_projects_and_of_the_tasks_it_has_a_part_in()
    {
        var lights = (await city.Housing.Read($"{Address}?pageSize=1000"))["items"]!.AsArray();

        Keys(await city.Housing.Read($"{Address}?pageSize=1000")).Where(IsOfThese).ShouldBe([KeyOf("green")]);
        lights.Where(l => l!["kind"]!.GetValue<string>() == "task").Select(l => l!["key"]!.GetValue<string>()).ShouldBe(["T21", "T27"]);
        (await city.Housing.GetAsync(AddressOf("red"))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await city.Housing.GetAsync($"{AddressOf("red")}/comparison")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await city.Transport.GetAsync($"{AddressOf("red")}/comparison")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("department")]
    [InlineData("district")]
    public async Task Counts_add_up_to_the_lists_that_they_count(string by)
    {
        var counts = await city.Office.Read($"{Address}/counts?by={by}&kind=project");
        var listed = (await city.Office.Read($"{Address}?kind=project&pageSize=1000"))["items"]!.AsArray();

        counts["all"]!["subjects"]!.GetValue<int>().ShouldBe(listed.Count);
        counts["all"]!["red"]!.GetValue<int>().ShouldBe(listed.Count(l => l!["shown"]!["light"]?.GetValue<string>() == "red"));
        foreach (var unit in counts["units"]!.AsArray())
        {
            var name = unit!["unit"]!.GetValue<string>();
            var own = listed.Where(l => l![by == "district" ? "districts" : "departments"]!.AsArray().Any(u => u!.GetValue<string>() == name)).ToList();
            (unit["subjects"]!.GetValue<int>(), unit["judged"]!.GetValue<int>()).ShouldBe((own.Count, own.Count));
        }
    }

    [Fact]
    public async Task The_red_light_has_an_order_that_waits_for_a_signature()
    {
        var order = await Eventually.Fits(
            async () => (await city.Office.Read("/api/coordination/supervision-orders?state=proposed"))["items"]!.AsArray()
                .FirstOrDefault(o => o!["project"]?.GetValue<string>() == KeyOf("red")) ?? new JsonObject(),
            found => found["number"] is not null);

        (order["light"]!.GetValue<string>(), order["grade"]!.GetValue<string>(), order["kind"]!.GetValue<string>(), order["lead"]!.GetValue<string>())
            .ShouldBe(($"project/{KeyOf("red")}@{Today:yyyy-MM-dd}", "blue", "ordinary", "市交通运输局"));
        var signed = await Post(city.Office, $"/api/coordination/supervision-orders/{order["number"]}/sign", new JsonObject { ["decidedBy"] = "王主任" });
        (signed.Status, signed.Json["limitDate"]!.GetValue<string>()).ShouldBe((HttpStatusCode.OK, $"{Today.AddDays(15):yyyy-MM-dd}"));
    }

    private static List<string> Keys(JsonNode page) => [.. page["items"]!.AsArray().Select(l => l!["key"]!.GetValue<string>())];

    private static bool IsOfThese(string key) => key == KeyOf("red") || key == KeyOf("yellow") || key == KeyOf("green");
}
