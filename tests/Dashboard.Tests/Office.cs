using System.Net;
using AngleSharp;
using AngleSharp.Dom;
using Cluster.Client;
using Cluster.Dashboard.Tests.SignIn;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Cluster.Dashboard.Tests;

/// <summary>The dashboard with its clock in the test's hand, before a stub of the API on a real port.</summary>
public sealed class Office : IAsyncDisposable
{
    private readonly RunningDashboard _dashboard;

    private Office(StubApi api)
    {
        Api = api;
        _dashboard = new RunningDashboard(api, Time, ("SignIn:Open", "true"));
        Browser = _dashboard.CreateClient();
    }

    public StubApi Api { get; }

    public FakeTimeProvider Time { get; } = new(SamplePlan.ReadAt);

    /// <summary>It keeps cookies, and runs no script.</summary>
    public HttpClient Browser { get; }

    public static async Task<Office> Open() => new(await StubApi.Start(SamplePlan.Read()));

    public async Task<IDocument> Visit(string address = "/")
    {
        var answer = await Browser.GetAsync(address);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        return await Parse(answer);
    }

    public static async Task<IDocument> Parse(HttpResponseMessage answer)
    {
        var html = await answer.Content.ReadAsStringAsync();
        return await BrowsingContext.New().OpenAsync(response => response.Content(html));
    }

    public async ValueTask DisposeAsync()
    {
        Browser.Dispose();
        await _dashboard.DisposeAsync();
        await Api.DisposeAsync();
    }
}

/// <summary>As it is started before this API, with these settings besides.</summary>
internal sealed class RunningDashboard(StubApi api, TimeProvider time, params (string Key, string Value)[] settings) : WebApplicationFactory<Program>
{
    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder
            .UseSetting("services:gateway:http:0", api.Address)
            .UseSetting("Cluster:ClientId", "dashboard")
            .UseSetting("Cluster:ClientSecret", StubProvider.ClientSecret)
            .ConfigureLogging(logging => logging.ClearProviders())
            .ConfigureTestServices(services => services.AddSingleton(time));
        foreach (var (key, value) in settings)
        {
            builder.UseSetting(key, value);
        }
    }
}

/// <summary>What a reader finds on the page.</summary>
internal static class Finding
{
    public static string Text(this IParentNode page, string selector) =>
        page.QuerySelector(selector) is { } found ? Plain(found) : throw new InvalidOperationException($"Nothing on the page is {selector}.");

    public static string[] Texts(this IParentNode page, string selector) => [.. page.QuerySelectorAll(selector).Select(Plain)];

    public static IReadOnlyList<IElement> TaskRows(this IDocument page) => [.. page.QuerySelectorAll("tr[id^=T]")];

    // Words of neighbouring elements are not one word, whether or not the markup has a space between them.
    private static string Plain(IElement element) => string.Join(
        ' ', element.Descendants<IText>().SelectMany(text => text.Data.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
}
