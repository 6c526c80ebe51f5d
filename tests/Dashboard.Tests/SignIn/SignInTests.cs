using System.Net;
using System.Security.Cryptography;
using System.Web;
using Cluster.Fixtures;
using Microsoft.IdentityModel.Tokens;

namespace Cluster.Dashboard.Tests.SignIn;

/// <summary>Readers sign in at the provider, and the pages know them by a cookie.</summary>
public sealed class SignInTests
{
    [Theory]
    [InlineData("/")]
    [InlineData("/?culture=en&theme=3")]
    [InlineData("/nowhere")]
    public async Task Who_is_not_signed_in_is_sent_to_the_providers_public_address_with_state_nonce_and_challenge(string page)
    {
        await using var door = await Door.Open();

        using var sent = await door.Browser.GetAsync(page);

        sent.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        sent.Headers.Location!.GetLeftPart(UriPartial.Path).ShouldBe("http://gateway.test/connect/authorize");
        var query = HttpUtility.ParseQueryString(sent.Headers.Location.Query);
        query["response_type"].ShouldBe("code");
        query["client_id"].ShouldBe("dashboard");
        query["redirect_uri"].ShouldBe("http://gateway.test/signin-oidc");
        query["scope"].ShouldBe("openid profile cluster.read");
        query["code_challenge_method"].ShouldBe("S256");
        query["code_challenge"]!.Length.ShouldBe(43);
        query["state"].ShouldNotBeNullOrEmpty();
        query["nonce"].ShouldNotBeNullOrEmpty();
        (await sent.Content.ReadAsStringAsync()).ShouldBeEmpty();
    }

    /// <summary>A browser asks for an icon beside the empty page of a sign-out; sent to the provider while its session still holds, it brought a new one back.</summary>
    [Theory]
    [InlineData("Sec-Fetch-Dest", "image")]
    [InlineData("Sec-Fetch-Dest", "empty")]
    [InlineData("Accept", "image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8")]
    [InlineData("Accept", "application/json")]
    public async Task What_is_no_page_begins_no_sign_in(string header, string value)
    {
        await using var door = await Door.Open();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/favicon.ico") { Headers = { { header, value } } };

        using var answer = await door.Browser.SendAsync(request);

        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        answer.Headers.Contains("Set-Cookie").ShouldBeFalse();
    }

    [Theory]
    [InlineData("Sec-Fetch-Dest", "document")]
    [InlineData("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8")]
    public async Task A_page_begins_one_whichever_way_its_browser_says_so(string header, string value)
    {
        await using var door = await Door.Open();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/") { Headers = { { header, value } } };

        using var answer = await door.Browser.SendAsync(request);

        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    [Theory]
    [InlineData("office")]
    [InlineData("department")]
    [InlineData("operator")]
    [InlineData("reader")]
    public async Task Who_has_a_role_of_the_services_reads_the_page_that_was_asked_for(string role)
    {
        await using var door = await Door.Open();

        using var back = await door.SignIn(Door.Reader(role), "/?culture=en&theme=3");
        var page = await door.Visit(back.Headers.Location!.AbsoluteUri);

        back.Headers.Location.AbsoluteUri.ShouldBe("http://gateway.test/?culture=en&theme=3");
        page.Text(".masthead .reader a").ShouldBe("王芳");
        page.Text(".masthead .reader button").ShouldBe("Sign out");
        page.TaskRows().ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("zh-CN", "您的角色无权查看行动计划")]
    [InlineData("en", "Your role does not see the plan")]
    public async Task An_administrator_is_told_that_the_plan_is_not_theirs_to_see(string language, string title)
    {
        await using var door = await Door.Open();
        using var back = await door.SignIn(Door.Reader("system-administrator"));

        var page = await door.Visit($"/?culture={language}", HttpStatusCode.Forbidden);

        page.Title.ShouldBe(title);
        page.Text(".notice").ShouldStartWith(title);
        page.Text(".masthead .reader a").ShouldBe("王芳");
        page.TaskRows().ShouldBeEmpty();
        door.Api.Reads.ShouldBe(0);
    }

    [Fact]
    public async Task Without_a_role_nobody_sees_the_plan()
    {
        await using var door = await Door.Open();
        using var back = await door.SignIn(new() { ["sub"] = "1", ["name"] = "王芳" });

        (await door.Visit(status: HttpStatusCode.Forbidden)).TaskRows().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("http://gateway.test/", "cluster-session", false)]
    [InlineData("https://gateway.test/", "__Host-cluster-session", true)]
    public async Task The_cookie_is_out_of_reach_of_scripts_other_sites_and_plain_connections(string site, string name, bool isSecure)
    {
        await using var door = await Door.Open(site);

        using var back = await door.SignIn();
        var cookie = back.Headers.GetValues("Set-Cookie").Single(one => one.StartsWith($"{name}=", StringComparison.Ordinal));

        var flags = cookie.Split("; ")[1..];
        flags.ShouldBe(isSecure ? ["path=/", "secure", "samesite=lax", "httponly"] : ["path=/", "samesite=lax", "httponly"], ignoreOrder: true);
        (await door.IsSignedIn()).ShouldBeTrue();
    }

    [Fact]
    public async Task The_address_to_come_back_to_is_the_public_one_whatever_the_request_says()
    {
        await using var door = await Door.Open("https://gateway.test/");
        using var request = new HttpRequestMessage(HttpMethod.Get, "http://elsewhere.test/?returnUrl=https://elsewhere.test/");
        request.Headers.Add("X-Forwarded-Host", "elsewhere.test");

        using var sent = await door.Browser.SendAsync(request);

        HttpUtility.ParseQueryString(sent.Headers.Location!.Query)["redirect_uri"].ShouldBe("https://gateway.test/signin-oidc");
    }

    [Theory]
    [InlineData("/?returnUrl=https://elsewhere.test/&ReturnUrl=//elsewhere.test")]
    [InlineData("//elsewhere.test/")]
    [InlineData("/%2F%2Felsewhere.test")]
    [InlineData("/\\elsewhere.test")]
    public async Task A_sign_in_ends_on_this_site(string page)
    {
        await using var door = await Door.Open();

        using var back = await door.SignIn(page: "http://gateway.test" + page);

        back.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        back.Headers.Location!.Host.ShouldBe("gateway.test");
    }

    [Theory]
    [InlineData("nonce")]
    [InlineData("issuer")]
    [InlineData("audience")]
    [InlineData("signature")]
    [InlineData("unsigned")]
    [InlineData("expired")]
    public async Task An_answer_that_is_not_the_providers_to_this_question_signs_nobody_in(string fault)
    {
        await using var door = await Door.Open();
        using var stranger = RSA.Create(2048);

        using var answer = await door.SignIn(change: token => _ = fault switch
        {
            "nonce" => token.Claims["nonce"] = "another",
            "issuer" => token.Issuer = "http://elsewhere.test/",
            "audience" => token.Audience = "another",
            "signature" => token.SigningCredentials = new SigningCredentials(new RsaSecurityKey(stranger) { KeyId = "stub" }, SecurityAlgorithms.RsaSha256),
            "unsigned" => token.SigningCredentials = null,
            "expired" => token.Expires = (token.IssuedAt = token.NotBefore = token.NotBefore!.Value.AddHours(-2)).Value.AddHours(1),
            _ => (object?)null,
        });

        answer.Headers.Location!.OriginalString.ShouldBe("/sign-in-failed");
        (await door.IsSignedIn()).ShouldBeFalse();
        (await door.Visit("/sign-in-failed")).Text(".notice").ShouldContain("再试一次");
    }

    [Fact]
    public async Task An_answer_is_for_the_browser_that_has_asked()
    {
        await using var door = await Door.Open();
        using var victim = door.Start();
        using var sent = await door.Browser.GetAsync("/");

        using var answer = await victim.GetAsync("/signin-oidc" + door.Provider.Answer(sent.Headers.Location!, Door.Reader()));

        answer.Headers.Location!.OriginalString.ShouldBe("/sign-in-failed");
        (await door.IsSignedIn(victim)).ShouldBeFalse();
    }

    [Theory]
    [InlineData("state=forged&code=1")]
    [InlineData("code=1")]
    [InlineData("error=access_denied&error_description=https://elsewhere.test")]
    public async Task A_callback_that_was_not_asked_for_is_a_sign_in_that_failed(string query)
    {
        await using var door = await Door.Open();

        using var answer = await door.Browser.GetAsync("/signin-oidc?" + query);

        answer.Headers.Location!.OriginalString.ShouldBe("/sign-in-failed");
    }

    [Fact]
    public async Task A_forged_cookie_is_nobody()
    {
        await using var door = await Door.Open();
        await using var other = await Door.Open(); // the same program with keys of its own
        using var back = await other.SignIn();
        var foreign = back.Headers.GetValues("Set-Cookie").Single(one => one.StartsWith("cluster-session=", StringComparison.Ordinal)).Split(';')[0];

        foreach (var cookie in new[] { foreign, "cluster-session=forged", foreign[..^5] })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/");
            request.Headers.Add("Cookie", cookie);
            using var answer = await door.Browser.SendAsync(request);
            answer.StatusCode.ShouldBe(HttpStatusCode.Redirect, cookie);
        }
    }

    [Fact]
    public async Task A_systems_token_opens_no_page()
    {
        await using var issuer = await TestIssuer.Start();
        await using var door = await Door.Open("http://gateway.test/", ("Identity:Authority", issuer.Address), ("Identity:Issuer", issuer.Address));
        door.Browser.DefaultRequestHeaders.Authorization = new("Bearer", issuer.Token("市交通运输局", "office", "client"));

        (await door.IsSignedIn()).ShouldBeFalse();
    }

    [Fact]
    public async Task Health_and_what_a_page_is_made_of_need_nobody()
    {
        await using var door = await Door.Open();

        foreach (var address in new[] { "/health/live", "/health/ready", "/office.css", "/favicon.svg", "/signed-out" })
        {
            using var answer = await door.Browser.GetAsync(address);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK, address);
        }
    }

    [Fact]
    public async Task Nothing_that_was_shown_to_a_reader_is_kept_by_a_cache()
    {
        await using var door = await Door.Open();
        using var back = await door.SignIn();

        using var answer = await door.Browser.GetAsync("/");

        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
    }
}
