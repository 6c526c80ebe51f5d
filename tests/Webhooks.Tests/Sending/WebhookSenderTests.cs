using System.Net;
using Cluster.Fixtures;
using Cluster.Webhooks.Sending;
using Microsoft.Extensions.Time.Testing;

namespace Cluster.Webhooks.Tests.Sending;

public sealed class WebhookSenderTests
{
    private static readonly byte[] Secret = Signature.NewSecret();

    [Fact]
    public async Task A_message_is_signed_and_says_what_it_is()
    {
        await using var receiver = await Receiver.Start();

        var outcome = await Send($"{receiver.Address}/in?x=1");

        outcome.ShouldBe(new SendOutcome(204, Failure: null));
        var message = receiver.Messages.ShouldHaveSingleItem();
        message.Path.ShouldBe("/in");
        message.Headers["content-type"].ShouldBe("application/cloudevents+json");
        message.Headers["user-agent"].ShouldBe("Cluster-Webhooks/1");
        message.Headers.Keys.ShouldNotContain("traceparent", "Our traces are nobody else's.");
        message.Id.ShouldBe(message.Json["id"]!.GetValue<string>());
        message.IsGenuine(Signature.Write(Secret), QuietLog.Start).ShouldBeTrue();
    }

    [Fact]
    public async Task A_forged_or_old_message_is_seen_by_its_signature()
    {
        await using var receiver = await Receiver.Start();
        await Send(receiver.Address);
        var message = receiver.Messages.ShouldHaveSingleItem();
        var secret = Signature.Write(Secret);

        message.IsGenuine(Signature.Write(Signature.NewSecret()), QuietLog.Start).ShouldBeFalse();
        message.IsGenuine(secret, QuietLog.Start.AddMinutes(6)).ShouldBeFalse();
        (message with { Body = message.Body.Replace("东河", "西河") }).IsGenuine(secret, QuietLog.Start).ShouldBeFalse();
        foreach (var (header, other) in new[] { ("webhook-id", "other"), ("webhook-timestamp", $"{QuietLog.Start.ToUnixTimeSeconds() + 1}") })
        {
            (message with { Headers = new Dictionary<string, string>(message.Headers, StringComparer.OrdinalIgnoreCase) { [header] = other } })
                .IsGenuine(secret, QuietLog.Start).ShouldBeFalse(header);
        }
    }

    [Theory]
    [InlineData(200, null)]
    [InlineData(202, null)]
    [InlineData(301, "redirect")]
    [InlineData(307, "redirect")]
    [InlineData(400, "status")]
    [InlineData(404, "status")]
    [InlineData(410, "gone")]
    [InlineData(500, "status")]
    public async Task An_answer_is_judged_by_its_status(int status, string? failure)
    {
        await using var elsewhere = await Receiver.Start();
        await using var receiver = await Receiver.Start();
        receiver.Answer = Receiver.With(status, location: elsewhere.Address);

        (await Send(receiver.Address)).ShouldBe(new SendOutcome(status, failure));

        elsewhere.Messages.ShouldBeEmpty("A redirect is not followed.");
    }

    [Theory]
    [InlineData(503, "120", 120)]
    [InlineData(429, "Sun, 01 Mar 2026 00:10:00 GMT", 600)]
    [InlineData(503, "9999999", 86_400)]
    [InlineData(503, "-5", null)]
    [InlineData(503, "soon", null)]
    [InlineData(500, "120", null)]
    public async Task A_target_may_ask_for_a_pause(int status, string retryAfter, int? seconds)
    {
        await using var receiver = await Receiver.Start();
        receiver.Answer = Receiver.With(status, retryAfter: retryAfter);

        (await Send(receiver.Address)).RetryAfter.ShouldBe(seconds is { } wait ? TimeSpan.FromSeconds(wait) : null);
    }

    [Fact]
    public async Task A_target_that_does_not_answer_is_left_after_ten_seconds()
    {
        await using var receiver = await Receiver.Start();
        receiver.Answer = Receiver.Silence;
        var time = new FakeTimeProvider(QuietLog.Start);
        using var sender = Sender(Dns.GetHostAddressesAsync, time);

        var sending = sender.Send(Message(receiver.Address), CancellationToken.None);
        await Eventually.True(() => Task.FromResult(!receiver.Messages.IsEmpty));
        time.Advance(WebhookSender.TimeLimit - TimeSpan.FromMilliseconds(1));
        sending.IsCompleted.ShouldBeFalse();
        time.Advance(TimeSpan.FromMilliseconds(1));

        (await sending).ShouldBe(new SendOutcome(Status: null, "timeout"));
    }

    [Theory]
    [InlineData("http://127.0.0.1:1/", "unreachable")]
    [InlineData("https://127.0.0.1:{port}/", "tls")]
    [InlineData("http://10.0.0.1/", "target-not-allowed")]
    public async Task A_failure_has_a_short_name(string url, string failure)
    {
        await using var receiver = await Receiver.Start();

        (await Send(url.Replace("{port}", $"{receiver.Port}"))).ShouldBe(new SendOutcome(Status: null, failure));
    }

    /// <summary>DNS rebinding: what was allowed when it was saved leads somewhere else when it is used.</summary>
    [Fact]
    public async Task A_name_that_changes_its_mind_is_not_followed()
    {
        await using var receiver = await Receiver.Start();
        var answers = new Queue<string>(["127.0.0.1", "127.0.0.1", "::1"]);
        Task<IPAddress[]> Resolve(string host, CancellationToken cancellation) => Task.FromResult<IPAddress[]>([IPAddress.Parse(answers.Dequeue())]);
        var url = $"http://rebinding.example:{receiver.Port}/";
        using var sender = Sender(Resolve);
        using var later = Sender(Resolve);

        (await new Targets(PostOffice.Near, Resolve).Read(url, CancellationToken.None)).Refusal.ShouldBeNull();
        (await sender.Send(Message(url), CancellationToken.None)).Delivered.ShouldBeTrue();
        (await later.Send(Message(url), CancellationToken.None)).ShouldBe(new SendOutcome(Status: null, "target-not-allowed"));

        receiver.Messages.Count.ShouldBe(1);
        answers.ShouldBeEmpty("Each connection looks the name up once, and goes to what it found.");
    }

    private static WebhookSender Sender(ResolveName resolve, FakeTimeProvider? time = null) =>
        new(new Targets(PostOffice.Near, resolve), time ?? new FakeTimeProvider(QuietLog.Start));

    private static WebhookMessage Message(string url) => new(
        url, [Secret], new CloudEvent(
            "infrastructure.1.1", "infrastructure", "Test.Reported", "infrastructure/segments/G6", 1, QuietLog.Start, QuietLog.Transport, """{"name":"东河—固阳"}"""));

    private static async Task<SendOutcome> Send(string url)
    {
        using var sender = Sender(Dns.GetHostAddressesAsync);
        return await sender.Send(Message(url), CancellationToken.None);
    }
}
