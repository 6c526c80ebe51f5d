using Cluster.Webhooks.Deliveries;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cluster.Webhooks.Tests.Deliveries;

[Collection(typeof(QuietLog.OneAfterTheOther))]
public sealed class DeliveryCleanerTests(QuietLog log)
{
    [Fact]
    public async Task Deliveries_are_kept_for_thirty_days_and_what_waits_for_ever()
    {
        await log.Forget();
        using var office = new PostOffice(log);
        var subscription = await log.Subscribe("http://127.0.0.1:9/");
        await log.Write(3);
        var queued = await office.QueueUntil(subscription, 3);
        await log.Do("update webhook_deliveries set state = 'dead', settled_at = $2 where id = $1", queued[0].Id, QuietLog.Start.AddSeconds(-1));
        await log.Do("update webhook_deliveries set state = 'delivered', settled_at = $2 where id = $1", queued[1].Id, QuietLog.Start);
        await log.Do("insert into webhook_secrets (subscription_id, secret, created_at, expires_at) values ($1, '\\x02', $2, $2)", subscription, QuietLog.Start);
        using var cleaner = new DeliveryCleaner(log.Database, office.Time, NullLogger<DeliveryCleaner>.Instance);

        office.Time.Advance(TimeSpan.FromDays(30));
        await cleaner.Clean(CancellationToken.None);

        (await log.Deliveries(subscription)).Select(d => d.State).ShouldBe(["delivered", "pending"]);
        (await log.Ask<long>("select count(*) from webhook_secrets where subscription_id = $1", subscription)).ShouldBe(1);
    }
}
