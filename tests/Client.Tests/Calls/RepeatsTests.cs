using System.Net;
using Microsoft.Extensions.DependencyInjection;

namespace Cluster.Client.Tests.Calls;

public sealed class RepeatsTests
{
    [Fact]
    public async Task Each_write_has_a_key_of_its_own_and_a_read_has_none()
    {
        await using var gateway = (await StubGateway.Start()).Answering(200, Rows.AnswerOfOne);
        using var client = gateway.Client();

        await client.Infrastructure.PushSegments(Rows.Batch);
        await client.Infrastructure.PushSegments(Rows.Batch);
        gateway.Requests.Select(r => r.IdempotencyKey).Where(key => key.Length > 0).Distinct().Count().ShouldBe(2);

        gateway.Answering(200, StubGateway.EmptyPage).Answers.Dequeue();
        await client.Infrastructure.ListSegments();
        gateway.Requests.Last().IdempotencyKey.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_repeat_carries_the_key_and_the_body_of_the_first_attempt()
    {
        await using var gateway = (await StubGateway.Start())
            .Answering(503, """{"code":"service-unavailable"}""").Dropping().Answering(200, Rows.AnswerOfOne);
        using var client = gateway.Client();

        var result = await client.Infrastructure.PushSegments(Rows.Batch);

        result.Created.ShouldBe(1);
        gateway.Requests.Count.ShouldBe(3);
        gateway.Requests.Select(r => (r.IdempotencyKey, r.Body, r.Length)).Distinct().Single().Length.ShouldNotBeNull();
    }

    [Fact]
    public async Task An_attempt_that_takes_too_long_is_given_up_and_repeated()
    {
        await using var gateway = await StubGateway.Start();
        gateway.Answers.Enqueue(context => Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default));
        gateway.Answering(200, StubGateway.EmptyPage);
        using var client = new ClusterClient(gateway.Options with { AttemptTimeout = TimeSpan.FromMilliseconds(300) });

        (await client.Infrastructure.ListSegments()).Items.ShouldBeEmpty();

        gateway.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task The_first_attempt_that_is_still_at_work_is_waited_for()
    {
        await using var gateway = (await StubGateway.Start())
            .Answering(409, """{"code":"request-in-progress"}""").Answering(200, Rows.AnswerOfOne);
        using var client = gateway.Client();

        (await client.Infrastructure.PushSegments(Rows.Batch)).Created.ShouldBe(1);
    }

    [Theory]
    [InlineData(400, "malformed-json")]
    [InlineData(403, "forbidden")]
    [InlineData(413, "body-too-large")]
    [InlineData(422, "rows-missing")]
    public async Task What_is_refused_is_not_sent_again(int status, string code)
    {
        await using var gateway = (await StubGateway.Start()).Answering(status, $$"""{"code":"{{code}}"}""");
        using var client = gateway.Client();

        var refused = await Should.ThrowAsync<ClusterException>(() => client.Infrastructure.PushSegments(Rows.Batch));

        refused.Problem.Code.ShouldBe(code);
        refused.IsTransient.ShouldBeFalse();
        gateway.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task It_gives_up_after_the_repeats_it_was_given_and_tells_the_last_answer()
    {
        await using var gateway = (await StubGateway.Start()).Answering(503, """{"code":"service-unavailable","service":"infrastructure"}""");
        using var client = gateway.Client();

        var failed = await Should.ThrowAsync<ClusterException>(() => client.Infrastructure.PushSegments(Rows.Batch));

        failed.Problem.Service.ShouldBe("infrastructure");
        failed.Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        failed.IsTransient.ShouldBeTrue();
        gateway.Requests.Count.ShouldBe(1 + gateway.Options.RetriesMax);
    }

    [Fact]
    public async Task The_defaults_of_the_host_do_not_multiply_the_repeats()
    {
        await using var gateway = (await StubGateway.Start()).Answering(500, """{"code":"unexpected-failure"}""");
        var services = new ServiceCollection();
        services.ConfigureHttpClientDefaults(http => http.AddStandardResilienceHandler());
        await using var application = services.AddClusterClient(gateway.Options with { RetriesMax = 0 }).BuildServiceProvider();

        await Should.ThrowAsync<ClusterException>(() => application.GetRequiredService<ICoordinationApi>().GetOverview());

        gateway.Requests.Count.ShouldBe(1);
    }
}
