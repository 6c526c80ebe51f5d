using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Cluster.Fixtures;
using Cluster.Portfolio.Tests.Curves;
using Cluster.Portfolio.Tests.Months;
using Cluster.Portfolio.Tests.Permits;
using Cluster.Portfolio.Tests.Problems;
using Cluster.Portfolio.Tests.Projects;
using Cluster.ServiceDefaults;

namespace Cluster.Portfolio.Tests.Pool;

/// <summary>What the pool told ten days ago it tells again of that day, whatever was reported, corrected or merged since, and after a rebuild too.</summary>
public sealed class PastPoolTests(PoolServices services) : IClassFixture<PoolServices>
{
    private const string Service = "/api/infrastructure";
    private const string Pool = "/api/coordination";

    private static readonly DateOnly Today = TimeProvider.System.Today();

    private static readonly string[] Reads =
    [
        "project-dispatch?month=2025-05", "project-dispatch?month=2025-05&by=county", "project-dispatch?month=2025-05&by=owner",
        "project-dispatch?month=2025-05&by=chain", "project-dispatch?month=2025-05&by=task", "project-dispatch?month=2025-05&by=stage",
        "project-dispatch/2025", "rankings?by=county&month=2025-05&against=2025-04", "rankings?by=owner&month=2025-05", "rankings?by=chain&month=2025-05",
        "projects", "projects?chain=%E7%A8%80%E5%9C%9F", "projects/permits/rates", "projects/permits/rates?by=district", "projects/problems/overdue",
        "project-merges", "project-merges?state=proposed",
    ];

    private readonly HttpClient _transport = services.Infrastructure.As("市交通运输局");

    [Fact]
    public async Task The_pool_of_a_past_day_is_what_was_told_up_to_it()
    {
        await Push("projects", Built("p-1").With("sharesPercent", new JsonArray(70, 30)).With("tasks", new JsonArray("T21")), Built("p-2").With("chain", "稀土"));
        await Push("project-years", Year("p-1"), Year("p-2"));
        await Push("project-months", Month("p-1", "2025-04", 350), Month("p-2", "2025-04", 320), Month("p-1", "2025-05", 400).With("inPlaceWan", 300).With("paidWan", 200));
        await Push("project-curves", PushProjectCurvesTests.Curve("p-1"));
        await services.Infrastructure.As("领导小组办公室", "office").Accept("p-1.2025");
        await Push("project-permits", PushPermitsTests.Permit("p-1", "approval"), PushPermitsTests.Permit("p-2", "land").With("doneOn", null).With("number", null));
        await Push("project-problems", PushProblemsTests.Problem("q-1", "p-1"), PushProblemsTests.Problem("q-2", "p-2"));
        await Eventually.True(async () => await Known() == (1, 2));
        await Eventually.True(async () => await Done() == 720 && (int)(await Totals())["onOwnCurve"]! == 1);
        await using var database = services.Coordination.OpenDatabase();
        await database.Age(10);
        var read = await ReadAll(asOf: null);

        await Push("projects", Built("p-1").With("sharesPercent", new JsonArray(20, 80)).With("chain", "光伏"), PushProjectsTests.Built("p-3"));
        await Push("project-years", Year("p-2").With("category", "finishing"), Year("p-3"));
        await Push("project-months", Month("p-1", "2025-05", 410), Month("p-2", "2025-05", 330), Month("p-3", "2025-05", 50));
        await Push("project-curves", PushProjectCurvesTests.Curve("p-2"));
        await services.Infrastructure.As("领导小组办公室", "office").Accept("p-2.2025");
        await Eventually.True(async () => await Done() == 790 && (int)(await Totals())["onOwnCurve"]! == 2);
        await Push("project-permits", PushPermitsTests.Permit("p-2", "land"), PushPermitsTests.Permit("p-3", "planning"));
        await Push(
            "project-problems", PushProblemsTests.Problem("q-1", "p-1").With("solvedOn", "2025-02-01").With("solution", "已签订协议"),
            PushProblemsTests.Problem("q-2", "p-2").With("level", "region"), PushProblemsTests.Problem("q-3", "p-3"));
        await Eventually.True(async () => await Known() == (3, 2));
        await Merge();
        await Eventually.True(async () => await Done() == 460);

        await AreAsThey(read);
        var today = await ReadAll(Today);
        foreach (var (address, now) in await ReadAll(asOf: null))
        {
            JsonNode.DeepEquals(now, read[address]).ShouldBeFalse($"{address} did not change, and so shows nothing");
            JsonNode.DeepEquals(now, today[address]).ShouldBeTrue($"{address} of today");
        }

        var late = (await services.Office.Read(AddressOf("projects/problems/overdue", Today.AddDays(-5))))["items"]![0]!;
        (late["daysOverdue"]!.GetValue<int>()).ShouldBe(Today.AddDays(-5).DayNumber - new DateOnly(2025, 1, 10).DayNumber); // on that day

        (await services.Office.Read($"{Pool}/project-dispatch?month=2025-05&asOf={Today.AddDays(-20):yyyy-MM-dd}"))["totals"]![0]!["projects"]!.GetValue<int>().ShouldBe(0);
        (await Faults($"{Pool}/project-dispatch?month=2025-05&asOf={Today.AddDays(1):yyyy-MM-dd}")).ShouldBe("as-of-not-yet");
    }

    private async Task AreAsThey(Dictionary<string, JsonNode> were)
    {
        foreach (var (address, told) in await ReadAll(Today.AddDays(-5)))
        {
            JsonNode.DeepEquals(told, were[address]).ShouldBeTrue($"{address}\n{told.ToJsonString()}\n{were[address].ToJsonString()}");
        }
    }

    private async Task<Dictionary<string, JsonNode>> ReadAll(DateOnly? asOf)
    {
        var read = new Dictionary<string, JsonNode>();
        foreach (var address in Reads)
        {
            read.Add(address, Timeless(await services.Office.Read(AddressOf(address, asOf))));
        }

        return read;
    }

    /// <summary>A problem is overdue longer each day.</summary>
    private static JsonNode Timeless(JsonNode answer)
    {
        (answer as JsonObject)?.Remove("asOf");
        foreach (var item in answer["items"] as JsonArray ?? [])
        {
            (item as JsonObject)?.Remove("daysOverdue");
        }

        return answer;
    }

    /// <summary>Permits done and problems overdue.</summary>
    private async Task<(decimal Done, int Overdue)> Known() => (
        (await services.Office.Read($"{Pool}/projects/permits/rates"))["permits"]!["done"]!.GetValue<decimal>(),
        (await services.Office.Read($"{Pool}/projects/problems/overdue"))["items"]!.AsArray().Count);

    private static JsonObject Built(string key) => PushProjectsTests.Built(key).With("creditCode", "91150000701463622D");

    private static string AddressOf(string address, DateOnly? asOf) =>
        $"{Pool}/{address}{(asOf is { } day ? $"{(address.Contains('?') ? '&' : '?')}asOf={day:yyyy-MM-dd}" : "")}";

    private async Task<decimal> Done() => (decimal)(await Totals())["doneWan"]!;

    private async Task<JsonNode> Totals() => (await services.Office.Read($"{Pool}/project-dispatch?month=2025-05"))["totals"]![0]!;

    private async Task Merge()
    {
        var answer = await services.Office.SendBody(HttpMethod.Post, $"{Pool}/project-merges", Encoding.UTF8.GetBytes(new JsonObject
        {
            ["first"] = "infrastructure/p-1", ["second"] = "infrastructure/p-2", ["decision"] = "merge", ["remaining"] = "infrastructure/p-1", ["reason"] = "同一条路",
            ["decidedBy"] = "王主任",
        }.ToJsonString()));
        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Text);
    }

    private async Task<string> Faults(string address)
    {
        using var answer = await services.Office.GetAsync(address);
        return (string)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["code"]!;
    }

    private async Task Push(string resource, params JsonObject[] rows)
    {
        var answer = await _transport.Push($"{Service}/{resource}", rows);
        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Text);
    }

    private static JsonObject Year(string project) => PushProjectMonthsTests.Year(project, 2025, 1_000);

    private static JsonObject Month(string project, string month, decimal value) =>
        PushProjectMonthsTests.Month(project, month, value).With("variance", "征地提前完成");
}
