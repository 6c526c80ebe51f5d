namespace Cluster.Gateway.Tests;

public sealed class SecurityHeadersTests(RunningGateway gateway)
{
    [Theory]
    [InlineData("/")]
    [InlineData("/docs/")]
    [InlineData("/docs/scalar.js")]
    [InlineData("/health/ready")]
    [InlineData("/openapi/ecology.json")]
    [InlineData("/api/ecology/readings")]
    [InlineData("/api/unknown")]
    [InlineData("/openapi/infrastructure.json")]
    [InlineData("/.well-known/openid-configuration")]
    public async Task Every_answer_says_the_same_to_a_browser_whoever_gives_it(string path)
    {
        using var http = gateway.Replica.Anonymous();

        using var response = await http.GetAsync(path);

        var policy = response.Headers.GetValues("Content-Security-Policy").ShouldHaveSingleItem();
        policy.ShouldStartWith("default-src 'self';");
        foreach (var rule in new[] { "object-src 'none'", "frame-ancestors 'none'", "base-uri 'self'", "script-src 'self'" })
        {
            policy.ShouldContain(rule);
        }

        policy.ShouldNotContain("http:");
        policy.ShouldNotContain("https:");
        policy.ShouldNotContain("*");
        response.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        response.Headers.GetValues("Referrer-Policy").ShouldBe(["same-origin"]);
        response.Headers.Server.ShouldBeEmpty();
    }
}
