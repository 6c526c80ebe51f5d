using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Cluster.Fixtures;
using Cluster.ServiceDefaults;

namespace Cluster.Coordination.Tests.Matters;

/// <summary>The tests of matters share a service; each has titles and meetings of its own.</summary>
[CollectionDefinition(Name)]
public sealed class MattersCollection : ICollectionFixture<ConferringOffice>
{
    public const string Name = "matters to coordinate";
}

/// <summary>T21 is led by 市交通运输局; 市住建局 co-operates; 市商务局 has nothing to do with it.</summary>
public sealed class ConferringOffice : IAsyncLifetime
{
    public const string Register = "/api/coordination/matters";
    public const string Conferences = "/api/coordination/joint-conferences";
    public const string Reports = "/api/coordination/resolution-reports";
    public const string Resolutions = "/api/coordination/resolutions";

    private readonly CoordinationService _coordination = new();
    private int _meeting;

    public RunningService Service => _coordination.Service;

    public HttpClient Office => _coordination.Office;

    public HttpClient Transport { get; private set; } = null!;

    public HttpClient Housing { get; private set; } = null!;

    public HttpClient Commerce { get; private set; } = null!;

    public static DateOnly Today => TimeProvider.System.Today();

    public async ValueTask InitializeAsync()
    {
        await _coordination.InitializeAsync();
        (Transport, Housing, Commerce) = (Service.As("市交通运输局"), Service.As("市住建局"), Service.As("市商务局"));
    }

    public ValueTask DisposeAsync() => _coordination.DisposeAsync();

    public static string Day(int days) => $"{Today.AddDays(days):yyyy-MM-dd}";

    public static JsonObject Matter(string title) => new()
    {
        ["title"] = title, ["details"] = "需协调管线迁改", ["task"] = "T21", ["wanted"] = new JsonArray("住建局"), ["by"] = "李科长",
    };

    public static JsonObject Body(string command, string by = "王主任") => command switch
    {
        "assign" => new() { ["lead"] = "住建局", ["coOperators"] = new JsonArray("市发改委"), ["due"] = Day(20), ["by"] = by },
        "decide" => new() { ["decision"] = "由住建局负责迁改", ["lead"] = "市住建局", ["due"] = Day(60), ["by"] = by },
        "finish" => new() { ["result"] = "已迁改", ["by"] = by },
        _ => new() { ["reason"] = "情况有变", ["by"] = by },
    };

    /// <summary>A meeting so many days from now.</summary>
    public async Task<string> Meet(int days)
    {
        var number = Interlocked.Increment(ref _meeting);
        var answer = await Record($"{Today.Year}-{number}", number, days);
        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Text);
        return $"{Today.Year}-{number}";
    }

    public Task<ApiAnswer> Record(string key, int number, int days) => Office.Push(Conferences, new JsonObject
    {
        ["key"] = key, ["series"] = "联席会议", ["number"] = number, ["heldOn"] = Day(days), ["chair"] = "市长",
    });

    public Task<ApiAnswer> Raise(JsonObject matter, HttpClient? by = null) => Post(by ?? Transport, Register, matter);

    public Task<ApiAnswer> Do(string number, string command, JsonObject? body = null, HttpClient? by = null) =>
        Post(by ?? (command == "withdraw" ? Transport : Office), $"{Register}/{number}/{command}", body ?? Body(command));

    /// <summary>A matter that went the given way; it is scheduled for a meeting today.</summary>
    public async Task<string> Have(string title, params string[] commands)
    {
        var raised = await Raise(Matter(title));
        raised.Status.ShouldBe(HttpStatusCode.Created, raised.Text);
        var number = (string)raised.Json["number"]!;
        foreach (var command in commands)
        {
            var answer = await Do(number, command, command == "schedule" ? await Scheduling("王主任") : Body(command));
            answer.Status.ShouldBe(HttpStatusCode.OK, $"{command}: {answer.Text}");
        }

        return number;
    }

    public async Task<JsonObject> Scheduling(string by, int days = 0) => new() { ["conference"] = await Meet(days), ["by"] = by };

    public Task<JsonNode> One(string number, HttpClient? by = null) => (by ?? Office).Read($"{Register}/{number}");

    /// <summary>As if all of it had happened the given number of days before.</summary>
    public async Task LetPass(string number, int days)
    {
        await using var database = Service.OpenDatabase();
        await using var command = database.CreateCommand("""
            with moved as (update matters set due = due - $2, decided_on = decided_on - $2, entered_at = entered_at - $2 * interval '1 day' where number = $1)
            update matter_steps set due = due - $2, decided_on = decided_on - $2, at = at - $2 * interval '1 day' where number = $1
            """);
        command.Parameters.Add(new() { Value = number });
        command.Parameters.Add(new() { Value = days });
        await command.ExecuteNonQueryAsync();
    }

    private static Task<ApiAnswer> Post(HttpClient http, string address, JsonObject body) =>
        http.SendBody(HttpMethod.Post, address, Encoding.UTF8.GetBytes(body.ToJsonString()));
}
