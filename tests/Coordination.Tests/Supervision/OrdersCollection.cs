using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cluster.Contracts.Coordination;
using Cluster.Fixtures;
using Cluster.Messaging;
using Cluster.ServiceDefaults;

namespace Cluster.Coordination.Tests.Supervision;

/// <summary>The tests of orders share a service; each has matters of its own.</summary>
[CollectionDefinition(Name)]
public sealed class OrdersCollection : ICollectionFixture<SupervisingOffice>
{
    public const string Name = "supervision orders";
}

/// <summary>The office, a lead (市交通运输局), a unit that co-operates (市住建局) and one that has nothing to do with it (市商务局).</summary>
public sealed class SupervisingOffice : IAsyncLifetime
{
    public const string Orders = "/api/coordination/supervision-orders";

    private readonly CoordinationService _coordination = new();

    public RunningService Service => _coordination.Service;

    public HttpClient Office => _coordination.Office;

    public HttpClient Lead { get; private set; } = null!;

    public HttpClient CoOperator { get; private set; } = null!;

    public HttpClient Stranger { get; private set; } = null!;

    public static DateOnly Today => TimeProvider.System.Today();

    public async ValueTask InitializeAsync()
    {
        await _coordination.InitializeAsync();
        Lead = Service.As("市交通运输局");
        CoOperator = Service.As("市住建局");
        Stranger = Service.As("市商务局");
    }

    public ValueTask DisposeAsync() => _coordination.DisposeAsync();

    public static JsonObject Proposal(string matter, string basis = "slow", string? kind = "ordinary", string lead = "市交通运输局") => new()
    {
        ["matter"] = matter, ["task"] = "T21", ["basis"] = basis, ["kind"] = kind, ["lead"] = lead, ["coOperators"] = new JsonArray("市住建局"),
    };

    /// <summary>A body that the command takes.</summary>
    public static JsonObject Body(string command, string by = "王主任") => command switch
    {
        "sign" => new() { ["decidedBy"] = by },
        "remind" => new() { ["note"] = "请于期限前反馈", ["decidedBy"] = by },
        "feedback" => new() { ["words"] = "已完成路基", ["fedBackBy"] = $"{by}的同事" },
        "extend" => new() { ["limitDate"] = $"{Today.AddDays(90):yyyy-MM-dd}", ["reason"] = "冬季停工", ["decidedBy"] = by },
        "close" => new()
        {
            ["problem"] = "路基进度滞后", ["goal"] = "年底通车", ["telephone"] = "0472-5618000", ["measures"] = "增加班组", ["result"] = "已通车", ["decidedBy"] = by,
        },
        "return" => new() { ["note"] = "请补充照片", ["decidedBy"] = by },
        _ => new() { ["note"] = "台账销号", ["decidedBy"] = by },
    };

    public Task<ApiAnswer> Propose(JsonObject proposal, HttpClient? by = null) => Post(by ?? Office, Orders, proposal);

    public async Task<string> Have(string matter, params string[] commands)
    {
        var proposed = await Propose(Proposal(matter));
        proposed.Status.ShouldBe(HttpStatusCode.Created, proposed.Text);
        var number = proposed.Json["number"]!.GetValue<string>();
        foreach (var command in commands)
        {
            var answer = await Do(number, command);
            answer.Status.ShouldBe(HttpStatusCode.OK, answer.Text);
        }

        return number;
    }

    public Task<ApiAnswer> Do(string number, string command, JsonObject? body = null, HttpClient? by = null) =>
        Post(by ?? (command == "feedback" ? Lead : Office), $"{Orders}/{number}/{command}", body ?? Body(command));

    public async Task<JsonNode> Order(string number) => (await Office.Read($"{Orders}/{number}"))["order"]!;

    public Task<JsonNode> Overdue(int daysFromNow, HttpClient? by = null) => (by ?? Office).Read($"{Orders}/overdue?asOf={Today.AddDays(daysFromNow):yyyy-MM-dd}");

    /// <summary>As if all of it had happened the given number of days before.</summary>
    public async Task LetPass(string number, int days)
    {
        await using var database = Service.OpenDatabase();
        await using var command = database.CreateCommand("""
            with moved as (update supervision_orders set limit_date = limit_date - $2 where number = $1)
            update supervision_order_steps set limit_date = limit_date - $2, day = day - $2 where number = $1
            """);
        command.Parameters.Add(new() { Value = number });
        command.Parameters.Add(new() { Value = days });
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>The events that were told of an order: their versions and what they say.</summary>
    public async Task<List<(long Version, SupervisionOrderMoved Event)>> Events(string number)
    {
        await using var database = Service.OpenDatabase();
        await using var command = database.CreateCommand("select version, body::text from log_events where aggregate = $1 order by version");
        command.Parameters.Add(new() { Value = $"coordination/supervision-orders/{number}" });
        await using var reader = await command.ExecuteReaderAsync();
        var events = new List<(long, SupervisionOrderMoved)>();
        while (await reader.ReadAsync())
        {
            events.Add((reader.GetInt64(0), JsonSerializer.Deserialize<SupervisionOrderMoved>(reader.GetString(1), EventJson.Options)!));
        }

        return events;
    }

    private static Task<ApiAnswer> Post(HttpClient http, string address, JsonObject body) =>
        http.SendBody(HttpMethod.Post, address, Encoding.UTF8.GetBytes(body.ToJsonString()));
}
