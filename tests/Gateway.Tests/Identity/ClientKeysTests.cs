using System.Net;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Cluster.Gateway.Tests.Identity;

/// <summary>Clients that sign (private_key_jwt) instead of sharing a secret.</summary>
public sealed class ClientKeysTests(RunningGateway gateway)
{
    private readonly Replica _door = gateway.Replica;
    private readonly RsaSecurityKey _key = new(RSA.Create(2048)) { KeyId = "first" };

    /// <summary>Each differs in one thing from an assertion that is accepted.</summary>
    public static readonly TheoryData<string> Forgeries =
        ["no signature", "another key", "symmetric with the public key", "expired", "another audience", "another client", "issued by another"];

    [Fact]
    public async Task A_client_that_signs_gets_a_token_without_a_secret()
    {
        var clientId = await Register();

        using var response = await Ask(clientId, Assertion(clientId));

        response.StatusCode.ShouldBe(HttpStatusCode.OK, await response.Content.ReadAsStringAsync());
        new JsonWebToken((await response.Json()).Text("access_token")).Subject.ShouldBe(clientId);
    }

    [Theory]
    [MemberData(nameof(Forgeries))]
    public async Task A_forged_assertion_is_refused(string forgery)
    {
        var clientId = await Register();
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        using var stranger = RSA.Create(2048);
        var assertion = Assertion(clientId, forgery switch
        {
            "no signature" => token => token.SigningCredentials = null,
            "another key" => token => token.SigningCredentials = Signing(new RsaSecurityKey(stranger) { KeyId = "first" }),
            "symmetric with the public key" => token => token.SigningCredentials = new SigningCredentials(
                new SymmetricSecurityKey(_key.Rsa.ExportSubjectPublicKeyInfo()) { KeyId = "first" }, SecurityAlgorithms.HmacSha256),
            "expired" => token => (token.IssuedAt, token.NotBefore, token.Expires) = (now.AddHours(-2), now.AddHours(-2), now.AddHours(-1)),
            "another audience" => token => token.Audience = "http://elsewhere.test/",
            "another client" => token => token.Claims["sub"] = "somebody-else",
            "issued by another" => token => token.Issuer = "somebody-else",
            _ => throw new ArgumentOutOfRangeException(nameof(forgery), forgery, "Not a forgery known here."),
        });

        using var response = await Ask(clientId, assertion);

        ((int)response.StatusCode).ShouldBeInRange(400, 401);
        (await response.Json())["access_token"].ShouldBeNull();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_assertion_is_good_once_at_whichever_replica(bool isNumbered)
    {
        await using var other = gateway.StartReplica();
        var clientId = await Register();
        var assertion = Assertion(clientId, token =>
        {
            if (!isNumbered)
            {
                token.Claims.Remove("jti");
            }
        });

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Ask(clientId, assertion, i % 2 == 0 ? _door : other)));

        answers.Count(answer => answer.StatusCode == HttpStatusCode.OK).ShouldBe(1);
        foreach (var refused in answers.Where(answer => answer.StatusCode != HttpStatusCode.OK))
        {
            (await refused.Json()).Text("error").ShouldBe("invalid_client");
        }

        using var next = await Ask(clientId, Assertion(clientId));
        next.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_refused_assertion_does_not_use_up_the_number_of_a_right_one()
    {
        var clientId = await Register();
        using var stranger = RSA.Create(2048);
        using var forged = await Ask(clientId, Assertion(clientId, token =>
        {
            token.Claims["jti"] = "number-1";
            token.SigningCredentials = Signing(new RsaSecurityKey(stranger) { KeyId = "first" });
        }));
        using var right = await Ask(clientId, Assertion(clientId, token => token.Claims["jti"] = "number-1"));
        using var sameNumber = await Ask(clientId, Assertion(clientId, token => token.Claims["jti"] = "number-1"));

        forged.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        right.StatusCode.ShouldBe(HttpStatusCode.OK);
        sameNumber.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_client_that_signs_has_no_secret_and_gets_none()
    {
        var clientId = await Register();

        using var operators = await _door.Operator();
        using var secret = await operators.PostAsync($"/identity/clients/{clientId}/secrets", content: null);
        using var asked = await _door.AskForToken(clientId, new string('s', 32));

        secret.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await secret.ProblemCode()).ShouldBe("client-signs");
        asked.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_client_that_turns_to_keys_loses_its_secret()
    {
        var clientId = Replica.NewClientId();
        using var before = await _door.Put(clientId, Replica.Registration("department"));

        using var change = await _door.Put(clientId, Registration(PublicKeys(_key)));
        using var old = await _door.AskForToken(clientId, Replica.Secret);
        using var signed = await Ask(clientId, Assertion(clientId));

        old.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        signed.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_same_keys_twice_change_nothing()
    {
        var clientId = await Register();

        using var again = await _door.Put(clientId, Registration(PublicKeys(_key)));

        (await again.Json()).Text("outcome").ShouldBe("unchanged");
    }

    [Theory]
    [InlineData("no set")]
    [InlineData("empty")]
    [InlineData("five")]
    [InlineData("private")]
    [InlineData("short")]
    [InlineData("symmetric")]
    [InlineData("without kid")]
    [InlineData("same kid twice")]
    public async Task Keys_that_cannot_be_used_are_refused(string what)
    {
        using var small = RSA.Create(1024);
        JsonNode keys = what switch
        {
            "no set" => JsonValue.Create("keys"),
            "empty" => new JsonObject { ["keys"] = new JsonArray() },
            "five" => PublicKeys([.. Enumerable.Range(0, 5).Select(number => new RsaSecurityKey(_key.Rsa) { KeyId = $"key-{number}" })]),
            "private" => Keys(new JsonObject { ["kty"] = "RSA", ["kid"] = "first", ["n"] = Text(0), ["e"] = Text(1), ["d"] = Text(2) }),
            "short" => PublicKeys(new RsaSecurityKey(small) { KeyId = "first" }),
            "symmetric" => Keys(new JsonObject { ["kty"] = "oct", ["kid"] = "first", ["k"] = Text(0) }),
            "without kid" => PublicKeys(new RsaSecurityKey(_key.Rsa)),
            _ => PublicKeys(_key, _key),
        };

        using var response = await _door.Put(Replica.NewClientId(), Registration(keys));

        response.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var error = (await response.Json())["errors"]!.AsArray().ShouldHaveSingleItem();
        (error.Text("field"), error.Text("code")).ShouldBe(("keys", "keys-unusable"));

        string Text(int member)
        {
            var parameters = _key.Rsa.ExportParameters(includePrivateParameters: true);
            return Base64UrlEncoder.Encode(new[] { parameters.Modulus, parameters.Exponent, parameters.D }[member]!);
        }
    }

    [Fact]
    public async Task A_secret_beside_keys_is_refused()
    {
        using var response = await _door.Put(
            Replica.NewClientId(), new { organisation = "市交通运输局", role = "department", secret = Replica.Secret, keys = PublicKeys(_key) });

        (await response.Json())["errors"]![0].Text("code").ShouldBe("secret-beside-keys");
    }

    private async Task<string> Register()
    {
        var clientId = Replica.NewClientId();
        using var put = await _door.Put(clientId, Registration(PublicKeys(_key)));
        put.StatusCode.ShouldBe(HttpStatusCode.Created, await put.Content.ReadAsStringAsync());
        return clientId;
    }

    private async Task<HttpResponseMessage> Ask(string clientId, string assertion, Replica? door = null)
    {
        using var http = (door ?? _door).Anonymous();
        return await http.PostAsync("/connect/token", new FormUrlEncodedContent(
        [
            new("grant_type", "client_credentials"), new("client_id", clientId), new("client_assertion", assertion),
            new("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"),
        ]));
    }

    private string Assertion(string clientId, Action<SecurityTokenDescriptor>? change = null)
    {
        var token = new SecurityTokenDescriptor
        {
            Issuer = clientId,
            Audience = RunningGateway.Issuer,
            TokenType = "client-authentication+jwt",
            Expires = TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(2),
            Claims = new Dictionary<string, object> { ["sub"] = clientId, ["jti"] = Guid.NewGuid().ToString() },
            SigningCredentials = Signing(_key),
        };
        change?.Invoke(token);
        return new JsonWebTokenHandler().CreateToken(token);
    }

    private static SigningCredentials Signing(SecurityKey key) => new(key, SecurityAlgorithms.RsaSha256);

    private static object Registration(JsonNode keys) => new { organisation = "市交通运输局", role = "department", keys };

    private static JsonObject PublicKeys(params RsaSecurityKey[] keys) => Keys([.. keys.Select(key =>
    {
        var parameters = key.Rsa.ExportParameters(includePrivateParameters: false);
        var one = new JsonObject { ["kty"] = "RSA", ["n"] = Base64UrlEncoder.Encode(parameters.Modulus!), ["e"] = Base64UrlEncoder.Encode(parameters.Exponent!) };
        if (key.KeyId is not null)
        {
            one["kid"] = key.KeyId;
        }

        return one;
    })]);

    private static JsonObject Keys(params JsonObject[] keys) => new() { ["keys"] = new JsonArray([.. keys]) };
}
