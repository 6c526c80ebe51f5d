using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Cluster.Webhooks.Sending;

/// <summary>
/// Queues what is new in the log and sends what is due, in every replica. A target that is slow or away takes up few of the places, so that the
/// others go on.
/// </summary>
internal sealed partial class WebhookWorker(
    QueueDeliveries queue, DueDeliveries due, SettleDeliveries settle, WebhookSender sender, WebhookMetrics metrics, TimeProvider time,
    ILogger<WebhookWorker> logger) : BackgroundService
{
    public const int AtOnce = 128;
    private static readonly TimeSpan PollEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(30);

    private readonly List<Task<(DueDelivery Delivery, SendOutcome Outcome)>> _running = [];
    private DateTimeOffset _lastLook;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var poll = new PeriodicTimer(PollEvery, time);
        var tick = poll.WaitForNextTickAsync(stoppingToken).AsTask();
        while (!stoppingToken.IsCancellationRequested)
        {
            if (tick.IsCompleted)
            {
                await tick;
                tick = poll.WaitForNextTickAsync(stoppingToken).AsTask();
                await Try(LookAtLog, stoppingToken);
            }

            await Try(SendDue, stoppingToken);
            await Task.WhenAny([tick, .. _running]);
            await Try(SettleEnded, stoppingToken);
        }
    }

    private async Task LookAtLog(CancellationToken cancellation)
    {
        await queue.QueueAll(cancellation);
        var now = time.GetUtcNow();
        if (now - _lastLook >= LookEvery)
        {
            _lastLook = now;
            await settle.GiveUpLate(cancellation);
            metrics.Observe(await due.OldestPending(cancellation) is { } oldest ? now - oldest : TimeSpan.Zero);
        }
    }

    private async Task SendDue(CancellationToken cancellation)
    {
        if (_running.Count < AtOnce)
        {
            var taken = await due.Take(AtOnce - _running.Count, cancellation);
            _running.AddRange(taken.Select(delivery => Send(delivery, cancellation)));
        }
    }

    private async Task<(DueDelivery Delivery, SendOutcome Outcome)> Send(DueDelivery delivery, CancellationToken cancellation) =>
        (delivery, await sender.Send(delivery.Message, cancellation));

    private async Task SettleEnded(CancellationToken cancellation)
    {
        var ended = _running.FindAll(task => task.IsCompleted);
        _running.RemoveAll(ended.Contains);
        foreach (var fault in ended.Where(task => task.IsFaulted))
        {
            Interrupted(logger, fault.Exception!);
        }

        var results = await Task.WhenAll(ended.Where(task => task.IsCompletedSuccessfully));
        if (results.Length > 0)
        {
            await settle.Settle(results, cancellation);
        }
    }

    /// <summary>Database away: what was taken is taken again when its lease ends.</summary>
    private async Task Try(Func<CancellationToken, Task> step, CancellationToken cancellation)
    {
        try
        {
            await step(cancellation);
        }
        catch (Exception failure) when (!cancellation.IsCancellationRequested)
        {
            Interrupted(logger, failure);
        }
    }

    [LoggerMessage(EventId = 7000, Level = LogLevel.Warning, Message = "Webhooks were interrupted and go on")]
    private static partial void Interrupted(ILogger logger, Exception failure);
}
