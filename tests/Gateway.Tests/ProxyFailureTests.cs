using System.Net;

namespace Cluster.Gateway.Tests;

public sealed class ProxyFailureTests(RunningGateway gateway)
{
    private readonly Replica _door = gateway.Replica;

    [Fact]
    public async Task A_service_that_is_down_is_named_while_the_others_answer()
    {
        using var http = await _door.As("department");

        using var down = await http.GetAsync("/api/infrastructure/segments");
        using var up = await http.GetAsync("/api/ecology/readings");

        down.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        down.Headers.RetryAfter.ShouldNotBeNull();
        (await down.ProblemCode()).ShouldBe("service-unavailable");
        (await down.Json()).Text("service").ShouldBe("infrastructure");
        up.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_service_that_comes_back_is_asked_again_at_once_however_often_it_failed()
    {
        await using var replica = gateway.StartReplica();
        using var http = await replica.As("department");
        for (var i = 0; i < 20; i++)
        {
            using var failed = await http.GetAsync("/api/infrastructure/segments");
            failed.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        }

        await using var back = await Backend.Start("infrastructure", address: gateway.DownAddress);
        using var answered = await http.GetAsync("/api/infrastructure/segments");

        (await answered.Json()).Text("backend").ShouldBe("infrastructure");
    }

    [Fact]
    public async Task A_service_that_takes_a_push_and_says_nothing_leaves_the_outcome_unknown()
    {
        using var http = await _door.As("department");

        using var silent = await http.PostAsync("/api/industry/silent", new StringContent("{}"));

        silent.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await silent.ProblemCode()).ShouldBe("service-timeout");
        var problem = await silent.Json();
        problem.Text("service").ShouldBe("industry");
        problem["message"].Text("zh").ShouldContain("Idempotency-Key");
    }
}
