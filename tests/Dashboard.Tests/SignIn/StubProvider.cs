using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Cluster.Dashboard.Tests.SignIn;

/// <summary>
/// An OpenID Connect provider that lets in whomever a test says. Browsers would find it at a public address; the dashboard asks it at a port
/// of this machine, as it asks the gateway inside a network.
/// </summary>
public sealed class StubProvider : IAsyncDisposable
{
    public const string ClientSecret = "secret";
    public static readonly TimeSpan TokenLifetime = TimeSpan.FromMinutes(30);

    private readonly WebApplication _app;
    private readonly RsaSecurityKey _key = new(RSA.Create(2048)) { KeyId = "stub" };
    private readonly ConcurrentDictionary<string, (string Challenge, SecurityTokenDescriptor Token)> _codes = new();

    private StubProvider(WebApplication app) => _app = app;

    public string Inside => _app.Urls.First();

    public string Issuer { get; init; } = "";

    /// <summary>What the gateway says about sessions that have ended.</summary>
    public IReadOnlyList<object> Revoked { get; set; } = [];

    public static async Task<StubProvider> Start(string issuer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var provider = new StubProvider(app) { Issuer = issuer };
        app.MapGet("/.well-known/openid-configuration", () => Results.Json(new Dictionary<string, object>
        {
            ["issuer"] = issuer, ["authorization_endpoint"] = issuer + "connect/authorize", ["end_session_endpoint"] = issuer + "connect/logout",
            ["token_endpoint"] = provider.Inside + "/connect/token", ["jwks_uri"] = provider.Inside + "/keys",
        }));
        app.MapGet("/keys", () =>
        {
            var published = JsonWebKeyConverter.ConvertFromRSASecurityKey(new RsaSecurityKey(provider._key.Rsa.ExportParameters(includePrivateParameters: false)));
            return Results.Json(new { keys = new[] { new { kty = published.Kty, n = published.N, e = published.E, kid = "stub", use = "sig", alg = "RS256" } } });
        });
        app.MapGet("/connect/revocations", () => provider.Revoked);
        app.MapPost("/connect/token", provider.Redeem);
        await app.StartAsync();
        return provider;
    }

    /// <summary>Somebody signs in, and the provider sends the browser back: the query of the address it is sent to.</summary>
    /// <param name="asked">The address that the dashboard has sent the browser to.</param>
    /// <param name="claims">What the provider says about who it is.</param>
    /// <param name="change">What a hostile or broken provider would say otherwise.</param>
    public string Answer(Uri asked, Dictionary<string, object> claims, Action<SecurityTokenDescriptor>? change = null)
    {
        var query = HttpUtility.ParseQueryString(asked.Query);
        query["code_challenge_method"].ShouldBe("S256");
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        var token = new SecurityTokenDescriptor
        {
            Issuer = Issuer, Audience = query["client_id"], IssuedAt = now, NotBefore = now, Expires = now + TokenLifetime,
            Claims = new Dictionary<string, object>(claims) { ["nonce"] = query["nonce"]! },
            SigningCredentials = new SigningCredentials(_key, SecurityAlgorithms.RsaSha256),
        };
        change?.Invoke(token);
        var code = Guid.NewGuid().ToString();
        _codes[code] = (query["code_challenge"]!, token);
        return $"?code={code}&state={Uri.EscapeDataString(query["state"]!)}";
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _key.Rsa.Dispose();
    }

    private IResult Redeem(HttpRequest request)
    {
        var form = request.Form;
        var challenge = Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString())));
        return form["client_secret"] == ClientSecret && _codes.TryRemove(form["code"].ToString(), out var asked) && asked.Challenge == challenge
            ? Results.Json(new { access_token = "token", token_type = "Bearer", expires_in = 60, id_token = new JsonWebTokenHandler().CreateToken(asked.Token) })
            : Results.Json(new { error = "invalid_grant" }, statusCode: 400);
    }
}
