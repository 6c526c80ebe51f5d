using System.Net;
using Cluster.Fixtures;

namespace Cluster.Gateway.Tests.Limits;

public sealed class QuotaTests(RunningGateway gateway)
{
    private const int Burst = 5;

    [Fact]
    public async Task A_credential_that_asks_too_often_is_told_to_wait_and_the_others_are_not()
    {
        var door = Door();
        using var wild = await door.As("department");
        using var calm = await door.As("department");

        var answers = await Task.WhenAll(Enumerable.Range(0, 3 * Burst).Select(_ => wild.GetAsync("/api/ecology/stations")));
        using var other = await calm.GetAsync("/api/ecology/stations");

        answers.Count(a => a.StatusCode == HttpStatusCode.OK).ShouldBeInRange(Burst, Burst + 2);
        other.StatusCode.ShouldBe(HttpStatusCode.OK);
        var refused = answers.First(a => a.StatusCode == HttpStatusCode.TooManyRequests);
        (await refused.ProblemCode()).ShouldBe("quota-exceeded");
        refused.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(1));
        refused.Headers.GetValues("RateLimit").Single().ShouldStartWith("\"requests\";r=0;t=");
    }

    [Fact]
    public async Task Whoever_waits_as_told_is_answered_again()
    {
        using var wild = await Door().As("department");
        await Task.WhenAll(Enumerable.Range(0, 3 * Burst).Select(_ => wild.GetAsync("/api/ecology/stations")));

        await Eventually.True(async () =>
        {
            using var again = await wild.GetAsync("/api/ecology/stations");
            return again.StatusCode == HttpStatusCode.OK;
        }, TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Each_answer_says_what_is_left()
    {
        using var http = await Door().As("department");

        using var first = await http.GetAsync("/api/ecology/stations");
        using var second = await http.GetAsync("/api/ecology/stations");

        first.Headers.GetValues("RateLimit-Policy").ShouldBe([$"\"requests\";q={Burst};w={Burst}"]);
        first.Headers.GetValues("RateLimit").ShouldBe([$"\"requests\";r={Burst - 1};t=1"]);
        second.Headers.GetValues("RateLimit").Single().ShouldStartWith($"\"requests\";r={Burst - 2};");
    }

    [Fact]
    public async Task Guessing_secrets_is_counted_by_address()
    {
        var door = Door(burst: 20);
        var answers = await Task.WhenAll(Enumerable.Range(0, 60).Select(i => door.AskForToken("bootstrap-operator", $"a-guess-that-is-long-enough-{i:00000}")));

        answers.Count(a => a.StatusCode == HttpStatusCode.TooManyRequests).ShouldBeGreaterThan(30);
        answers.ShouldAllBe(a => !a.IsSuccessStatusCode);
    }

    [Fact]
    public async Task Health_is_not_counted()
    {
        using var probe = Door().Anonymous();

        var answers = await Task.WhenAll(Enumerable.Range(0, 3 * Burst).Select(_ => probe.GetAsync("/health/live")));

        answers.ShouldAllBe(a => a.StatusCode == HttpStatusCode.OK && !a.Headers.Contains("RateLimit"));
    }

    [Fact]
    public void A_quota_of_nothing_is_no_quota() =>
        Should.Throw<InvalidOperationException>(() => gateway.StartReplica(("Quota:Burst", "0"))).Message.ShouldContain("Quota:Burst");

    /// <summary>Registering a client takes two requests of the operator and two of this address.</summary>
    private Replica Door(int burst = Burst) =>
        gateway.StartReplica(("Quota:RequestsPerSecond", "1"), ("Quota:Burst", burst.ToString(null, null)));
}
