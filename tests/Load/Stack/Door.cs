using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Cluster.Load.Stack;

/// <summary>A department's system at the gateway, as cheap as a client can be: what it sends is ready, what it gets is looked at and not read.</summary>
internal sealed class Door : IDisposable
{
    private readonly HttpMessageInvoker _http = new(new SocketsHttpHandler { UseCookies = false, UseProxy = false, AllowAutoRedirect = false });
    private readonly Uri _gateway;
    private readonly AuthenticationHeaderValue _authorization;

    private Door(Uri gateway, string organisation, string token) =>
        (_gateway, Organisation, _authorization) = (gateway, organisation, new("Bearer", token));

    public string Organisation { get; }

    public static async Task<Door> Open(Uri gateway, Credential credential)
    {
        using var http = new HttpClient { BaseAddress = gateway };
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials", ["client_id"] = credential.ClientId, ["client_secret"] = credential.ClientSecret,
        });
        using var answer = await http.PostAsync("/connect/token", form);
        answer.EnsureSuccessStatusCode();
        var token = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["access_token"]!.GetValue<string>();
        return new Door(gateway, credential.Organisation!, token);
    }

    /// <summary>The same credential at another address.</summary>
    public Door At(Uri address) => new(address, Organisation, _authorization.Parameter!);

    public async Task<byte[]> Read(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_gateway, path));
        return await Send(request, HttpStatusCode.OK);
    }

    /// <summary>For what goes on after the answer.</summary>
    public async Task Ask(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_gateway, path));
        await Send(request, HttpStatusCode.Accepted);
    }

    public async Task Push(PreparedPush push)
    {
        using var request = new HttpRequestMessage(push.Method, new Uri(_gateway, push.Path));
        request.Content = new ByteArrayContent(push.Body);
        request.Content.Headers.ContentType = new(push.MediaType);
        request.Headers.Add("Idempotency-Key", push.Key);
        var answer = await Send(request, push.Status);
        var summary = answer.AsSpan(0, Math.Min(answer.Length, PreparedPush.SummaryBytesMax));
        if (summary.IndexOf(push.Summary) < 0)
        {
            throw new LoadException($"{push.Method} {push.Path} answered `{Encoding.UTF8.GetString(summary)}`.");
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<byte[]> Send(HttpRequestMessage request, HttpStatusCode expected)
    {
        request.Headers.Authorization = _authorization;
        using var answer = await _http.SendAsync(request, CancellationToken.None);
        var body = await answer.Content.ReadAsByteArrayAsync();
        return answer.StatusCode == expected
            ? body
            : throw new LoadException($"{request.Method} {request.RequestUri} answered {(int)answer.StatusCode}: {Encoding.UTF8.GetString(body)}");
    }
}

/// <summary>A push whose every byte is known before it is sent, and what its answer says first when all its rows are in.</summary>
internal sealed record PreparedPush(HttpMethod Method, string Path, byte[] Body, HttpStatusCode Status, byte[] Summary)
{
    public const int SummaryBytesMax = 200;

    public string MediaType { get; init; } = "application/json";

    public string Key { get; } = Guid.NewGuid().ToString();

    public static PreparedPush Batch(string path, byte[] body, string summary) =>
        new(HttpMethod.Post, path, body, HttpStatusCode.OK, Encoding.UTF8.GetBytes(summary));

    public static PreparedPush Single(string path, byte[] body, HttpStatusCode status) => new(HttpMethod.Put, path, body, status, []);
}

/// <summary>A credential as the seeder wrote it.</summary>
internal sealed record Credential(string? Organisation, string Role, string ClientId, string ClientSecret);

/// <summary>Why there is nothing to measure.</summary>
internal sealed class LoadException(string message) : Exception(message);
