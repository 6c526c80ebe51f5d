using System.Net;
using Cluster.Fixtures;
using Npgsql;

namespace Cluster.Gateway.Tests.Identity.Persons;

public sealed class SessionTests(RunningGateway gateway)
{
    private readonly Replica _door = gateway.Replica;

    [Theory]
    [InlineData("http://gateway.test/", "cluster-person", false)]
    [InlineData("https://gateway.test/", "__Host-cluster-person", true)]
    public async Task The_cookie_is_out_of_reach_of_scripts_other_sites_and_where_there_is_tls_of_other_hosts(string issuer, string name, bool isSecure)
    {
        var database = await (await Servers.Shared).NewDatabase("gateway-issuer");
        await using var replica = gateway.StartReplica(("ConnectionStrings:database", database), ("Identity:Issuer", issuer));
        var person = await Browser.Create(replica);
        using var browser = new Browser(replica);
        using var page = await browser.Http.GetAsync("/account/sign-in");
        var html = await page.Content.ReadAsStringAsync();
        var token = html.Split("name=\"token\" value=\"")[1].Split('"')[0];

        // By hand: the test's own cookie jar would not send a secure cookie back over the plain connection that it has.
        using var request = new HttpRequestMessage(HttpMethod.Post, "/account/sign-in")
        {
            Content = new FormUrlEncodedContent([new("token", token), new("name", person.UserName), new("password", Browser.Password)]),
        };
        request.Headers.Add("Cookie", page.Headers.GetValues("Set-Cookie").First(cookie => cookie.Contains("forms")).Split(';')[0]);
        using var http = replica.Anonymous();
        using var response = await http.SendAsync(request);

        response.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var cookie = response.Headers.GetValues("Set-Cookie").Last(one => one.StartsWith($"{name}=", StringComparison.Ordinal)).ToLowerInvariant();
        cookie.ShouldContain("httponly");
        cookie.ShouldContain("samesite=lax");
        cookie.ShouldContain("path=/;");
        cookie.ShouldNotContain("domain");
        cookie.Contains("; secure", StringComparison.Ordinal).ShouldBe(isSecure);
    }

    [Fact]
    public async Task A_session_that_was_in_the_browser_before_is_not_taken_over()
    {
        var (attacker, victim) = (await Browser.Create(_door), await Browser.Create(_door));
        using var attackers = new Browser(_door);
        await attackers.SignIn(attacker.UserName!);
        using var victims = new Browser(_door);
        victims.Cookies.Add(_door.Address, attackers.Cookies.GetCookies(_door.Address));

        await victims.SignIn(victim.UserName!);

        (await victims.Http.GetStringAsync("/account")).ShouldContain(victim.UserName!);
        (await attackers.IsSignedIn()).ShouldBeFalse();
    }

    [Fact]
    public async Task A_copied_cookie_is_worth_nothing_after_the_sign_out()
    {
        var person = await Browser.Create(_door);
        using var browser = new Browser(_door);
        using var copy = new Browser(_door);
        await browser.SignIn(person.UserName!);
        copy.Cookies.Add(_door.Address, browser.Cookies.GetCookies(_door.Address));
        (await copy.IsSignedIn()).ShouldBeTrue();

        (await SignOut(browser)).ShouldBe(HttpStatusCode.Redirect);

        (await browser.IsSignedIn()).ShouldBeFalse();
        (await copy.IsSignedIn()).ShouldBeFalse();
    }

    [Theory]
    [InlineData("last_seen_at = now() - interval '14 minutes'", true)]
    [InlineData("last_seen_at = now() - interval '16 minutes'", false)]
    [InlineData("started_at = now() - interval '7 hours 59 minutes'", true)]
    [InlineData("started_at = now() - interval '8 hours 1 minute'", false)]
    public async Task A_session_ends_when_nobody_uses_it_and_at_the_end_of_the_day(string change, bool lives)
    {
        var person = await Browser.Create(_door);
        using var browser = new Browser(_door);
        await browser.SignIn(person.UserName!);

        await using var database = NpgsqlDataSource.Create(gateway.Database);
        await using var command = database.CreateCommand($"update sessions set {change} where person_id = '{person.Id}'");
        (await command.ExecuteNonQueryAsync()).ShouldBe(1);

        (await browser.IsSignedIn()).ShouldBe(lives);
    }

    [Fact]
    public async Task A_cookie_that_was_made_up_signs_nobody_in()
    {
        using var browser = new Browser(_door);
        browser.Cookies.Add(_door.Address, new Cookie("cluster-person", "CfDJ8made-up"));

        (await browser.IsSignedIn()).ShouldBeFalse();
    }

    private static async Task<HttpStatusCode> SignOut(Browser browser)
    {
        var html = await browser.Http.GetStringAsync("/account");
        using var response = await browser.Post("/account/sign-out", ("token", html.Split("name=\"token\" value=\"")[1].Split('"')[0]));
        return response.StatusCode;
    }
}
