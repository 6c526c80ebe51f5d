using System.Net;
using System.Web;
using Cluster.Gateway.Identity.Persons;
using Microsoft.IdentityModel.JsonWebTokens;
using Npgsql;

namespace Cluster.Gateway.Tests.Identity.Persons;

/// <summary>The authorization code flow with PKCE, by which pages learn who is reading them.</summary>
public sealed class AuthorizeTests(RunningGateway gateway)
{
    private const string Readings = "/api/ecology/readings";

    private readonly Replica _door = gateway.Replica;

    [Theory]
    [InlineData(PersonRoles.DepartmentOfficer, "department")]
    [InlineData(PersonRoles.DepartmentHead, "department")]
    [InlineData(PersonRoles.Office, "office")]
    [InlineData(PersonRoles.Leader, "reader")]
    [InlineData(PersonRoles.Auditor, "reader")]
    [InlineData(PersonRoles.Operator, "operator")]
    public async Task A_persons_token_says_who_it_is_and_reads(string role, string inServices)
    {
        var person = await Browser.Create(_door, role);
        using var browser = new Browser(_door);
        await browser.SignIn(person.UserName!);

        var token = new JsonWebToken(await browser.Token());
        using var http = _door.With(token.EncodedToken);
        using var read = await http.GetAsync(Readings);

        token.Subject.ShouldBe(person.Id.ToString());
        token.GetClaim("name").Value.ShouldBe("张三");
        token.GetClaim("role").Value.ShouldBe(inServices);
        token.GetClaim("position").Value.ShouldBe(role);
        token.GetClaim("organisation").Value.ShouldBe("市交通运输局");
        read.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData(PersonRoles.SystemAdministrator)]
    [InlineData(PersonRoles.SecurityAdministrator)]
    [InlineData(PersonRoles.AuditAdministrator)]
    public async Task An_administrator_sees_nothing_of_the_plan(string role)
    {
        using var http = await Browser.TokenOf(_door, role);

        using var read = await http.GetAsync(Readings);
        using var clients = await http.GetAsync("/identity/clients");

        read.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        clients.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Who_is_not_signed_in_is_asked_to_and_comes_back()
    {
        var person = await Browser.Create(_door, PersonRoles.Leader);
        using var browser = new Browser(_door);

        using var first = await browser.Authorize(Browser.Verifier());
        var signIn = first.Headers.Location!.OriginalString;
        signIn.ShouldStartWith("/account/sign-in?returnUrl=");
        using var signedIn = await browser.SignIn(person.UserName!, returnUrl: HttpUtility.ParseQueryString(signIn.Split('?')[1])["returnUrl"]);
        using var back = await browser.Http.GetAsync(signedIn.Headers.Location);

        back.Headers.Location!.OriginalString.ShouldStartWith($"{RunningGateway.Issuer}signin-oidc?code=");
    }

    [Fact]
    public async Task Who_has_no_role_gets_no_code()
    {
        var person = await Browser.Create(_door);
        using var browser = new Browser(_door);
        await browser.SignIn(person.UserName!);

        using var response = await browser.Authorize(Browser.Verifier());

        response.Headers.Location!.OriginalString.ShouldBe("/account");
    }

    [Fact]
    public async Task A_code_is_good_once_and_only_for_who_has_asked_for_it()
    {
        var person = await Browser.Create(_door, PersonRoles.Leader);
        using var browser = new Browser(_door);
        await browser.SignIn(person.UserName!);
        var verifier = Browser.Verifier();

        using var otherVerifier = await browser.Redeem(await browser.Code(verifier), Browser.Verifier());
        using var otherSecret = await browser.Redeem(await browser.Code(verifier), verifier, new string('x', 32));
        var code = await browser.Code(verifier);
        using var right = await browser.Redeem(code, verifier);
        using var again = await browser.Redeem(code, verifier);

        (await otherVerifier.Json()).Text("error").ShouldBe("invalid_grant");
        (await otherSecret.Json()).Text("error").ShouldBe("invalid_client");
        right.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await again.Json()).Text("error").ShouldBe("invalid_grant");
    }

    [Theory]
    [InlineData("redirect_uri", "https://elsewhere.test/")]
    [InlineData("redirect_uri", "http://gateway.test/signin-oidc/../elsewhere")]
    [InlineData("code_challenge", null)]
    [InlineData("code_challenge_method", "plain")]
    [InlineData("code_challenge_method", null)]
    [InlineData("response_type", "token")]
    [InlineData("client_id", "bootstrap-operator")]
    public async Task A_request_for_a_code_that_is_not_our_pages_gets_none(string parameter, string? value)
    {
        var person = await Browser.Create(_door, PersonRoles.Leader);
        using var browser = new Browser(_door);
        await browser.SignIn(person.UserName!);

        using var response = await browser.Authorize(Browser.Verifier(), change: (parameter, value));

        (response.Headers.Location?.OriginalString ?? "").ShouldNotContain("code=");
        (response.Headers.Location?.OriginalString ?? "").ShouldNotContain("elsewhere");
    }

    [Fact]
    public async Task Nobody_gets_more_than_the_role_allows()
    {
        var person = await Browser.Create(_door, PersonRoles.Leader);
        using var browser = new Browser(_door);
        await browser.SignIn(person.UserName!);

        using var response = await browser.Authorize(Browser.Verifier(), scope: "openid cluster.write");

        response.Headers.Location?.OriginalString.ShouldNotContain("code=");
    }

    [Fact]
    public async Task A_sign_out_ends_the_tokens_and_codes_of_its_session()
    {
        var person = await Browser.Create(_door, PersonRoles.Leader);
        using var browser = new Browser(_door);
        await browser.SignIn(person.UserName!);
        var verifier = Browser.Verifier();
        using var http = _door.With(await browser.Token());
        var code = await browser.Code(verifier);

        using var signOut = await browser.Http.GetAsync("/connect/logout");
        using var redeem = await browser.Redeem(code, verifier);
        using var read = await http.GetAsync(Readings);

        (await redeem.Json()).Text("error").ShouldBe("invalid_grant");
        read.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await browser.IsSignedIn()).ShouldBeFalse();
    }

    [Fact]
    public async Task Browsers_are_sent_to_the_public_address_and_a_page_asks_on_where_it_has_asked()
    {
        using var http = _door.Anonymous();

        var described = await (await http.GetAsync("/.well-known/openid-configuration")).Json();

        described.Text("issuer").ShouldBe(RunningGateway.Issuer);
        described.Text("authorization_endpoint").ShouldBe($"{RunningGateway.Issuer}connect/authorize");
        described.Text("end_session_endpoint").ShouldBe($"{RunningGateway.Issuer}connect/logout");
        described.Text("token_endpoint").ShouldBe($"{_door.Address}connect/token");
        described.Text("jwks_uri").ShouldStartWith(_door.Address.AbsoluteUri);
    }

    [Fact]
    public async Task What_says_who_it_is_ends_with_what_lets_in()
    {
        var person = await Browser.Create(_door, PersonRoles.Leader);
        using var browser = new Browser(_door);
        await browser.SignIn(person.UserName!);
        var verifier = Browser.Verifier();

        using var redeemed = await browser.Redeem(await browser.Code(verifier), verifier);
        var answer = await redeemed.Json();
        var (identity, access) = (new JsonWebToken(answer.Text("id_token")), new JsonWebToken(answer.Text("access_token")));

        identity.ValidTo.ShouldBe(access.ValidTo);
        identity.GetClaim("position").Value.ShouldBe(PersonRoles.Leader);
        identity.GetClaim("credential").Value.ShouldBe(access.GetClaim("credential").Value);
    }

    [Fact]
    public async Task Only_codes_leave_a_row()
    {
        var person = await Browser.Create(_door, PersonRoles.Leader);
        using var browser = new Browser(_door);
        await browser.SignIn(person.UserName!);
        await browser.Token();

        await using var database = NpgsqlDataSource.Create(gateway.Database);
        await using var command = database.CreateCommand("select string_agg(distinct type, ' ') from tokens");
        ((string)(await command.ExecuteScalarAsync())!).ShouldEndWith("authorization_code");
    }
}
