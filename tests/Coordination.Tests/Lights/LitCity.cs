using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Cluster.Contracts.Portfolio;
using Cluster.Fixtures;
using Cluster.Messaging;
using Cluster.ServiceDefaults;
using Npgsql;

namespace Cluster.Coordination.Tests.Lights;

/// <summary>The tests of the lights' addresses share a service; each that changes something has a project of its own.</summary>
[CollectionDefinition(Name)]
public sealed class LitCityCollection : ICollectionFixture<LitCity>
{
    public const string Name = "lights";
}

/// <summary>The office and three projects, one red, one yellow and one green, of two departments; their events come through the broker.</summary>
public sealed class LitCity : IAsyncLifetime
{
    public const string Address = "/api/coordination/lights";
    public const string Reasons = "/api/coordination/light-reasons";

    private readonly CoordinationService _coordination = new();

    public RunningService Service => _coordination.Service;

    public HttpClient Office => _coordination.Office;

    public HttpClient Transport { get; private set; } = null!;

    public HttpClient Housing { get; private set; } = null!;

    public NpgsqlDataSource Database { get; private set; } = null!;

    public static DateOnly Today => TimeProvider.System.Today();

    private static DateOnly LastMonth => new DateOnly(Today.Year, Today.Month, 1).AddMonths(-1);

    public async ValueTask InitializeAsync()
    {
        await _coordination.InitializeAsync();
        Transport = Service.As("市交通运输局");
        Housing = Service.As("市住建局");
        Database = Service.OpenDatabase();
        await Tell("red", donePercent: 0);
        await Tell("yellow", donePercent: 70);
        await Tell("green", donePercent: 100, owner: "市住建局", county: "150203", task: "T13");
        await IsShown("red", "red");
        await IsShown("yellow", LastMonth.Month >= 4 ? "yellow" : "green"); // 30 % behind are 10 points from April on
        await IsShown("green", "green");
    }

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        await _coordination.DisposeAsync();
    }

    /// <summary>A project that has been going on for two years, with a plan of 1,200 and the last month reported.</summary>
    /// <param name="donePercent">Of what the schedule asks for.</param>
    public async Task Tell(string key, decimal donePercent, string owner = "市交通运输局", string county = "150202", string task = "T21")
    {
        var started = Today.AddYears(-2);
        var project = ToldProjects.Project(
            key, Today, plannedStart: started, startedOn: started, enteredOn: started, owner: owner, counties: [county], tasks: [task], passages: ("building", started));
        await Write($"coordination/projects/{key}", project.Event);
        foreach (var year in new[] { LastMonth.Year, Today.Year }.Distinct())
        {
            await Write($"coordination/project-years/{key}.{year}", new ProjectYearReported(
                $"{key}.{year}", owner, key, year, "continued", 1_200, PlannedStart: null, EnteredOn: null, RemovedOn: null, RemovalReason: null));
        }

        await Report(key, donePercent, version: 1);
    }

    public Task Report(string key, decimal donePercent, long version) => Write(
        $"coordination/project-months/{key}.{LastMonth:yyyy-MM}", new ProjectMonthReported(
            $"{key}.{LastMonth:yyyy-MM}", "市交通运输局", key, $"{LastMonth:yyyy-MM}", LastMonth.Month * donePercent, SinceStartWan: null, ConstructionWan: null,
            EquipmentWan: null, OtherCostsWan: null, InPlaceWan: null, PaidWan: null, Progress: null, Variance: null, Correction: null), version);

    public static string KeyOf(string project) => $"coordination/{project}";

    public static string AddressOf(string project) => $"{Address}/project/{Uri.EscapeDataString(KeyOf(project))}";

    public Task<JsonNode> IsShown(string project, string light, string dimension = "overall") => Eventually.Fits(
        async () => (await Office.Read(AddressOf(project)))["lights"]!.AsArray().SingleOrDefault(l => l!["dimension"]!.GetValue<string>() == dimension) ?? new JsonObject(),
        shown => shown["shown"]?["light"]?.GetValue<string>() == light)!;

    public static Task<ApiAnswer> Post(HttpClient by, string address, JsonObject body) =>
        by.SendBody(HttpMethod.Post, address, Encoding.UTF8.GetBytes(body.ToJsonString()));

    /// <summary>As if it had been shown for so many days.</summary>
    public async Task LetPass(string project, int days)
    {
        await using var command = Database.CreateCommand(
            "update lights set valid_from = valid_from - $2, recorded_at = recorded_at - make_interval(days => $2) where subject = $1");
        command.Parameters.Add(new() { Value = KeyOf(project) });
        command.Parameters.Add(new() { Value = days });
        await command.ExecuteNonQueryAsync();
    }

    public async Task<List<string>> Query(string sql)
    {
        await using var command = Database.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
        {
            rows.Add(reader.GetString(0));
        }

        return rows;
    }

    /// <summary>By way of this service's own log, which goes to the broker and comes back like that of any other.</summary>
    private async Task Write<TEvent>(string aggregate, TEvent body, long version = 1)
    {
        await using var command = Database.CreateCommand("""
            with write as (
                insert into log_writes (written_at, organisation, client, role, events, attempts, next_attempt_at)
                values (now(), '', 'test', 'system', 1, 0, now())
                returning id)
            insert into log_events (write_id, ordinal, kind, aggregate, version, body) select id, 1, $1, $2, $3, $4::json from write
            """);
        command.Parameters.Add(new() { Value = EventJson.KindOf<TEvent>() });
        command.Parameters.Add(new() { Value = aggregate });
        command.Parameters.Add(new() { Value = version });
        command.Parameters.Add(new() { Value = EventJson.Write(body) });
        await command.ExecuteNonQueryAsync();
    }
}
