using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Cluster.Fixtures;

namespace Cluster.Webhooks.Tests;

/// <summary>A department that nobody else is: it pushes segments, and its system receives what it subscribes to.</summary>
public sealed class Department(RunningService service, Receiver receiver) : IDisposable
{
    public const string Webhooks = "/api/infrastructure/webhooks";
    private const string Segments = "/api/infrastructure/segments";

    private readonly string _id = Guid.NewGuid().ToString("N")[..12];
    private HttpClient? _http;

    public string Name => $"测试{_id}局";

    public HttpClient Http => _http ??= service.As(Name);

    /// <summary>Another credential at the same service.</summary>
    public HttpClient As(string role, string scope = "cluster.read cluster.write") => service.As(Name, role, scope: scope);

    /// <returns>The secret.</returns>
    public async Task<string> Subscribe(string name = "changes", string? resources = null, HttpClient? http = null)
    {
        var answer = await Put(name, $$"""{"url":"{{receiver.Address}}/{{name}}"{{(resources is null ? "" : $$""","resources":{{resources}}""")}}}""", http);
        answer.Status.ShouldBe(HttpStatusCode.Created, answer.Text);
        return answer.Json["secret"]!.GetValue<string>();
    }

    public Task<ApiAnswer> Put(string name, string body, HttpClient? http = null) => Send(HttpMethod.Put, name, body, http);

    public Task<ApiAnswer> Send(HttpMethod method, string address, string? body = null, HttpClient? http = null) =>
        (http ?? Http).SendBody(method, $"{Webhooks}/{address}", Encoding.UTF8.GetBytes(body ?? ""));

    public async Task<string[]> Push(int count = 1, HttpClient? http = null)
    {
        var rows = Enumerable.Range(0, count).Select(i => new JsonObject
        {
            ["key"] = $"{_id}-{Guid.CreateVersion7():N}", ["kind"] = "road", ["name"] = "东河—固阳", ["status"] = "under-construction", ["lengthKm"] = 10,
        }).ToList();
        var answer = await (http ?? Http).PushBatch(Segments, rows);
        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Text);
        return [.. rows.Select(r => $"segments/{r["key"]}")];
    }

    /// <summary>What came for this department, at the subscription of this name.</summary>
    public IReadOnlyList<Message> Received(string name = "changes") => [.. receiver.Messages.Where(m => m.Path == $"/{name}" && m.Body.Contains(_id))];

    public Task Receives(int count, string name = "changes") => Eventually.True(
        () => Task.FromResult(Received(name).Count >= count), explain: () => $"{Received(name).Count} of {count} came.\n{service.Output}");

    public async Task<JsonArray> Deliveries(string name = "changes", string query = "") =>
        (await Http.Read($"{Webhooks}/{name}/deliveries{query}"))["items"]!.AsArray();

    public void Dispose() => _http?.Dispose();
}
