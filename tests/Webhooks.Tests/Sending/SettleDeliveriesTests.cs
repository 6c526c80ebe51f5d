using Cluster.Webhooks.Sending;

namespace Cluster.Webhooks.Tests.Sending;

[Collection(typeof(QuietLog.OneAfterTheOther))]
public sealed class SettleDeliveriesTests(QuietLog log) : IAsyncLifetime
{
    private readonly PostOffice _office = new(log);
    private Receiver _receiver = null!;

    public async ValueTask InitializeAsync()
    {
        await log.Forget();
        _receiver = await Receiver.Start();
    }

    public async ValueTask DisposeAsync()
    {
        await _receiver.DisposeAsync();
        _office.Dispose();
    }

    [Fact]
    public async Task What_is_delivered_is_sent_once()
    {
        var subscription = await Given(3);

        (await _office.SendDue()).ShouldBe(3);
        _office.Time.Advance(TimeSpan.FromDays(2));
        (await _office.SendDue()).ShouldBe(0);

        (await log.Deliveries(subscription)).ShouldAllBe(d => d.State == "delivered" && d.Attempts == 1 && d.Failure == null);
        _receiver.Messages.Select(m => m.Id).ShouldBeUnique();
    }

    /// <summary>F35: the receiver is away for a day.</summary>
    [Fact]
    public async Task What_fails_is_tried_for_a_day_ever_less_often_and_is_dead_then()
    {
        _receiver.Answer = Receiver.With(500);
        var subscription = await Given(1);
        var attempts = new List<TimeSpan>();

        for (var state = "pending"; state == "pending" && attempts.Count < 100;)
        {
            if (await _office.SendDue() > 0)
            {
                attempts.Add(_office.Time.GetUtcNow() - QuietLog.Start);
            }

            var kept = (await log.Deliveries(subscription)).ShouldHaveSingleItem();
            state = kept.State;
            _office.Time.Advance(kept.NextAttemptAt - _office.Time.GetUtcNow() + TimeSpan.FromMinutes(5));
        }

        var dead = (await log.Deliveries(subscription)).ShouldHaveSingleItem();
        (dead.State, dead.Failure, dead.Attempts).ShouldBe(("dead", "status", attempts.Count));
        attempts.Count.ShouldBeInRange(15, 30);
        attempts[^1].ShouldBeInRange(Backoff.GiveUpAfter, Backoff.GiveUpAfter + TimeSpan.FromHours(3));
        attempts[^2].ShouldBeLessThan(Backoff.GiveUpAfter);
        _receiver.Messages.Select(m => m.Id).Distinct().Count().ShouldBe(1, "The id stays the same.");
        _office.Time.Advance(TimeSpan.FromDays(1));
        (await _office.SendDue()).ShouldBe(0);
    }

    [Fact]
    public async Task A_target_that_fails_is_tried_with_one_message_at_a_time_and_then_gets_all_the_others()
    {
        _receiver.Answer = Receiver.With(503);
        var subscription = await Given(50);
        await _office.SendDue();
        var first = _receiver.Messages.Count;
        _office.Time.Advance(TimeSpan.FromSeconds(7));
        await _office.SendDue();

        first.ShouldBe(DueDeliveries.AtOncePerSubscription);
        _receiver.Messages.Count.ShouldBe(first + 1);

        _receiver.Answer = Receiver.With(204);
        _office.Time.Advance(TimeSpan.FromMinutes(1));
        await _office.SendDue();

        (await log.Deliveries(subscription)).ShouldAllBe(d => d.State == "delivered");
    }

    /// <summary>Also what was never tried: one attempt at a time would take weeks to find that out.</summary>
    [Fact]
    public async Task After_a_day_without_one_success_all_that_waited_a_day_is_dead()
    {
        _receiver.Answer = Receiver.With(503);
        var subscription = await Given(50);
        await _office.SendDue();
        _office.Time.Advance(Backoff.GiveUpAfter - TimeSpan.FromSeconds(1));
        await log.Write();
        await _office.QueueUntil(subscription, 51);
        await _office.Settle.GiveUpLate(CancellationToken.None);
        (await log.Deliveries(subscription)).ShouldAllBe(d => d.State == "pending");

        _office.Time.Advance(TimeSpan.FromSeconds(1));
        await _office.Settle.GiveUpLate(CancellationToken.None);

        (await log.Deliveries(subscription)).Select(d => d.State).ShouldBe([.. Enumerable.Repeat("dead", 50), "pending"]);
    }

    [Fact]
    public async Task A_target_that_is_gone_disables_its_subscription_and_the_message_waits()
    {
        _receiver.Answer = Receiver.With(410);
        var subscription = await Given(1);
        await _office.SendDue();
        _office.Time.Advance(TimeSpan.FromDays(3));
        await _office.Settle.GiveUpLate(CancellationToken.None);
        (await _office.SendDue()).ShouldBe(0);

        var kept = (await log.Deliveries(subscription)).ShouldHaveSingleItem();
        (kept.State, kept.Failure).ShouldBe(("pending", "gone"));
        (await log.Ask<string>("select enabled || ' ' || disabled_for from webhook_subscriptions where id = $1", subscription)).ShouldBe("false gone");
        (await log.Ask<long>(
            "select count(*) from log_writes join log_events on write_id = id where kind = 'Cluster.Webhooks.Sending.WebhookDisabled' and organisation = $1 and sent_at is not null",
            QuietLog.Transport)).ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task A_pause_that_the_target_asks_for_is_kept()
    {
        _receiver.Answer = Receiver.With(429, retryAfter: "3600");
        await Given(1);
        await _office.SendDue();
        _receiver.Answer = Receiver.With(204);

        _office.Time.Advance(TimeSpan.FromSeconds(3599));
        (await _office.SendDue()).ShouldBe(0);
        _office.Time.Advance(TimeSpan.FromSeconds(1));
        (await _office.SendDue()).ShouldBe(1);
    }

    /// <summary>Killed between taking and sending, or between sending and writing it down: at least once, under the same id.</summary>
    [Fact]
    public async Task What_a_killed_replica_had_taken_is_sent_by_another()
    {
        var subscription = await Given(2);
        var taken = await _office.Due.Take(100, CancellationToken.None);
        taken.Count.ShouldBe(2);
        await _office.Sender.Send(taken[0].Message, CancellationToken.None);

        using var other = new PostOffice(log, _office.Time);
        (await other.SendDue()).ShouldBe(0, "They are on their way.");
        _office.Time.Advance(DueDeliveries.Lease);
        (await other.SendDue()).ShouldBe(2);
        await _office.Settle.Settle([(taken[0], new SendOutcome(Status: null, "timeout"))], CancellationToken.None);

        (await log.Deliveries(subscription)).ShouldAllBe(d => d.State == "delivered");
        _receiver.Messages.Select(m => m.Id).ShouldBe([taken[0].Message.Event.Id, taken[0].Message.Event.Id, taken[1].Message.Event.Id], ignoreOrder: true);
    }

    [Fact]
    public async Task Two_replicas_take_a_delivery_once()
    {
        using var other = new PostOffice(log, _office.Time);
        var subscription = await Given(200);

        await Task.WhenAll(_office.SendDue(), other.SendDue());
        await _office.SendDue();

        (await log.Deliveries(subscription)).ShouldAllBe(d => d.State == "delivered" && d.Attempts == 1);
        _receiver.Messages.Count.ShouldBe(200);
    }

    /// <summary>The others of the city do not notice.</summary>
    [Fact]
    public async Task A_silent_target_holds_up_nobody_else()
    {
        await using var silent = await Receiver.Start();
        silent.Answer = Receiver.Silence;
        await log.Subscribe(silent.Address, name: "silent");
        var subscription = await Given(100);

        var taken = await _office.Due.Take(WebhookWorker.AtOnce, CancellationToken.None);
        taken.Count(d => d.Name == "silent").ShouldBe(DueDeliveries.AtOncePerSubscription);
        await _office.Settle.Settle([.. taken.Where(d => d.Name != "silent").Select(d => (d, new SendOutcome(204, Failure: null)))], CancellationToken.None);
        await _office.SendDue();

        (await log.Deliveries(subscription)).ShouldAllBe(d => d.State == "delivered");
        silent.Messages.ShouldBeEmpty();
    }

    /// <summary>A message that the target cannot digest is tried again by itself.</summary>
    [Fact]
    public async Task One_bad_message_does_not_make_a_bad_target()
    {
        var subscription = await Given(20);
        var bad = (await log.Deliveries(subscription))[0].Subject;
        _receiver.Answer = async context =>
        {
            var id = context.Request.Headers["webhook-id"].ToString();
            await Receiver.With(_receiver.Messages.First(m => m.Id == id).Subject == bad ? 500 : 204)(context);
        };

        await _office.SendDue();

        (await log.Deliveries(subscription)).Count(d => d.State == "delivered").ShouldBe(19);
        (await log.Ask<int>("select failures from webhook_subscriptions where id = $1", subscription)).ShouldBe(0);
    }

    private async Task<long> Given(int count)
    {
        var subscription = await log.Subscribe(_receiver.Address);
        await log.Write(count);
        await _office.QueueUntil(subscription, count);
        return subscription;
    }
}
