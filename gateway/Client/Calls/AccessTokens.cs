using System.Net.Http.Json;
using System.Text.Json.Serialization;

namespace Cluster.Client.Calls;

/// <summary>The credential's token: kept until shortly before it expires, fetched by one caller while the others wait.</summary>
internal sealed class AccessTokens(IHttpClientFactory http, ClusterClientOptions options, TimeProvider time) : IDisposable
{
    public const string HttpClientName = "cluster-tokens";

    /// <summary>So that a token that was good when it was taken is still good when the last service has checked it.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(60);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private AccessToken? _current;

    public async ValueTask<AccessToken> Get(CancellationToken cancellation)
    {
        if (Current is { } good)
        {
            return good;
        }

        await _turn.WaitAsync(cancellation);
        try
        {
            return Current ?? (_current = await Fetch(cancellation));
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Not what another caller has fetched in the meantime.</summary>
    public void Forget(AccessToken token) => Interlocked.CompareExchange(ref _current, null, token);

    public void Dispose() => _turn.Dispose();

    private AccessToken? Current => Volatile.Read(ref _current) is { } token && time.GetUtcNow() < token.GoodUntil ? token : null;

    private async Task<AccessToken> Fetch(CancellationToken cancellation)
    {
        using var client = http.CreateClient(HttpClientName);
        using var form = new FormUrlEncodedContent(
        [
            new("grant_type", "client_credentials"), new("client_id", options.ClientId), .. await Proof(client, cancellation),
        ]);
        var asked = time.GetUtcNow();
        using var response = await client.PostAsync(new Uri("connect/token", UriKind.Relative), form, cancellation);
        if (await Wire.FailureOf(response) is { } failure)
        {
            throw failure;
        }

        var answer = await response.Content.ReadFromJsonAsync<Answer>(Wire.Json, cancellation);
        var lifetime = TimeSpan.FromSeconds(answer!.ExpiresIn);
        return new AccessToken(answer.AccessToken, asked + lifetime - (lifetime > 2 * Margin ? Margin : lifetime / 2));
    }

    /// <summary>The secret, or an assertion that is made for this one request.</summary>
    private async Task<KeyValuePair<string, string>[]> Proof(HttpClient client, CancellationToken cancellation)
    {
        if (options.ClientKey is not { } key)
        {
            return [new("client_secret", options.ClientSecret!)];
        }

        using var response = await client.GetAsync(new Uri(".well-known/openid-configuration", UriKind.Relative), cancellation);
        if (await Wire.FailureOf(response) is { } failure)
        {
            throw failure;
        }

        var issuer = (await response.Content.ReadFromJsonAsync<Discovery>(Wire.Json, cancellation))!.Issuer;
        return
        [
            new("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"),
            new("client_assertion", ClientAssertion.Of(options.ClientId, key, issuer, time.GetUtcNow())),
        ];
    }

    private sealed record Discovery(string Issuer);

    private sealed record Answer(
        [property: JsonPropertyName("access_token")] string AccessToken, [property: JsonPropertyName("expires_in")] int ExpiresIn);
}

/// <summary>A token and until when it is used, which is earlier than it expires.</summary>
internal sealed record AccessToken(string Value, DateTimeOffset GoodUntil);
