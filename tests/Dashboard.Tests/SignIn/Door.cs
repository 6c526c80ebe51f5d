using System.Net;
using AngleSharp.Dom;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.Tokens;

namespace Cluster.Dashboard.Tests.SignIn;

/// <summary>The dashboard that asks who is there, its provider, and a browser before it that keeps cookies and follows nothing by itself.</summary>
internal sealed class Door : IAsyncDisposable
{
    private readonly List<IAsyncDisposable> _opened = [];
    private readonly string _keys = Directory.CreateTempSubdirectory("cluster-dashboard-keys-").FullName;

    private Door(StubApi api, StubProvider provider, string site)
    {
        (Api, Provider, Site) = (api, provider, new Uri(site));
        _opened.AddRange([api, provider]);
    }

    public StubApi Api { get; }

    public StubProvider Provider { get; }

    /// <summary>The public address of gateway and pages.</summary>
    public Uri Site { get; }

    /// <summary>Cookies have an end, which a browser compares with its own clock: so it starts now.</summary>
    public FakeTimeProvider Time { get; } = new(TimeProvider.System.GetUtcNow());

    public HttpClient Browser { get; private set; } = null!;

    /// <summary>As the AppHost starts it, and with these settings besides.</summary>
    public static async Task<Door> Open(string site = "http://gateway.test/", params (string Key, string Value)[] settings)
    {
        var door = new Door(await StubApi.Start(SamplePlan.Read()), await StubProvider.Start(site), site);
        door.Browser = door.Start(settings);
        return door;
    }

    /// <summary>A process of the dashboard, and a browser of its own before it.</summary>
    public HttpClient Start(params (string Key, string Value)[] settings)
    {
        var dashboard = new RunningDashboard(
            Api, Time,
            [
                ("Identity:Issuer", Site.AbsoluteUri), ("Identity:Authority", Provider.Inside), ("SignIn:KeyFolder", _keys), .. settings,
            ]);
        _opened.Insert(0, dashboard);
        return dashboard.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false, BaseAddress = Site });
    }

    public static Dictionary<string, object> Reader(string role = "office") => new()
    {
        ["sub"] = "1", ["name"] = "王芳", ["role"] = role, ["position"] = role, ["organisation"] = "领导小组办公室", ["credential"] = "session-1",
    };

    /// <summary>Opens a page, is sent to the provider, and comes back as somebody.</summary>
    public async Task<HttpResponseMessage> SignIn(
        Dictionary<string, object>? reader = null, string page = "/", Action<SecurityTokenDescriptor>? change = null, HttpClient? browser = null)
    {
        using var sent = await (browser ?? Browser).GetAsync(page);
        sent.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        return await (browser ?? Browser).GetAsync("/signin-oidc" + Provider.Answer(sent.Headers.Location!, reader ?? Reader(), change));
    }

    public async Task<IDocument> Visit(string page = "/", HttpStatusCode status = HttpStatusCode.OK)
    {
        using var answer = await Browser.GetAsync(page);
        answer.StatusCode.ShouldBe(status);
        return await Office.Parse(answer);
    }

    /// <summary>Sends the form with which the page's header signs out.</summary>
    public async Task<HttpResponseMessage> SignOut(IDocument page, bool withToken = true)
    {
        var form = page.QuerySelector("form.reader").ShouldNotBeNull();
        var fields = form.QuerySelectorAll("input").Select(field => KeyValuePair.Create(field.GetAttribute("name")!, field.GetAttribute("value")!));
        return await Browser.PostAsync(form.GetAttribute("action"), new FormUrlEncodedContent(withToken ? fields : []));
    }

    public async Task<bool> IsSignedIn(HttpClient? browser = null)
    {
        using var answer = await (browser ?? Browser).GetAsync("/");
        return answer.StatusCode == HttpStatusCode.OK;
    }

    public async ValueTask DisposeAsync()
    {
        Browser.Dispose();
        foreach (var one in _opened)
        {
            await one.DisposeAsync();
        }

        Directory.Delete(_keys, recursive: true);
    }
}
