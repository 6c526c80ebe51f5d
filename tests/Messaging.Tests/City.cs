using System.Text.Json.Nodes;
using Cluster.Backing;
using Cluster.Fixtures;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cluster.Messaging.Tests;

/// <summary>
/// The coordination office on servers of its own that a test may stop and kill, with a plan of forty tasks that three departments report on.
/// </summary>
public sealed class City : IAsyncDisposable
{
    public const int Tasks = 40;
    public static readonly string[] Departments = ["市甲局", "市乙局", "市丙局"];

    private readonly string _folder;

    private City(string folder, NativePostgres postgres, NativeRabbitMq rabbitMq) => (_folder, Postgres, RabbitMq) = (folder, postgres, rabbitMq);

    public NativePostgres Postgres { get; }

    public NativeRabbitMq RabbitMq { get; }

    public Servers Servers { get; private set; } = null!;

    public RunningService Coordination { get; private set; } = null!;

    public static async Task<City> Start()
    {
        var folder = Path.Combine(Path.GetTempPath(), $"cluster-city-{Guid.NewGuid():N}");
        var postgres = NativePostgres.StartAsync(Path.Combine(folder, "postgres"), NullLogger.Instance);
        var rabbitMq = NativeRabbitMq.StartAsync(Path.Combine(folder, "rabbitmq"), NullLogger.Instance);
        var city = new City(folder, await postgres, await rabbitMq);
        city.Servers = Servers.Of(city.Postgres, city.RabbitMq);
        city.Coordination = await RunningService.Start("coordination", "Cluster.Coordination", servers: city.Servers);
        await city.LoadPlan();
        return city;
    }

    public HttpClient Operator => Coordination.As("", "operator", "operator");

    public async ValueTask DisposeAsync()
    {
        await Coordination.DisposeAsync();
        await Task.WhenAll(Postgres.DisposeAsync().AsTask(), RabbitMq.DisposeAsync().AsTask());
        Directory.Delete(_folder, recursive: true);
    }

    public static string TaskOf(int number) => $"T{number:00}";

    private async Task LoadPlan()
    {
        using var office = Coordination.As("领导小组办公室", "office");
        await Load(office, "organisations", Departments.Select(d => new JsonObject
        {
            ["key"] = d, ["fullName"] = d, ["nameEn"] = d, ["kind"] = "municipal-bureau",
        }));
        await Load(office, "themes", [new JsonObject { ["key"] = "1", ["ordinal"] = 1, ["title"] = "板块", ["titleEn"] = "theme" }]);
        await Load(office, "subsections",
            [new JsonObject { ["key"] = "1.1", ["theme"] = "1", ["ordinal"] = 1, ["title"] = "小节", ["titleEn"] = "subsection" }]);
        await Load(office, "tasks", Enumerable.Range(1, Tasks).Select(n => new JsonObject
        {
            ["key"] = TaskOf(n), ["theme"] = "1", ["subsection"] = "1.1", ["clause"] = "1.1", ["ordinal"] = n, ["title"] = $"任务{n}",
            ["titleEn"] = $"task {n}", ["leads"] = new JsonArray(Departments[0]), ["coOperators"] = new JsonArray(Departments[1], Departments[2]),
        }));
    }

    private static async Task Load(HttpClient office, string resource, IEnumerable<JsonObject> rows)
    {
        var answer = await office.PushBatch($"/api/coordination/{resource}", rows);
        answer.Status.ShouldBe(System.Net.HttpStatusCode.OK, answer.Text);
    }
}
