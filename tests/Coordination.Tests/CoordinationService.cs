using System.Text.Json.Nodes;
using Cluster.Fixtures;

namespace Cluster.Coordination.Tests;

/// <summary>The office's service with a small plan: two themes, three tasks, four organisations.</summary>
public sealed class CoordinationService : IAsyncLifetime
{
    public RunningService Service { get; private set; } = null!;

    public HttpClient Office { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Service = await RunningService.Start(
            "coordination", "Cluster.Coordination", settings: new Dictionary<string, string> { ["Webhooks__AllowedNetworks"] = "127.0.0.0/8" });
        Office = Service.As("领导小组办公室", "office");
        await Load("organisations",
            Organisation("市交通运输局", "交通运输局"), Organisation("市发改委", "发改委"), Organisation("市商务局", "商务局"),
            Organisation("市住建局", "住建局"));
        await Load("themes", Theme("2", "引导产业协同发展"), Theme("3", "加快基础设施互联互通"));
        await Load("subsections", Subsection("2.3", "2"), Subsection("3.1", "3"), Subsection("3.3", "3"));
        await Load("tasks",
            Task("T13", "2", "2.3", 13, leads: ["市发改委", "市商务局"], coOperators: ["市交通运输局"]),
            Task("T21", "3", "3.1", 21, leads: ["市交通运输局"], coOperators: ["市住建局", "市发改委"]),
            Task("T27", "3", "3.3", 27, leads: [], coOperators: ["市住建局", "市发改委"]));
        await Load("targets", new JsonObject
        {
            ["key"] = "G06", ["task"] = "T21", ["indicator"] = "一级以上公路连通", ["indicatorEn"] = "Seats connected by class I",
            ["comparison"] = "=", ["value"] = 100, ["unit"] = "%",
        });
    }

    public async ValueTask DisposeAsync() => await Service.DisposeAsync();

    /// <summary>What a unit reads of a resource in its changes, keys with versions. Changes wait for the oldest transaction of the whole server.</summary>
    public static Task<List<string>> ChangesOf(HttpClient unit, string resource, string beginning, int atLeast = 0) => Eventually.Fits(
        async () => (await unit.Read($"/api/coordination/changes?resource={resource}&pageSize=500"))["items"]!.AsArray()
            .Select(c => $"{c!["aggregate"]!.GetValue<string>().Split('/', 3)[2]} {c["version"]}").Where(c => c.StartsWith(beginning, StringComparison.Ordinal)).ToList(),
        found => found.Count >= atLeast);

    public static JsonObject Report(
        string task, string organisation, string period = "2025Q3", decimal progress = 50, string state = "in-progress", string words = "按计划推进") => new()
    {
        ["task"] = task, ["organisation"] = organisation, ["period"] = period, ["progressPercent"] = progress, ["state"] = state, ["words"] = words,
    };

    public static JsonObject Organisation(string name, params string[] aliases) => new()
    {
        ["key"] = name, ["fullName"] = $"包头{name}", ["nameEn"] = name, ["kind"] = "municipal-bureau",
        ["aliases"] = new JsonArray([.. aliases.Select(a => (JsonNode)a)]),
    };

    public static JsonObject Task(string key, string theme, string subsection, int ordinal, string[] leads, string[] coOperators) => new()
    {
        ["key"] = key, ["theme"] = theme, ["subsection"] = subsection, ["clause"] = subsection, ["ordinal"] = ordinal,
        ["title"] = $"任务{key}", ["titleEn"] = $"Task {key}",
        ["leads"] = new JsonArray([.. leads.Select(a => (JsonNode)a)]),
        ["coOperators"] = new JsonArray([.. coOperators.Select(a => (JsonNode)a)]),
        ["implementers"] = new JsonArray("各相关地区"), ["measures"] = new JsonArray("举措一"), ["measuresEn"] = new JsonArray("measure one"),
    };

    private static JsonObject Theme(string key, string title) =>
        new() { ["key"] = key, ["ordinal"] = int.Parse(key, null), ["title"] = title, ["titleEn"] = $"Theme {key}" };

    private static JsonObject Subsection(string key, string theme) =>
        new() { ["key"] = key, ["theme"] = theme, ["ordinal"] = 1, ["title"] = $"小节{key}", ["titleEn"] = $"Subsection {key}" };

    private async Task Load(string resource, params JsonObject[] rows)
    {
        var answer = await Office.Push($"/api/coordination/{resource}", rows);
        answer.Status.ShouldBe(System.Net.HttpStatusCode.OK, answer.Text);
    }
}
