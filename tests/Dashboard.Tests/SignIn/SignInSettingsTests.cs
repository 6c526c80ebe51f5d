using System.Net;
using System.Web;

namespace Cluster.Dashboard.Tests.SignIn;

/// <summary>Who says who is reading: the gateway, a provider of the city's own, or on purpose nobody.</summary>
public sealed class SignInSettingsTests
{
    [Theory]
    [InlineData("SignIn:Open", "false", "SignIn__Authority")]
    [InlineData("SignIn:Authority", "https://keycloak.test/realms/city", "SignIn__Site")]
    [InlineData("Identity:Issuer", "", "SignIn__Authority")]
    public async Task A_dashboard_that_could_ask_nobody_does_not_start(string key, string value, string missing)
    {
        await using var api = await StubApi.Start(SamplePlan.Read());
        await using var dashboard = new RunningDashboard(api, TimeProvider.System, (key, value));

        Should.Throw<InvalidOperationException>(() => dashboard.CreateClient()).Message.ShouldContain(missing);
    }

    [Fact]
    public async Task A_role_that_is_none_of_ours_stops_the_start()
    {
        await using var api = await StubApi.Start(SamplePlan.Read());
        await using var dashboard = new RunningDashboard(
            api, TimeProvider.System, ("Identity:Issuer", "http://gateway.test/"), ("SignIn:Roles:staff", "king"));

        Should.Throw<InvalidOperationException>(() => dashboard.CreateClient()).Message.ShouldContain("'king'");
    }

    [Fact]
    public async Task Open_pages_know_nobody_and_show_the_plan()
    {
        await using var office = await Office.Open();

        var page = await office.Visit();

        page.TaskRows().Count.ShouldBe(42);
        page.QuerySelector("form").ShouldBeNull();
    }

    [Theory]
    [InlineData("plan-readers", HttpStatusCode.OK)]
    [InlineData("office", HttpStatusCode.Forbidden)] // what they call so is not what is called so here
    public async Task A_provider_of_the_citys_own_says_roles_in_its_own_words(string theirs, HttpStatusCode status)
    {
        await using var provider = await StubProvider.Start("http://localhost:8180/realms/city/");
        await using var door = await Door.Open("http://gateway.test/", Foreign(provider));
        using var sent = await door.Browser.GetAsync("/");
        var query = HttpUtility.ParseQueryString(sent.Headers.Location!.Query);

        using var back = await door.Browser.GetAsync("/signin-oidc" + provider.Answer(
            sent.Headers.Location, new() { ["sub"] = "f:1", ["name"] = "赵敏", ["groups"] = new[] { "canteen", theirs } }));
        var page = await door.Visit(status: status);

        sent.Headers.Location.AbsoluteUri.ShouldStartWith("http://localhost:8180/realms/city/connect/authorize?");
        query["client_id"].ShouldBe("cluster");
        query["scope"].ShouldBe("openid profile");
        query["redirect_uri"].ShouldBe("http://gateway.test/signin-oidc");
        page.Text(".reader span").ShouldBe("赵敏");
        page.QuerySelector("a[href='/account']").ShouldBeNull(); // there is none for them
    }

    private static (string, string)[] Foreign(StubProvider provider) =>
    [
        ("SignIn:Authority", provider.Issuer), ("SignIn:MetadataAddress", provider.Inside + "/.well-known/openid-configuration"),
        ("SignIn:ClientId", "cluster"), ("SignIn:RoleClaim", "groups"), ("SignIn:Roles:plan-readers", "reader"), ("SignIn:Roles:plan-office", "office"),
    ];
}
