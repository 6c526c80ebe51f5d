using System.Net;
using System.Web;
using Cluster.Fixtures;

namespace Cluster.Dashboard.Tests.SignIn;

/// <summary>How long a reader stays signed in, and how it ends.</summary>
public sealed class SessionTests
{
    [Fact]
    public async Task A_sign_out_ends_the_session_here_and_goes_on_to_the_providers()
    {
        await using var door = await Door.Open();
        using var back = await door.SignIn();

        using var answer = await door.SignOut(await door.Visit());

        // Not by a redirect: the content policy would not let the form lead to another site.
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Headers.Location.ShouldBeNull();
        var next = new Uri(answer.Headers.GetValues("Refresh").Single().Split("url=")[1]);
        next.GetLeftPart(UriPartial.Path).ShouldBe("http://gateway.test/connect/logout");
        var query = HttpUtility.ParseQueryString(next.Query);
        query["client_id"].ShouldBe("dashboard");
        query["post_logout_redirect_uri"].ShouldBe("http://gateway.test/signout-callback-oidc");
        (await door.IsSignedIn()).ShouldBeFalse();

        using var callback = await door.Browser.GetAsync($"/signout-callback-oidc?state={Uri.EscapeDataString(query["state"]!)}");
        callback.Headers.Location!.OriginalString.ShouldBe("/signed-out");
        (await door.Visit("/signed-out")).Text(".notice").ShouldBe("已退出 重新登录");
    }

    [Fact]
    public async Task Another_site_signs_nobody_out()
    {
        await using var door = await Door.Open();
        using var back = await door.SignIn();

        using var form = await door.SignOut(await door.Visit(), withToken: false);
        using var link = await door.Browser.GetAsync("/sign-out");
        using var remote = await door.Browser.GetAsync("/signout-oidc");

        form.Headers.Location!.OriginalString.ShouldBe("/");
        (await door.IsSignedIn()).ShouldBeTrue();
    }

    [Fact]
    public async Task A_reader_who_goes_on_reading_is_looked_at_again_after_five_minutes_and_stays()
    {
        await using var door = await Door.Open();
        using var back = await door.SignIn();

        door.Time.Advance(TimeSpan.FromMinutes(4));
        (await door.IsSignedIn()).ShouldBeTrue();
        door.Time.Advance(TimeSpan.FromMinutes(2));
        using var again = await door.SignIn(page: "/?theme=2");

        again.Headers.Location!.AbsoluteUri.ShouldBe("http://gateway.test/?theme=2");
        (await door.IsSignedIn()).ShouldBeTrue();
    }

    [Fact]
    public async Task What_a_form_sends_is_not_lost_to_that()
    {
        await using var door = await Door.Open();
        using var back = await door.SignIn();
        var page = await door.Visit();

        door.Time.Advance(TimeSpan.FromMinutes(6));
        using var answer = await door.SignOut(page);

        answer.Headers.Contains("Refresh").ShouldBeTrue();
    }

    [Fact]
    public async Task A_session_ends_when_its_token_does()
    {
        await using var door = await Door.Open();
        using var back = await door.SignIn(change: token => token.Expires = token.NotBefore!.Value.AddMinutes(2));

        door.Time.Advance(TimeSpan.FromMinutes(1));
        (await door.IsSignedIn()).ShouldBeTrue();
        door.Time.Advance(TimeSpan.FromMinutes(2));
        (await door.IsSignedIn()).ShouldBeFalse();
    }

    [Fact]
    public async Task A_session_that_has_ended_at_the_gateway_has_ended_here()
    {
        await using var door = await Door.Open();
        using var back = await door.SignIn();
        (await door.IsSignedIn()).ShouldBeTrue();

        door.Provider.Revoked = [new { subject = "session-1", issuedBefore = door.Time.GetUtcNow() }];
        door.Time.Advance(TimeSpan.FromSeconds(15)); // as often as the gateway is asked
        await Eventually.True(async () => !await door.IsSignedIn());

        using var other = door.Start();
        using var somebody = await door.SignIn(new(Door.Reader()) { ["credential"] = "session-2" }, browser: other);
        (await door.IsSignedIn(other)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_reader_stays_signed_in_when_the_dashboard_starts_again_or_another_replica_answers()
    {
        await using var door = await Door.Open();
        using var back = await door.SignIn();
        var cookie = back.Headers.GetValues("Set-Cookie").Single(one => one.StartsWith("cluster-session=", StringComparison.Ordinal)).Split(';')[0];

        using var replica = door.Start();
        replica.DefaultRequestHeaders.Add("Cookie", cookie);

        (await door.IsSignedIn(replica)).ShouldBeTrue();
    }
}
