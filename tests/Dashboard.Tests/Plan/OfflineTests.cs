using System.Text.RegularExpressions;

namespace Cluster.Dashboard.Tests.Plan;

/// <summary>The page works on an intranet, under the gateway's content policy, in a browser without scripts.</summary>
public sealed partial class OfflineTests
{
    [Theory]
    [InlineData("/")]
    [InlineData("/?culture=en&theme=3")]
    [InlineData("/not-found")]
    public async Task Everything_comes_from_this_server(string address)
    {
        await using var office = await Office.Open();
        var html = await office.Browser.GetStringAsync(address);
        using var page = await office.Visit(address);

        var links = page.All.SelectMany(e => e.Attributes)
            .Where(a => a.Name is "href" or "src" or "action" or "srcset" or "data").Select(a => a.Value).ToList();
        links.ShouldNotBeEmpty();
        links.ShouldAllBe(link => link.StartsWith('#') || (link.StartsWith('/') && !link.StartsWith("//")));
        Loads().Matches(html).ShouldBeEmpty();

        foreach (var asset in page.QuerySelectorAll("head link").Select(l => l.GetAttribute("href")!))
        {
            var answer = await office.Browser.GetAsync(asset);
            answer.IsSuccessStatusCode.ShouldBeTrue(asset);
            Loads().Matches(await answer.Content.ReadAsStringAsync()).ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task There_is_no_script_in_the_page()
    {
        await using var office = await Office.Open();

        var page = await office.Visit();

        page.Scripts.ShouldBeEmpty();
        page.All.SelectMany(e => e.Attributes).ShouldAllBe(a => !a.Name.StartsWith("on") && !a.Value.StartsWith("javascript:"));
    }

    // What a style sheet would fetch from another host.
    [GeneratedRegex("""(url\(\s*["']?|@import\s+["'])\s*(https?:)?//""", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Loads();
}
