using System.Net;
using System.Security.Cryptography;
using Cluster.Gateway.Identity;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Cluster.Gateway.Tests.Identity;

public sealed class AccessTests(RunningGateway gateway)
{
    private const string Readings = "/api/ecology/readings";

    private readonly Replica _door = gateway.Replica;

    /// <summary>Each differs in one thing from a token that is let in.</summary>
    public static readonly TheoryData<string> Forgeries =
        ["no signature", "another key", "symmetric with the public key", "expired", "not yet valid", "another audience", "another issuer", "an identity token"];

    [Fact]
    public async Task A_token_like_those_that_are_forged_below_is_let_in()
    {
        using var http = _door.With(Forge());
        using var response = await http.GetAsync(Readings);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [MemberData(nameof(Forgeries))]
    public async Task A_forged_token_is_refused(string forgery)
    {
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        using var stranger = RSA.Create(2048);
        var published = _door.Service<IdentityKeys>().Signing[0];
        var token = forgery switch
        {
            "no signature" => Forge(token => token.SigningCredentials = null),
            "another key" => Forge(token => token.SigningCredentials =
                new SigningCredentials(new RsaSecurityKey(stranger) { KeyId = published.KeyId }, SecurityAlgorithms.RsaSha256)),
            "symmetric with the public key" => Forge(token => token.SigningCredentials = new SigningCredentials(
                new SymmetricSecurityKey(published.Rsa.ExportSubjectPublicKeyInfo()) { KeyId = published.KeyId }, SecurityAlgorithms.HmacSha256)),
            "expired" => Forge(token => (token.IssuedAt, token.NotBefore, token.Expires) = (now.AddHours(-2), now.AddHours(-2), now.AddHours(-1))),
            "not yet valid" => Forge(token => (token.NotBefore, token.Expires) = (now.AddHours(1), now.AddHours(2))),
            "another audience" => Forge(token => token.Audience = "elsewhere"),
            "another issuer" => Forge(token => token.Issuer = "http://elsewhere.test/"),
            "an identity token" => Forge(token => token.TokenType = "JWT"),
            _ => throw new ArgumentOutOfRangeException(nameof(forgery), forgery, "Not a forgery known here."),
        };

        using var http = _door.With(token);
        using var response = await http.GetAsync(Readings);

        await ShouldBeUnauthenticated(response);
    }

    [Theory]
    [InlineData("")]
    [InlineData("not.a.token")]
    [InlineData("Bearer")]
    public async Task Without_a_readable_token_nobody_is_let_in(string token)
    {
        using var http = _door.Anonymous();
        http.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", token.Length == 0 ? null : $"Bearer {token}");

        using var response = await http.GetAsync(Readings);

        await ShouldBeUnauthenticated(response);
    }

    [Theory]
    [InlineData("department", "POST", HttpStatusCode.OK)]
    [InlineData("office", "PUT", HttpStatusCode.OK)]
    [InlineData("operator", "DELETE", HttpStatusCode.OK)]
    [InlineData("reader", "GET", HttpStatusCode.OK)]
    [InlineData("reader", "POST", HttpStatusCode.Forbidden)]
    [InlineData("reader", "PUT", HttpStatusCode.Forbidden)]
    [InlineData("reader", "PATCH", HttpStatusCode.Forbidden)]
    [InlineData("reader", "DELETE", HttpStatusCode.Forbidden)]
    [InlineData("janitor", "POST", HttpStatusCode.Forbidden)]
    public async Task Readers_ask_and_the_others_also_push(string role, string method, HttpStatusCode expected)
    {
        using var http = _door.With(Forge(token => token.Claims["role"] = role));
        using var response = await http.SendAsync(new HttpRequestMessage(new HttpMethod(method), Readings));

        response.StatusCode.ShouldBe(expected);
        if (expected == HttpStatusCode.Forbidden)
        {
            (await response.ProblemCode()).ShouldBe("forbidden");
        }
    }

    [Fact]
    public async Task A_token_narrowed_to_reading_does_not_write()
    {
        using var http = _door.With(Forge(token => token.Claims["scope"] = "cluster.read"));

        using var read = await http.GetAsync(Readings);
        using var write = await http.PostAsync(Readings, content: null);

        read.StatusCode.ShouldBe(HttpStatusCode.OK);
        write.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Theory]
    [InlineData("cluster.read ecology.readings.write", HttpStatusCode.OK)]
    [InlineData("cluster.read ecology.stations.write", HttpStatusCode.Forbidden)]
    [InlineData("cluster.read infrastructure.readings.write", HttpStatusCode.Forbidden)]
    [InlineData("cluster.read ecology.readings.writer", HttpStatusCode.Forbidden)]
    [InlineData("", HttpStatusCode.Forbidden)]
    public async Task A_token_writes_the_kinds_of_data_that_it_names(string scope, HttpStatusCode expected)
    {
        using var http = _door.With(Forge(token => token.Claims["scope"] = scope));

        using var response = await http.PostAsync($"{Readings}/batch", content: null);

        response.StatusCode.ShouldBe(expected);
        if (expected == HttpStatusCode.Forbidden)
        {
            (await response.ProblemCode()).ShouldBe("insufficient-scope");
            (await response.Json()).Text("scope").ShouldBe("ecology.readings.write");
        }
    }

    [Theory]
    [InlineData("department")]
    [InlineData("office")]
    [InlineData("reader")]
    public async Task Only_operators_touch_the_register(string role)
    {
        using var http = _door.With(Forge(token => token.Claims["role"] = role));

        using var list = await http.GetAsync("/identity/clients");
        using var delete = await http.DeleteAsync("/identity/clients/some-client");

        list.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        delete.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    private string Forge(Action<SecurityTokenDescriptor>? change = null)
    {
        var token = new SecurityTokenDescriptor
        {
            Issuer = RunningGateway.Issuer,
            Audience = "cluster",
            TokenType = "at+jwt",
            Claims = new Dictionary<string, object> { ["sub"] = "somebody", ["role"] = "department", ["scope"] = "cluster.read cluster.write" },
            SigningCredentials = new SigningCredentials(_door.Service<IdentityKeys>().Signing[0], SecurityAlgorithms.RsaSha256),
        };
        change?.Invoke(token);
        return new JsonWebTokenHandler().CreateToken(token);
    }

    private static async Task ShouldBeUnauthenticated(HttpResponseMessage response)
    {
        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        response.Headers.WwwAuthenticate.ShouldHaveSingleItem().Scheme.ShouldBe("Bearer");
        (await response.ProblemCode()).ShouldBe("unauthenticated");
    }
}
