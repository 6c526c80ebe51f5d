using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Cluster.Fixtures;

namespace Cluster.Coordination.Tests.AnnualPlans;

/// <summary>The tests of yearly plans share a service; each has a year of its own.</summary>
[CollectionDefinition(Name)]
public sealed class PlansCollection : ICollectionFixture<PlanningOffice>
{
    public const string Name = "annual plans";
}

/// <summary>T13 has two leads (市发改委, 市商务局), T21 one (市交通运输局), T27 none: those who co-operate (市住建局, 市发改委) answer for it.</summary>
public sealed class PlanningOffice : IAsyncLifetime
{
    public const string Plans = "/api/coordination/annual-plans";
    public const string Items = "/api/coordination/annual-plan-items";

    private readonly CoordinationService _coordination = new();
    private int _year = 2030;

    public RunningService Service => _coordination.Service;

    public HttpClient Office => _coordination.Office;

    public HttpClient Transport { get; private set; } = null!;

    public HttpClient Reform { get; private set; } = null!;

    public HttpClient Commerce { get; private set; } = null!;

    public HttpClient Housing { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await _coordination.InitializeAsync();
        (Transport, Reform, Commerce, Housing) = (Service.As("市交通运输局"), Service.As("市发改委"), Service.As("市商务局"), Service.As("市住建局"));
    }

    public ValueTask DisposeAsync() => _coordination.DisposeAsync();

    public int NewYear() => Interlocked.Increment(ref _year);

    public static JsonObject Item(int year, string key = "jt-1", string task = "T21") => new()
    {
        ["key"] = $"{year}-{key}", ["year"] = year, ["task"] = task, ["measure"] = "建成城市快速路", ["goal"] = "通车20公里",
        ["milestones"] = new JsonArray($"{year}-06-30 完成路基", $"{year}-11-30 通车"), ["coOperators"] = new JsonArray("住建局"),
    };

    public async Task Push(JsonObject item, HttpClient? by = null)
    {
        var answer = await (by ?? Transport).Push(Items, item);
        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Text);
    }

    public async Task<string[]> Refused(JsonObject item, HttpClient? by = null)
    {
        var answer = await (by ?? Transport).Push(Items, item);
        answer.Count("rejected").ShouldBe(1, answer.Text);
        return answer.Faults();
    }

    /// <summary>Another person takes each kind of step.</summary>
    public Task<ApiAnswer> Do(int year, string command, HttpClient? by = null, JsonObject? body = null, string organisation = "市交通运输局") =>
        (by ?? (command is "accept" or "return" ? Office : Transport)).SendBody(
            HttpMethod.Post, $"{Plans}/{year}/{organisation}/{command}", Encoding.UTF8.GetBytes((body ?? Body(command)).ToJsonString()));

    public static JsonObject Body(string command, string? by = null) => command switch
    {
        "return" => new() { ["note"] = "请补充", ["by"] = by ?? "王主任" },
        "accept" => new() { ["by"] = by ?? "王主任" },
        "revise" => new() { ["reason"] = "上级任务调整", ["by"] = by ?? "李科长" },
        _ => new() { ["by"] = by ?? "李科长" },
    };

    /// <summary>A plan with one entry that went the given way.</summary>
    public async Task<int> Have(params string[] commands)
    {
        var year = NewYear();
        await Push(Item(year));
        foreach (var command in commands)
        {
            var answer = await Do(year, command);
            answer.Status.ShouldBe(HttpStatusCode.OK, $"{command}: {answer.Text}");
        }

        return year;
    }

    public Task<JsonNode> Plan(int year, string organisation = "市交通运输局", HttpClient? by = null) => (by ?? Office).Read($"{Plans}/{year}/{organisation}");
}
