using System.Net;
using System.Text.RegularExpressions;

namespace Cluster.Gateway.Tests.Docs;

public sealed partial class ApiReferenceTests(RunningGateway gateway)
{
    [Fact]
    public async Task The_page_lists_the_six_services_in_the_plans_order_and_the_gateway_and_loads_nothing_from_elsewhere()
    {
        using var http = gateway.Replica.Anonymous();

        var page = await http.GetStringAsync("/docs/");

        OpenApiDocument().Matches(page).Select(match => match.Value).ShouldBe(
            ["coordination", "industry", "infrastructure", "ecology", "public-services", "cooperation", "gateway"]);
        page.ShouldNotContain("http:");
        page.ShouldNotContain("https:");
        page.ShouldNotContain("\"//");
        foreach (var script in Script().Matches(page).Select(match => match.Value))
        {
            using var loaded = await http.GetAsync($"/docs/{script}");
            loaded.StatusCode.ShouldBe(HttpStatusCode.OK);
        }
    }

    [Fact]
    public async Task Its_inline_script_is_allowed_by_a_word_that_is_new_each_time()
    {
        using var http = gateway.Replica.Anonymous();
        using var first = await http.GetAsync("/docs/");
        using var second = await http.GetAsync("/docs/");

        var nonce = Nonce().Match(await first.Content.ReadAsStringAsync()).Value;

        nonce.ShouldNotBeEmpty();
        first.Headers.GetValues("Content-Security-Policy").Single().ShouldContain($"'nonce-{nonce}'");
        second.Headers.GetValues("Content-Security-Policy").Single().ShouldNotContain(nonce);
    }

    [Theory]
    [InlineData("zh-CN,zh;q=0.9,en;q=0.8", "zh-CN")]
    [InlineData("en-GB,en;q=0.9", "en")]
    [InlineData(null, "zh-CN")]
    public async Task The_page_speaks_Chinese_unless_the_reader_prefers_English(string? accepts, string locale)
    {
        using var http = gateway.Replica.Anonymous();
        http.DefaultRequestHeaders.TryAddWithoutValidation("Accept-Language", accepts);

        (await http.GetStringAsync("/docs/")).ShouldContain($"\"locale\":\"{locale}\"");
    }

    [GeneratedRegex("(?<=\"url\":\"openapi/)[a-z-]+(?=\\.json\")", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex OpenApiDocument();

    [GeneratedRegex("(?<=src=\")[^\"]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Script();

    [GeneratedRegex("(?<=nonce=\")[^\"]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Nonce();
}
