using System.Net;
using Cluster.Fixtures;
using Cluster.Messaging;
using Cluster.Webhooks.Sending;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Cluster.Webhooks.Tests;

/// <summary>One replica's part of the work, at a time that the test says and by steps.</summary>
internal sealed class PostOffice : IDisposable
{
    private readonly QuietLog _log;

    public PostOffice(QuietLog log, FakeTimeProvider? time = null)
    {
        _log = log;
        Time = time ?? new FakeTimeProvider(QuietLog.Start);
        var messaging = new MessagingOptions("infrastructure", 1, TimeSpan.FromMinutes(1), MessagingOptions.KeepDaysMin);
        Queue = new QueueDeliveries(log.Database, messaging, Time);
        Due = new DueDeliveries(log.Database, messaging, Time);
        var trail = new WebhookTrail(new EventLog(log.Database, Time, new RelaySignal(), new RelayBacklog(messaging)), messaging);
        Settle = new SettleDeliveries(log.Database, trail, Time, NullLogger<SettleDeliveries>.Instance);
        Sender = new WebhookSender(new Targets(Near, Dns.GetHostAddressesAsync), Time);
    }

    public static TargetRules Near { get; } = new([IPNetwork.Parse("127.0.0.0/8")], AllowHttp: false);

    public FakeTimeProvider Time { get; }

    public QueueDeliveries Queue { get; }

    public DueDeliveries Due { get; }

    public SettleDeliveries Settle { get; }

    public WebhookSender Sender { get; }

    /// <summary>A write is queued once no older transaction of the whole server is open, and other tests have some.</summary>
    public Task<List<Kept>> QueueUntil(long subscription, int count) => Eventually.Fits(async () =>
    {
        await Queue.QueueAll(CancellationToken.None);
        return await _log.Deliveries(subscription);
    }, kept => kept.Count >= count);

    /// <summary>Sends what is due now, once each.</summary>
    public async Task<int> SendDue()
    {
        var sent = 0;
        while (await Due.Take(100, CancellationToken.None) is { Count: > 0 } due)
        {
            var results = await Task.WhenAll(due.Select(async d => (d, await Sender.Send(d.Message, CancellationToken.None))));
            await Settle.Settle(results, CancellationToken.None);
            sent += due.Count;
        }

        return sent;
    }

    public void Dispose() => Sender.Dispose();
}
