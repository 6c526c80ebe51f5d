using System.Text;
using System.Text.Json.Nodes;
using Cluster.Fixtures;
using Npgsql;

namespace Cluster.Ingestion.Tests;

/// <summary>A department's system with a credential and keys of its own, and a look at all that it has written.</summary>
public sealed class Department : IDisposable
{
    public const string Segments = "/api/infrastructure/segments";

    private const string WrittenSql = """
        select
            (select coalesce(json_agg(s order by key), '[]')::text from segments s where starts_with(key, $1)),
            (select coalesce(json_agg(json_build_array(aggregate, version, body, before) order by aggregate, version), '[]')::text
             from log_events where starts_with(aggregate, 'infrastructure/segments/' || $1)),
            (select coalesce(json_agg(events order by id), '[]')::text from log_writes where client = $2),
            (select coalesce(json_agg(k order by key), '[]')::text from idempotency_keys k where client = $2)
        """;

    private readonly NpgsqlDataSource _database;
    private readonly string _id = Guid.NewGuid().ToString("N")[..12];

    public Department(RunningService one, RunningService other, NpgsqlDataSource database)
    {
        _database = database;
        (Http, Replica) = (one.As(Name, client: Client), other.As(Name, client: Client));
    }

    public string Name => $"测试{_id}局";

    public string Client => $"{_id}-system";

    public HttpClient Http { get; }

    /// <summary>The same credential at the other replica.</summary>
    public HttpClient Replica { get; }

    public string Key(object name) => $"{_id}-{name}";

    public JsonObject Road(object name, decimal lengthKm = 10) => new()
    {
        ["key"] = Key(name), ["kind"] = "road", ["name"] = "东河—固阳", ["status"] = "under-construction", ["lengthKm"] = lengthKm,
    };

    /// <summary>A row that is refused for its length.</summary>
    public JsonObject FaultyRoad(object name) => Road(name, -1);

    public Task<ApiAnswer> Push(params JsonObject[] rows) => Http.Push(Segments, rows);

    public Task<ApiAnswer> PushBatch(IEnumerable<JsonObject> rows, string? mode = null, bool? atomic = null, string? key = null) =>
        Http.PushBatch(Segments, rows, mode, atomic, key);

    public Task<ApiAnswer> Put(object name, JsonObject row, string? idempotencyKey = null) =>
        Http.Put(Segments, Key(name), row, idempotencyKey);

    public Task<ApiAnswer> PushCsv(string text, string query = "", string? key = null) => PushFile(Encoding.UTF8.GetBytes(text), "text/csv", query, key);

    public Task<ApiAnswer> PushLines(string text, string query = "", string? key = null) => PushLines(Encoding.UTF8.GetBytes(text), query, key);

    public Task<ApiAnswer> PushLines(byte[] lines, string query = "", string? key = null) =>
        Post($"{Segments}/batch{query}", lines, "application/x-ndjson", key);

    public Task<ApiAnswer> PushFile(byte[] file, string type, string query = "", string? key = null) => Post($"{Segments}/file{query}", file, type, key);

    private async Task<ApiAnswer> Post(string address, byte[] file, string type, string? key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(file) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        using var response = await Http.SendAsync(request);
        return new ApiAnswer(response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    public async Task<Written> Written()
    {
        await using var command = _database.CreateCommand(WrittenSql);
        command.Parameters.Add(new() { Value = Key("") });
        command.Parameters.Add(new() { Value = Client });
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        return new Written(Json(0), Json(1), Json(2), Json(3));

        JsonArray Json(int column) => JsonNode.Parse(reader.GetString(column))!.AsArray();
    }

    public async Task ForgetAnswers()
    {
        await using var command = _database.CreateCommand("delete from idempotency_keys where client = $1");
        command.Parameters.Add(new() { Value = Client });
        await command.ExecuteNonQueryAsync();
    }

    public void Dispose()
    {
        Http.Dispose();
        Replica.Dispose();
    }
}

/// <summary>All that a department's pushes have left behind.</summary>
/// <param name="Rows">The segments as they are stored, by key.</param>
/// <param name="Events">[aggregate, version, body, before], by aggregate and version.</param>
/// <param name="Writes">How many events each write left.</param>
/// <param name="Answers">The kept answers.</param>
public sealed record Written(JsonArray Rows, JsonArray Events, JsonArray Writes, JsonArray Answers)
{
    public IReadOnlyList<long> VersionsOf(string key) =>
        [.. Events.Where(e => e![0]!.GetValue<string>().EndsWith("/" + key, StringComparison.Ordinal)).Select(e => e![1]!.GetValue<long>())];

    public JsonNode? Row(string key) => Rows.FirstOrDefault(r => r!["key"]!.GetValue<string>() == key);

    public decimal? LengthOf(string key) => Row(key)?["length_km"]!.GetValue<decimal>();

    public void ShouldBe(Written other) => ToString().ShouldBe(other.ToString());

    public override string ToString() => new JsonArray(Rows.DeepClone(), Events.DeepClone(), Writes.DeepClone(), Answers.DeepClone()).ToJsonString();
}
