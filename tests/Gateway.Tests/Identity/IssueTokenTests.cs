using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Cluster.Gateway.Tests.Identity;

public sealed class IssueTokenTests(RunningGateway gateway)
{
    private readonly Replica _door = gateway.Replica;

    [Fact]
    public async Task A_departments_token_says_whose_it_is_and_what_it_may_do_for_an_hour()
    {
        var clientId = await Register("department");

        var token = new JsonWebToken(await _door.Token(clientId, Replica.Secret));

        token.Subject.ShouldBe(clientId);
        token.Issuer.ShouldBe(RunningGateway.Issuer);
        token.Audiences.ShouldBe(["cluster"]);
        token.Typ.ShouldBe("at+jwt");
        token.Alg.ShouldBe("RS256");
        token.GetClaim("organisation").Value.ShouldBe("市交通运输局");
        token.GetClaim("role").Value.ShouldBe("department");
        token.GetClaim("scope").Value.ShouldBe("cluster.read cluster.write");
        (token.ValidTo - token.IssuedAt).ShouldBe(TimeSpan.FromHours(1));
    }

    [Fact]
    public async Task An_operators_token_names_no_organisation()
    {
        var token = new JsonWebToken(await _door.Token("bootstrap-operator", RunningGateway.OperatorSecret));

        token.GetClaim("role").Value.ShouldBe("operator");
        token.TryGetClaim("organisation", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task The_secret_may_come_in_the_authorization_header()
    {
        using var http = _door.Anonymous();
        http.DefaultRequestHeaders.Authorization = Basic($"bootstrap-operator:{RunningGateway.OperatorSecret}");

        using var response = await http.PostAsync(
            "/connect/token", new FormUrlEncodedContent([new("grant_type", "client_credentials")]));

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("bootstrap-operator", "not-the-secret-of-the-operator-0123")]
    [InlineData("bootstrap-operator", "")]
    [InlineData("nobody-knows-this-client", "some-secret-0123456789abcdefghijkl")]
    public async Task Without_the_right_secret_there_is_no_token(string clientId, string secret)
    {
        using var response = await _door.AskForToken(clientId, secret);

        var answer = await response.Json();
        answer.Text("error").ShouldBeOneOf("invalid_client", "invalid_request");
        answer["access_token"].ShouldBeNull();
        answer["error_uri"].ShouldBeNull();
    }

    [Theory]
    [InlineData("client_id=not%00an-id", "")]
    [InlineData("grant_type=client_credentials", "not\0an-id:some-secret")]
    [InlineData("grant_type=password&username=a&password=b", "bootstrap-operator:some-secret")]
    [InlineData("", "")]
    public async Task A_request_that_cannot_be_right_is_refused_and_not_a_failure(string form, string credentials)
    {
        using var http = _door.Anonymous();
        http.DefaultRequestHeaders.Authorization = credentials.Length == 0 ? null : Basic(credentials);

        using var response = await http.PostAsync(
            "/connect/token", new StringContent(form, Encoding.UTF8, "application/x-www-form-urlencoded"));

        ((int)response.StatusCode).ShouldBeInRange(400, 401);
        (await response.Json()).Text("error").ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_client_may_ask_for_less_than_it_has_but_not_for_more()
    {
        var department = await Register("department");
        var reader = await Register("reader");

        var narrowed = new JsonWebToken(await _door.Token(department, Replica.Secret, "cluster.read"));
        using var widened = await _door.AskForToken(reader, Replica.Secret, "cluster.read cluster.write");

        narrowed.GetClaim("scope").Value.ShouldBe("cluster.read");
        (await widened.Json()).Text("error").ShouldBe("invalid_request");
    }

    [Fact]
    public async Task A_client_bound_to_kinds_of_data_gets_these_and_no_other()
    {
        var clientId = Replica.NewClientId();
        using var put = await _door.Put(clientId, new
        {
            organisation = "市生态环境局", role = "department", secret = Replica.Secret, scopes = new[] { "ecology.stations.write", "ecology.daily-values.write" },
        });
        put.StatusCode.ShouldBe(HttpStatusCode.Created);

        var token = new JsonWebToken(await _door.Token(clientId, Replica.Secret));
        var narrowed = new JsonWebToken(await _door.Token(clientId, Replica.Secret, "ecology.stations.write"));
        using var all = await _door.AskForToken(clientId, Replica.Secret, "cluster.write");
        using var another = await _door.AskForToken(clientId, Replica.Secret, "ecology.warnings.write");

        token.GetClaim("scope").Value.ShouldBe("cluster.read ecology.daily-values.write ecology.stations.write");
        narrowed.GetClaim("scope").Value.ShouldBe("ecology.stations.write");
        (await all.Json()).Text("error").ShouldBe("invalid_request");
        (await another.Json()).Text("error").ShouldBe("invalid_request");
    }

    [Fact]
    public async Task Who_trusts_the_issuer_finds_its_keys_at_the_address_it_asked()
    {
        using var http = _door.Anonymous();

        using var configuration = await http.GetAsync("/.well-known/openid-configuration");
        var document = await configuration.Json();
        document.Text("issuer").ShouldBe(RunningGateway.Issuer);
        document.Text("jwks_uri").ShouldBe(new Uri(_door.Address, "/.well-known/jwks").ToString());

        using var keys = await http.GetAsync(document.Text("jwks_uri"));
        var key = (await keys.Json())["keys"]!.AsArray().ShouldHaveSingleItem();
        key.Text("kty").ShouldBe("RSA");
        key!["d"].ShouldBeNull();
    }

    private static AuthenticationHeaderValue Basic(string credentials) =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(credentials)));

    private async Task<string> Register(string role)
    {
        var clientId = Replica.NewClientId();
        using var response = await _door.Put(clientId, Replica.Registration(role));
        response.StatusCode.ShouldBe(HttpStatusCode.Created);
        return clientId;
    }
}
