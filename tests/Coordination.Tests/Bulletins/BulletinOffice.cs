using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Cluster.Fixtures;

namespace Cluster.Coordination.Tests.Bulletins;

/// <summary>The tests of bulletins share an office; each has a quarter of its own.</summary>
[CollectionDefinition(Name)]
public sealed class BulletinsCollection : ICollectionFixture<BulletinOffice>
{
    public const string Name = "bulletins";
}

/// <summary>The office with a pool of six projects in the years 2024 and 2025, reports on two tasks, and a department.</summary>
public sealed class BulletinOffice : IAsyncLifetime
{
    public const string Address = "/api/coordination/bulletins";

    private readonly CoordinationService _coordination = new();

    public RunningService Service => _coordination.Service;

    public HttpClient Office => _coordination.Office;

    public HttpClient Department { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await _coordination.InitializeAsync();
        Department = Service.As("市交通运输局");
        foreach (var year in new[] { 2024, 2025 })
        {
            await Pool(year);
        }

        await Department.Push("/api/coordination/progress-reports", CoordinationService.Report("T21", "市交通运输局", "2025Q1"));
        await Department.Push("/api/coordination/progress-reports", CoordinationService.Report("T21", "市交通运输局", "2025Q3", 100, "completed"));
    }

    public ValueTask DisposeAsync() => _coordination.DisposeAsync();

    /// <summary>
    /// Two counties are equal by amount, one has no plan; p-6 lies in two. Planned 2,300.0005 and done 1,150.5 in all.
    /// </summary>
    public async Task Pool(int year, string prefix = "")
    {
        await Project($"{prefix}p-1", year, "new", ["150203"], ["100"], "永磁", 1000, 400, 300);
        await Project($"{prefix}p-2", year, "continued", ["150204"], ["100"], "永磁", 2000, 600, 300);
        await Project($"{prefix}p-3", year, "new", ["150202"], ["100"], "储氢", 500, 0, 50.5m);
        await Project($"{prefix}p-4", year, "continued", ["150207"], ["100"], null, 800, 300.0005m, 100);
        await Project($"{prefix}p-5", year, "new", ["150221"], ["100"], "抛光", 900, 500, 200);
        await Project($"{prefix}p-6", year, "continued", ["150222", "150223"], ["70", "30"], "抛光", 1500, 500, 200);
    }

    public async Task Project(
        string key, int year, string category, string[] counties, string[] shares, string? chain, decimal total, decimal planned, decimal done)
    {
        await using var database = Service.OpenDatabase();
        await using var command = database.CreateCommand("""
            with project as (
                insert into pool_projects (key, service, owner, name, unit, counties, shares_percent, chain, tasks, stage, total_wan, started_on)
                values ($1 || '.' || $2, 'infrastructure', '市交通运输局', $1, '路桥公司', $4, $5, $6, '{}', 'building', $7, make_date($2, 1, 1))),
            year as (
                insert into pool_years (key, project, owner, year, category, planned_wan)
                values ($1 || '.' || $2 || '.' || $2, $1 || '.' || $2, '市交通运输局', $2, $3, $8))
            insert into project_months (project, month, year_to_date_wan, version)
            values ($1 || '.' || $2, make_date($2, 3, 1), $9, 1)
            """);
        foreach (var value in new object?[] { key, year, category, counties, shares, chain ?? (object)DBNull.Value, total, planned, done })
        {
            command.Parameters.Add(new() { Value = value });
        }

        await command.ExecuteNonQueryAsync();
    }

    public async Task Execute(string sql)
    {
        await using var database = Service.OpenDatabase();
        await using var command = database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    public Task<ApiAnswer> Draft(string quarter, string by = "王科员", HttpClient? http = null) =>
        Post(http ?? Office, Address, new JsonObject { ["quarter"] = quarter, ["collectedBy"] = by });

    public Task<ApiAnswer> Do(string key, string command, JsonObject? body = null, HttpClient? by = null) =>
        Post(by ?? Office, $"{Address}/{key}/{command}", body ?? Body(command));

    public static JsonObject Body(string command, string by = "王主任") => command switch
    {
        "collect" => new() { ["collectedBy"] = by },
        "withdraw" => new() { ["reason"] = "数据有误", ["decidedBy"] = by },
        _ => new() { ["decidedBy"] = by },
    };

    public static JsonObject Supersede(string successor, string by = "王主任") =>
        new() { ["successor"] = successor, ["reason"] = "更正昆都仑区数据", ["decidedBy"] = by };

    /// <summary>A bulletin of the quarter that the commands have been done to.</summary>
    public async Task<string> Have(string quarter, params string[] commands)
    {
        var drafted = await Draft(quarter);
        drafted.Status.ShouldBe(HttpStatusCode.Created, drafted.Text);
        var key = drafted.Json["key"]!.GetValue<string>();
        foreach (var command in commands)
        {
            var body = command == "supersede" ? Supersede(await Have(quarter, "issue")) : Body(command);
            var answer = await Do(key, command, body);
            answer.Status.ShouldBe(HttpStatusCode.OK, answer.Text);
        }

        return key;
    }

    public async Task<JsonNode> Bulletin(string key) => (await Office.Read($"{Address}/{key}"))["bulletin"]!;

    public async Task<byte[]> File(string key, string format)
    {
        using var answer = await Office.GetAsync($"{Address}/{key}/files/{format}");
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        answer.IsSuccessStatusCode.ShouldBeTrue(Encoding.UTF8.GetString(bytes));
        return bytes;
    }

    /// <summary>The kinds of the events that were told of a bulletin, with their versions.</summary>
    public async Task<List<(long Version, string Kind, JsonNode Body)>> Events(string key)
    {
        await using var database = Service.OpenDatabase();
        await using var command = database.CreateCommand("select version, kind, body::text from log_events where aggregate = $1 order by version");
        command.Parameters.Add(new() { Value = $"coordination/bulletins/{key}" });
        await using var reader = await command.ExecuteReaderAsync();
        var events = new List<(long, string, JsonNode)>();
        while (await reader.ReadAsync())
        {
            events.Add((reader.GetInt64(0), reader.GetString(1).Split('.')[^1], JsonNode.Parse(reader.GetString(2))!));
        }

        return events;
    }

    /// <summary>Everything that is stored of a bulletin, its steps and events included.</summary>
    public async Task<string> Whole(string key) =>
        $"{(await Office.Read($"{Address}/{key}")).ToJsonString()} {string.Join(' ', (await Events(key)).Select(e => $"{e.Version}{e.Kind}"))}";

    private static Task<ApiAnswer> Post(HttpClient http, string address, JsonObject body) =>
        http.SendBody(HttpMethod.Post, address, Encoding.UTF8.GetBytes(body.ToJsonString()));
}
