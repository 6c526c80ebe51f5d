using Cluster.Fixtures;
using Cluster.Webhooks.Sending;
using Npgsql;

namespace Cluster.Webhooks.Tests.Sending;

[Collection(typeof(QuietLog.OneAfterTheOther))]
public sealed class QueueDeliveriesTests(QuietLog log) : IAsyncLifetime, IDisposable
{
    private const string Url = "http://127.0.0.1:9/";

    private readonly PostOffice _office = new(log);

    public async ValueTask InitializeAsync() => await log.Forget();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    public void Dispose() => _office.Dispose();

    [Fact]
    public async Task Every_event_is_queued_once_in_the_order_of_the_log()
    {
        var subscription = await log.Subscribe(Url);
        string[] written = [.. await log.Write(1_001), .. await log.Write(2), .. await log.Write(1)];

        var queued = await _office.QueueUntil(subscription, written.Length);
        await _office.Queue.QueueAll(CancellationToken.None);

        queued.Select(d => d.Subject).ShouldBe(written);
        (await log.Deliveries(subscription)).Count.ShouldBe(written.Length);
    }

    [Fact]
    public async Task What_concerns_an_organisation_is_queued_for_it_whoever_wrote_it_and_for_no_other()
    {
        var (own, other) = (await log.Subscribe(Url), await log.Subscribe(Url, organisation: "市商务局"));
        var office = await log.Write(organisation: "领导小组办公室", addressees: [QuietLog.Transport, "市住建局"]);
        await log.Write(organisation: "领导小组办公室", addressees: ["市住建局"]);
        await log.Write(organisation: "领导小组办公室");
        var fence = await log.Write(addressees: ["市商务局"]);

        (await _office.QueueUntil(own, 2)).Select(d => d.Subject).ShouldBe([office[0], fence[0]]);
        (await _office.QueueUntil(other, 1)).Select(d => d.Subject).ShouldBe(fence);
    }

    [Fact]
    public async Task What_was_written_before_is_not_sent()
    {
        await log.Write();
        var subscription = await log.Subscribe(Url);
        var written = await log.Write();

        (await _office.QueueUntil(subscription, 1)).Select(d => d.Subject).ToArray()[^1].ShouldBe(written[0]);
    }

    /// <summary>The trap of every cursor: a write that began first and commits last lies before what has been read.</summary>
    [Fact]
    public async Task A_write_that_commits_late_is_not_missed()
    {
        var subscription = await log.Subscribe(Url);
        var first = await log.Write();
        await using var connection = await log.Database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var late = await log.Write(on: connection);
        var early = await log.Write();

        (await _office.QueueUntil(subscription, 1)).Select(d => d.Subject).ShouldBe([first[0]]);
        await _office.Queue.QueueAll(CancellationToken.None);
        await transaction.CommitAsync();

        (await _office.QueueUntil(subscription, 3)).Select(d => d.Subject).ShouldBe([first[0], late[0], early[0]]);
    }

    [Fact]
    public async Task A_department_gets_its_own_events_and_the_office_everybodys()
    {
        var transport = await log.Subscribe(Url);
        var office = await log.Subscribe(Url, seesAll: true);
        var own = await log.Write();
        var others = await log.Write(organisation: QuietLog.Water);
        var notes = await log.Write(resource: "audit/infrastructure/segments");
        var last = await log.Write();

        (await _office.QueueUntil(office, 3)).Select(d => d.Subject).ShouldBe([own[0], others[0], last[0]]);
        (await _office.QueueUntil(transport, 2)).Select(d => d.Subject).ShouldBe([own[0], last[0]]);
        notes.Length.ShouldBe(1, "Notes of the audit trail are never sent.");
    }

    [Fact]
    public async Task A_subscription_may_be_of_some_resources()
    {
        var subscription = await log.Subscribe(Url, resources: ["segments", "stations"]);
        var segment = await log.Write();
        await log.Write(resource: "segments-of-others");
        var station = await log.Write(resource: "stations");

        (await _office.QueueUntil(subscription, 2)).Select(d => d.Subject).ShouldBe([segment[0], station[0]]);
    }

    [Fact]
    public async Task A_disabled_one_goes_on_where_it_stopped()
    {
        var subscription = await log.Subscribe(Url);
        var other = await log.Subscribe(Url, name: "other");
        await log.Do("update webhook_subscriptions set enabled = false where id = $1", subscription);
        var written = await log.Write(3);
        await _office.QueueUntil(other, 3);
        (await log.Deliveries(subscription)).ShouldBeEmpty();

        await log.Do("update webhook_subscriptions set enabled = true where id = $1", subscription);

        (await _office.QueueUntil(subscription, 3)).Select(d => d.Subject).ShouldBe(written);
    }

    /// <summary>A replica that dies in the middle leaves its transaction undone: place and deliveries go together.</summary>
    [Fact]
    public async Task A_page_that_was_not_committed_is_queued_again_and_once()
    {
        var subscription = await log.Subscribe(Url);
        var written = await log.Write(5);
        await log.Do("""
            create function fail() returns trigger language plpgsql as $$ begin raise exception 'killed'; end $$;
            create trigger killed before update on webhook_subscriptions for each row execute function fail()
            """);
        try
        {
            (await Eventually.Fits(Queue, end => end.Length > 0)).ShouldBe("killed");
        }
        finally
        {
            await log.Do("drop function fail() cascade");
        }

        (await log.Deliveries(subscription)).ShouldBeEmpty();

        (await _office.QueueUntil(subscription, 5)).Select(d => d.Subject).ShouldBe(written);
    }

    /// <returns>How it failed, if it did.</returns>
    private async Task<string> Queue()
    {
        try
        {
            await _office.Queue.QueueAll(CancellationToken.None);
            return "";
        }
        catch (PostgresException failure)
        {
            return failure.MessageText;
        }
    }

    [Fact]
    public async Task Two_replicas_queue_an_event_once()
    {
        using var other = new PostOffice(log, _office.Time);
        var subscription = await log.Subscribe(Url);
        var written = await log.Write(300);

        await Task.WhenAll(_office.QueueUntil(subscription, 300), other.QueueUntil(subscription, 300));

        (await log.Deliveries(subscription)).Select(d => d.Subject).ShouldBe(written);
    }

    [Fact]
    public async Task So_many_wait_and_the_rest_stays_in_the_log()
    {
        var subscription = await log.Subscribe(Url);
        await log.Write(QueueDeliveries.PendingMax + 5);
        (await _office.QueueUntil(subscription, QueueDeliveries.PendingMax)).Count.ShouldBe(QueueDeliveries.PendingMax);
        await _office.Queue.QueueAll(CancellationToken.None);
        (await log.Deliveries(subscription)).Count.ShouldBe(QueueDeliveries.PendingMax);

        await log.Do("update webhook_deliveries set state = 'delivered', settled_at = now() where subscription_id = $1", subscription);

        (await _office.QueueUntil(subscription, QueueDeliveries.PendingMax + 5)).Count(d => d.State == "pending").ShouldBe(5);
    }
}
