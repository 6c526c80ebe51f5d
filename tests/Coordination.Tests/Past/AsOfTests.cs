using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Cluster.Fixtures;
using Cluster.ServiceDefaults;
using static Cluster.Coordination.Tests.CoordinationService;

namespace Cluster.Coordination.Tests.Past;

/// <summary>What the office read ten days ago it reads again of that day, whatever was changed since.</summary>
public sealed class AsOfTests(CoordinationService coordination) : IClassFixture<CoordinationService>
{
    private const string Api = "/api/coordination";

    private static readonly DateOnly Today = TimeProvider.System.Today();

    private static readonly string[] Reads =
    [
        "overview", "plans/baotou/tree", "plans", "plans/baotou", "themes", "themes/2", "subsections", "tasks", "tasks?state=in-progress&sort=-progressPercent",
        "tasks?reportedFor.gte=2025Q3&fields=title,state", "tasks/T13", "tasks/T21", "targets", "organisations", "organisations?sort=-key&pageSize=2", "progress-reports",
        "progress-reports?owner=市发改委", "supervision-orders", "supervision-orders?state=issued", "supervision-orders/{order}", "annual-plans?year=2026",
        "annual-plans/2026/市交通运输局", "annual-plan-items", "bulletins", "publication/baotou", "rankings?by=theme&month=2025-09", "project-dispatch?month=2025-09",
        "project-dispatch/2025",
    ];

    [Fact]
    public async Task Every_read_of_a_past_day_is_what_was_read_on_that_day()
    {
        var order = await Before();
        await using var database = coordination.Service.OpenDatabase();
        await database.Age(10);
        var read = new Dictionary<string, JsonNode>();
        foreach (var address in Reads)
        {
            read.Add(address, Timeless(await coordination.Office.Read(AddressOf(address, order, asOf: null))));
        }

        await Afterwards(order);

        foreach (var (address, was) in read)
        {
            var told = Timeless(await coordination.Office.Read(AddressOf(address, order, asOf: Today.AddDays(-5))));
            JsonNode.DeepEquals(told, was).ShouldBeTrue($"{address}\n{told.ToJsonString()}\n{was.ToJsonString()}");
        }

        foreach (var address in Reads.Except(["bulletins", "rankings?by=theme&month=2025-09", "project-dispatch?month=2025-09", "project-dispatch/2025"]))
        {
            var now = Timeless(await coordination.Office.Read(AddressOf(address, order, asOf: null)));
            JsonNode.DeepEquals(now, read[address]).ShouldBeFalse($"{address} did not change, and so shows nothing");
            JsonNode.DeepEquals(now, Timeless(await coordination.Office.Read(AddressOf(address, order, Today)))).ShouldBeTrue($"{address} of today");
        }

        await NothingWasThere(order);
        await WhatIsGoneIsThere();
    }

    [Theory]
    [InlineData("tasks")]
    [InlineData("themes")]
    [InlineData("themes/2")]
    [InlineData("tasks/T13")]
    [InlineData("overview")]
    [InlineData("plans/baotou/tree")]
    [InlineData("supervision-orders")]
    [InlineData("supervision-orders/2026-001")]
    [InlineData("annual-plans")]
    [InlineData("bulletins")]
    [InlineData("publication/baotou")]
    [InlineData("rankings?by=owner&month=2025-09")]
    [InlineData("project-dispatch?month=2025-09")]
    [InlineData("project-dispatch/2025")]
    public async Task A_day_that_has_not_come_or_is_none_is_refused(string address)
    {
        var join = address.Contains('?') ? '&' : '?';
        (await Refused($"{address}{join}asOf={Today.AddDays(1):yyyy-MM-dd}")).ShouldBe("asOf as-of-not-yet");
        (await Refused($"{address}{join}asOf=2025-02-30")).ShouldBe("asOf bad-date");
    }

    [Fact]
    public async Task A_page_of_one_day_is_none_of_another()
    {
        var first = await coordination.Office.Read($"{Api}/organisations?pageSize=1&asOf={Today.AddDays(-1):yyyy-MM-dd}");
        var now = await coordination.Office.Read($"{Api}/organisations?pageSize=1");

        (await Refused($"organisations?pageSize=1&asOf={Today.AddDays(-1):yyyy-MM-dd}&after={now["next"]}")).ShouldBe("after bad-cursor");
        first["items"].ShouldNotBeNull();
    }

    /// <returns>The order's number.</returns>
    private async Task<string> Before()
    {
        await Push("plans", new JsonObject
        {
            ["key"] = "baotou", ["title"] = "行动计划", ["titleEn"] = "Action plan", ["periodStart"] = "2021-01-01", ["periodEnd"] = "2026-12-31",
        });
        foreach (var theme in new[] { "2", "3" })
        {
            await Push("themes", new JsonObject
            {
                ["key"] = theme, ["ordinal"] = int.Parse(theme, null), ["title"] = $"板块{theme}", ["titleEn"] = $"Theme {theme}", ["plan"] = "baotou",
            });
        }

        await Send("市发改委", Report("T13", "市发改委", progress: 40), Report("T27", "市发改委", progress: 20));
        await Send("市商务局", Report("T13", "市商务局", progress: 60));
        await Send("市交通运输局", Report("T21", "市交通运输局", progress: 100, state: "completed"));
        await Send("市住建局", Report("T27", "市住建局", progress: 30));
        await coordination.Service.As("市交通运输局").Push($"{Api}/annual-plan-items", AnnualItem("第一阶段"));
        var order = (await Post("supervision-orders", new JsonObject
        {
            ["matter"] = "加快", ["task"] = "T21", ["basis"] = "slow", ["kind"] = "ordinary", ["lead"] = "市交通运输局", ["proposedBy"] = "王主任",
        }))["number"]!.GetValue<string>();
        await Post($"supervision-orders/{order}/sign", new JsonObject { ["decidedBy"] = "王主任" });
        await Eventually.True(async () => (await coordination.Office.Read($"{Api}/overview"))["states"]!["not-reported"]!.GetValue<int>() == 0);
        return order;
    }

    private async Task Afterwards(string order)
    {
        await Push("plans", new JsonObject
        {
            ["key"] = "baotou", ["title"] = "修订后的行动计划", ["titleEn"] = "Revised", ["periodStart"] = "2021-01-01", ["periodEnd"] = "2027-12-31",
        });
        await Push("themes", new JsonObject { ["key"] = "2", ["ordinal"] = 2, ["title"] = "改名", ["titleEn"] = "Renamed", ["plan"] = "baotou" });
        await Push("subsections", new JsonObject { ["key"] = "2.3", ["theme"] = "2", ["ordinal"] = 3, ["title"] = "改名", ["titleEn"] = "Renamed" });
        await Push("tasks", Task("T13", "2", "2.3", 13, leads: ["市交通运输局"], coOperators: ["市发改委"]), Task("T28", "3", "3.3", 28, [], ["市商务局"]));
        await Push("targets", new JsonObject { ["key"] = "G06", ["task"] = "T21", ["indicator"] = "连通", ["indicatorEn"] = "Connected", ["comparison"] = "=", ["value"] = 90, ["unit"] = "%" });
        await Push("organisations", Organisation("市住建局", "住建局", "住房城乡建设局"), Organisation("市水务局"));
        await Send("市发改委", Report("T13", "市发改委", progress: 70), Report("T13", "市发改委", "2025Q4", 90));
        await Send("市交通运输局", Report("T21", "市交通运输局", progress: 80));
        await Post($"reporting/reports/T27.2025Q3.{Uri.EscapeDataString("市住建局")}/withdraw", new JsonObject { ["decidedBy"] = "李工" }, coordination.Service.As("市住建局"));
        await coordination.Service.As("市交通运输局").Push($"{Api}/annual-plan-items", AnnualItem("第二阶段"));
        await Post($"supervision-orders/{order}/extend", new JsonObject
        {
            ["limitDate"] = $"{Today.AddDays(90):yyyy-MM-dd}", ["reason"] = "冬季停工", ["decidedBy"] = "王主任",
        });
        await Post($"supervision-orders/{order}/feedback", new JsonObject { ["words"] = "已完成", ["fedBackBy"] = "赵工" }, coordination.Service.As("市交通运输局"));
        await Post("supervision-orders", new JsonObject
        {
            ["matter"] = "又一张", ["task"] = "T13", ["basis"] = "slow", ["kind"] = "ordinary", ["lead"] = "市发改委", ["proposedBy"] = "王主任",
        });
        await Eventually.True(async () =>
        {
            var tasks = (await coordination.Office.Read($"{Api}/tasks"))["items"]!.AsArray();
            return tasks.Any(t => (string)t!["id"]! == "T21" && (string)t["state"]! == "in-progress")
                && tasks.Any(t => (string)t!["id"]! == "T13" && (string)t["state"]! == "not-reported")
                && tasks.Any(t => (string)t!["id"]! == "T27" && (decimal)t["progressPercent"]! == 20);
        });
    }

    private async Task NothingWasThere(string order)
    {
        var early = Today.AddDays(-20);
        (await coordination.Office.Read($"{Api}/overview?asOf={early:yyyy-MM-dd}"))["tasks"]!.GetValue<int>().ShouldBe(0);
        (await coordination.Office.Read($"{Api}/supervision-orders?asOf={early:yyyy-MM-dd}"))["items"]!.AsArray().ShouldBeEmpty();
        foreach (var address in new[] { "tasks/T13", "themes/2", "plans/baotou/tree", $"supervision-orders/{order}", "annual-plans/2026/市交通运输局" })
        {
            using var answer = await coordination.Office.GetAsync($"{Api}/{address}?asOf={early:yyyy-MM-dd}");
            answer.StatusCode.ShouldBe(HttpStatusCode.NotFound, address);
        }
    }

    /// <summary>No call deletes a row of the plan; whoever does in the database leaves it in the past.</summary>
    private async Task WhatIsGoneIsThere()
    {
        await using var database = coordination.Service.OpenDatabase();
        await using (var delete = database.CreateCommand("delete from subsections where key = '3.1'"))
        {
            await delete.ExecuteNonQueryAsync();
        }

        var now = (await coordination.Office.Read($"{Api}/subsections"))["items"]!.AsArray().Select(s => (string)s!["key"]!);
        var then = (await coordination.Office.Read($"{Api}/subsections?asOf={Today.AddDays(-5):yyyy-MM-dd}"))["items"]!.AsArray().Select(s => (string)s!["key"]!);

        now.ShouldBe(["2.3", "3.3"]);
        then.ShouldBe(["2.3", "3.1", "3.3"]);
    }

    private static string AddressOf(string address, string order, DateOnly? asOf) =>
        $"{Api}/{address.Replace("{order}", order, StringComparison.Ordinal)}{(asOf is { } day ? $"{(address.Contains('?') ? '&' : '?')}asOf={day:yyyy-MM-dd}" : "")}";

    /// <summary>When it was asked and how fresh it is are no part of what it says; a cursor tells its day.</summary>
    private static JsonNode Timeless(JsonNode answer)
    {
        if (answer is JsonObject whole)
        {
            whole.Remove("asOf");
            whole.Remove("freshness");
            if (whole["next"] is not null)
            {
                whole["next"] = "more";
            }
        }

        return answer;
    }

    private static JsonObject AnnualItem(string measure) => new()
    {
        ["key"] = "jt-1", ["year"] = 2026, ["task"] = "T21", ["measure"] = measure, ["milestones"] = new JsonArray("2026-06-30 完成路基"),
    };

    private async Task Push(string resource, params JsonObject[] rows)
    {
        var answer = await coordination.Office.Push($"{Api}/{resource}", rows);
        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Text);
    }

    private async Task Send(string organisation, params JsonObject[] rows)
    {
        var answer = await coordination.Service.As(organisation).Push($"{Api}/progress-reports", rows);
        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Text);
    }

    private async Task<JsonNode> Post(string address, JsonObject body, HttpClient? by = null)
    {
        var answer = await (by ?? coordination.Office).SendBody(HttpMethod.Post, $"{Api}/{address}", Encoding.UTF8.GetBytes(body.ToJsonString()));
        ((int)answer.Status).ShouldBeInRange(200, 201, $"{address}: {answer.Text}");
        return answer.Json;
    }

    private async Task<string> Refused(string address)
    {
        using var answer = await coordination.Office.GetAsync($"{Api}/{address}");
        var problem = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        return $"{problem["field"]} {problem["code"]}";
    }
}
