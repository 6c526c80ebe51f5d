using System.Diagnostics;
using System.Net;
using System.Text;
using Cluster.Fixtures;

namespace Cluster.Ingestion.Tests;

/// <summary>A service checks the token itself, whatever the gateway has let through.</summary>
public sealed class AccessTests(InfrastructureService infrastructure)
{
    [Theory]
    [InlineData("cluster.read infrastructure.segments.write", HttpStatusCode.UnprocessableEntity)]
    [InlineData("cluster.write", HttpStatusCode.UnprocessableEntity)]
    [InlineData("cluster.read infrastructure.bridges.write", HttpStatusCode.Forbidden)]
    [InlineData("cluster.read ecology.segments.write", HttpStatusCode.Forbidden)]
    [InlineData("cluster.read", HttpStatusCode.Forbidden)]
    [InlineData("", HttpStatusCode.Forbidden)]
    public async Task A_token_writes_the_kinds_of_data_that_it_names(string scope, HttpStatusCode expected)
    {
        using var http = infrastructure.One.As("市交通运输局", scope: scope);

        var batch = await http.Push(Department.Segments, []);
        var single = await http.Put(Department.Segments, "key", []);

        using var file = await http.PostAsync($"{Department.Segments}/file", new StringContent("nothing", Encoding.UTF8, "text/csv"));

        batch.Status.ShouldBe(expected);
        single.Status.ShouldBe(expected);
        file.StatusCode.ShouldBe(expected);
        if (expected == HttpStatusCode.Forbidden)
        {
            batch.Code.ShouldBe("insufficient-scope");
            batch.Json["scope"]!.GetValue<string>().ShouldBe("infrastructure.segments.write");
        }
    }

    [Fact]
    public async Task A_stolen_token_that_is_revoked_is_refused_here_too_within_a_minute()
    {
        using var thief = infrastructure.One.As("市交通运输局", client: "stolen");
        using var other = infrastructure.One.As("市交通运输局", client: "not-stolen");
        using var before = await thief.GetAsync(Department.Segments);
        before.StatusCode.ShouldBe(HttpStatusCode.OK);

        var began = Stopwatch.GetTimestamp();
        infrastructure.One.Revoke("stolen");
        await Eventually.True(async () =>
        {
            using var after = await thief.GetAsync(Department.Segments);
            return after.StatusCode == HttpStatusCode.Unauthorized;
        }, TimeSpan.FromSeconds(60));

        TestContext.Current.SendDiagnosticMessage($"Refused after {Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s");
        using var still = await other.GetAsync(Department.Segments);
        still.StatusCode.ShouldBe(HttpStatusCode.OK);
    }
}
