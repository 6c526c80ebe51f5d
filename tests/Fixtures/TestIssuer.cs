using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Cluster.Fixtures;

/// <summary>Stands where the gateway's identity stands: publishes its key as OpenID Connect does and signs tokens for tests.</summary>
public sealed class TestIssuer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly RsaSecurityKey _key = new(RSA.Create(2048)) { KeyId = "test" };

    private volatile IReadOnlyList<object> _revoked = [];

    private TestIssuer(WebApplication app) => _app = app;

    public string Address => _app.Urls.First() + "/";

    public static async Task<TestIssuer> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var issuer = new TestIssuer(builder.Build());
        issuer._app.MapGet("/.well-known/openid-configuration", () => Results.Json(new Dictionary<string, object>
        {
            ["issuer"] = issuer.Address, ["jwks_uri"] = issuer.Address + "keys",
        }));
        var published = JsonWebKeyConverter.ConvertFromRSASecurityKey(new RsaSecurityKey(issuer._key.Rsa.ExportParameters(includePrivateParameters: false)) { KeyId = "test" });
        issuer._app.MapGet("/keys", () => Results.Json(new Dictionary<string, object>
        {
            ["keys"] = new[] { new { kty = published.Kty, n = published.N, e = published.E, kid = "test", use = "sig", alg = "RS256" } },
        }));
        issuer._app.MapGet("/connect/revocations", () => issuer._revoked);
        await issuer._app.StartAsync();
        return issuer;
    }

    /// <summary>Tokens of this client are void from now on, those of this second included.</summary>
    public void Revoke(string client) =>
        _revoked = [.. _revoked, new { subject = client, issuedBefore = TimeProvider.System.GetUtcNow().AddSeconds(1) }];

    public string Token(string organisation, string role, string client, string scope = "cluster.read cluster.write", string position = "") => new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
    {
        Issuer = Address,
        Audience = "cluster",
        TokenType = "at+jwt",
        Claims = new Dictionary<string, object> { ["sub"] = client, ["organisation"] = organisation, ["role"] = role, ["scope"] = scope, ["position"] = position, ["name"] = client },
        SigningCredentials = new SigningCredentials(_key, SecurityAlgorithms.RsaSha256),
    });

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _key.Rsa.Dispose();
    }
}
