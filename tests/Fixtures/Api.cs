using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Cluster.Fixtures;

/// <summary>The few calls that every test makes, and answers that can be asked.</summary>
public static class Api
{
    public static async Task<ApiAnswer> PushBatch(
        this HttpClient http, string resource, IEnumerable<JsonObject> rows, string? mode = null, bool? atomic = null, string? key = null)
    {
        var body = new JsonObject { ["rows"] = new JsonArray([.. rows.Select(r => r.DeepClone())]) };
        if (mode is not null)
        {
            body["mode"] = mode;
        }

        if (atomic is not null)
        {
            body["atomic"] = atomic;
        }

        return await http.SendBody(HttpMethod.Post, $"{resource}/batch", Encoding.UTF8.GetBytes(body.ToJsonString()), key);
    }

    public static Task<ApiAnswer> Push(this HttpClient http, string resource, params JsonObject[] rows) => http.PushBatch(resource, rows);

    public static Task<ApiAnswer> Put(this HttpClient http, string resource, string key, JsonObject row, string? idempotencyKey = null) =>
        http.SendBody(HttpMethod.Put, $"{resource}/{Uri.EscapeDataString(key)}", Encoding.UTF8.GetBytes(row.ToJsonString()), idempotencyKey);

    public static async Task<ApiAnswer> SendBody(this HttpClient http, HttpMethod method, string address, byte[] body, string? idempotencyKey = null)
    {
        using var request = new HttpRequestMessage(method, address) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new("application/json");
        if (idempotencyKey is not null)
        {
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        }

        using var response = await http.SendAsync(request);
        return new ApiAnswer(response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    public static async Task<JsonNode> Read(this HttpClient http, string address)
    {
        using var response = await http.GetAsync(address);
        var text = await response.Content.ReadAsStringAsync();
        return response.IsSuccessStatusCode
            ? JsonNode.Parse(text)!
            : throw new HttpRequestException($"{address} answered {(int)response.StatusCode}: {text}", inner: null, response.StatusCode);
    }
}

/// <summary>A row like another one.</summary>
public static class JsonRows
{
    public static JsonObject With(this JsonObject row, string field, JsonNode? value)
    {
        var copy = row.DeepClone().AsObject();
        copy[field] = value;
        return copy;
    }
}

public sealed record ApiAnswer(HttpStatusCode Status, string Text)
{
    public JsonNode Json => JsonNode.Parse(Text)!;

    public JsonNode Row(int index) => Json["rows"]![index]!;

    /// <summary>How many rows had an outcome; an answer that counts none, a problem for instance, is shown.</summary>
    public int Count(string outcome) =>
        Json[outcome]?.GetValue<int>() ?? throw new InvalidOperationException($"The answer does not count {outcome}. {this}");

    public string Outcome(int index = 0) => Row(index)["outcome"]!.GetValue<string>();

    /// <summary>Codes of a row's faults with their fields: field:code.</summary>
    public string[] Faults(int index = 0) =>
        [.. Row(index)["errors"]!.AsArray().Select(e => $"{e!["field"]}:{e["code"]}")];

    /// <summary>The stable code of a problem.</summary>
    public string Code => Json["code"]!.GetValue<string>();

    /// <summary>Not every answer has a code to print.</summary>
    public override string ToString() => $"{(int)Status}: {Text}";
}
