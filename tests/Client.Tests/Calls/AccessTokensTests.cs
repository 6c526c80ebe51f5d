using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Cluster.Client.Tests.Calls;

public sealed class AccessTokensTests
{
    private readonly FakeTimeProvider _time = new(DateTimeOffset.Parse("2025-10-09T00:00:00Z"));

    [Fact]
    public async Task A_token_is_kept_until_shortly_before_it_expires()
    {
        await using var gateway = (await StubGateway.Start()).Answering(200, StubGateway.EmptyPage);
        await using var application = gateway.Application(_time);
        var api = application.GetRequiredService<IInfrastructureApi>();

        await api.ListSegments();
        _time.Advance(TimeSpan.FromMinutes(58));
        await api.ListSegments();
        gateway.TokensIssued.ShouldBe(1);

        _time.Advance(TimeSpan.FromMinutes(1)); // one minute before it expires
        await api.ListSegments();
        gateway.TokensIssued.ShouldBe(2);
        gateway.Requests.Select(r => r.Authorization).ShouldBe(["Bearer token-1", "Bearer token-1", "Bearer token-2"]);
    }

    [Fact]
    public async Task A_token_that_lives_less_than_the_margin_is_used_for_half_its_life()
    {
        await using var gateway = (await StubGateway.Start()).Answering(200, StubGateway.EmptyPage);
        gateway.OnToken = context => StubGateway.Json(context, 200, """{"access_token":"short","expires_in":20}""");
        await using var application = gateway.Application(_time);
        var api = application.GetRequiredService<IInfrastructureApi>();

        await api.ListSegments();
        _time.Advance(TimeSpan.FromSeconds(9));
        await api.ListSegments();
        gateway.TokensIssued.ShouldBe(1);

        _time.Advance(TimeSpan.FromSeconds(1));
        await api.ListSegments();
        gateway.TokensIssued.ShouldBe(2);
    }

    [Fact]
    public async Task Callers_at_the_same_time_share_one_token()
    {
        await using var gateway = (await StubGateway.Start()).Answering(200, StubGateway.EmptyPage);
        using var client = gateway.Client();

        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => i % 2 == 0
            ? client.Infrastructure.ListSegments() as Task
            : client.Ecology.ListStations()));

        gateway.TokensIssued.ShouldBe(1);
        gateway.Requests.Count.ShouldBe(40);
    }

    [Fact]
    public async Task A_revoked_token_is_replaced_and_the_write_sent_again_as_it_was()
    {
        await using var gateway = (await StubGateway.Start())
            .Answering(401, """{"code":"unauthenticated"}""").Answering(200, Rows.AnswerOfOne);
        using var client = gateway.Client();

        await client.Infrastructure.PushSegments(Rows.Batch);

        gateway.Requests.Select(r => r.Authorization).ShouldBe(["Bearer token-1", "Bearer token-2"]);
        gateway.Requests.Select(r => (r.Body, r.IdempotencyKey)).Distinct().Count().ShouldBe(1);
    }

    [Fact]
    public async Task A_credential_that_has_no_right_is_refused_without_end()
    {
        await using var gateway = (await StubGateway.Start()).Answering(401, """{"code":"unauthenticated","message":{"zh":"无效","en":"invalid"}}""");
        using var client = gateway.Client();

        var refused = await Should.ThrowAsync<ClusterException>(() => client.Infrastructure.ListSegments());

        refused.Problem.Code.ShouldBe("unauthenticated");
        gateway.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_wrong_secret_is_told_by_its_code_and_not_tried_again()
    {
        await using var gateway = (await StubGateway.Start()).Answering(200, StubGateway.EmptyPage);
        gateway.OnToken = context =>
            StubGateway.Json(context, 401, """{"error":"invalid_client","error_description":"The specified client credentials are invalid."}""");
        using var client = gateway.Client();

        var refused = await Should.ThrowAsync<ClusterException>(() => client.Coordination.GetOverview());

        refused.Problem.Code.ShouldBe("invalid-client");
        refused.Status.ShouldBe(HttpStatusCode.Unauthorized);
        refused.Message.ShouldContain("The specified client credentials are invalid.");
        gateway.TokensIssued.ShouldBe(1);
        gateway.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_token_endpoint_that_is_not_there_yet_is_asked_again()
    {
        await using var gateway = (await StubGateway.Start()).Answering(200, StubGateway.EmptyPage);
        gateway.OnToken = context => gateway.TokensIssued < 3
            ? StubGateway.Json(context, 503, "")
            : StubGateway.Json(context, 200, """{"access_token":"late","expires_in":3600}""");
        using var client = gateway.Client();

        await client.Infrastructure.ListSegments();

        gateway.TokensIssued.ShouldBe(3);
        gateway.Requests.Single().Authorization.ShouldBe("Bearer late");
    }
}
