using System.Diagnostics;
using MassTransit;

namespace Cluster.Messaging;

/// <summary>Publishes packets with confirm, <c>mandatory</c> and a time-out; a packet that the broker did not take comes back with its reason.</summary>
internal sealed class PacketPublisher(IPublishingBus bus)
{
    internal static readonly ActivitySource Activities = new("Cluster.Messaging");
    private static readonly TimeSpan ConfirmWithin = TimeSpan.FromSeconds(10);

    public Task<List<FailedPacket>> Publish(IReadOnlyList<OutgoingPacket> packets, CancellationToken cancellation) =>
        Send(packets, (message, timeout) => bus.Publish(message, Mandatory, timeout), cancellation);

    /// <summary>To one service's queue only.</summary>
    public async Task<List<FailedPacket>> SendTo(string service, IReadOnlyList<OutgoingPacket> packets, CancellationToken cancellation)
    {
        var endpoint = await bus.GetSendEndpoint(new Uri($"exchange:{service}"));
        return await Send(packets, (message, timeout) => endpoint.Send(message, Mandatory, timeout), cancellation);
    }

    private static async Task<List<FailedPacket>> Send(
        IReadOnlyList<OutgoingPacket> packets, Func<EventPacket, CancellationToken, Task> send, CancellationToken cancellation)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timeout.CancelAfter(ConfirmWithin);
        var outcomes = await Task.WhenAll(packets.Select(async packet =>
        {
            using var activity = StartActivity(packet);
            try
            {
                await send(packet.ToMessage(), timeout.Token);
                return null;
            }
            catch (Exception failure) when (!cancellation.IsCancellationRequested)
            {
                activity?.SetStatus(ActivityStatusCode.Error, failure.Message);
                return new FailedPacket(packet, $"{failure.GetType().Name}: {failure.Message}", IsBrokerAway(failure));
            }
        }));
        return [.. outcomes.OfType<FailedPacket>()];
    }

    /// <summary>The packet continues the trace of its first push and is linked to those of the others.</summary>
    private static Activity? StartActivity(OutgoingPacket packet)
    {
        var traces = packet.Log.Select(e => e.Trace).OfType<string>().Distinct().Take(32)
            .Select(t => ActivityContext.TryParse(t, traceState: null, out var context) ? context : default)
            .Where(c => c != default).ToList();
        var activity = Activities.StartActivity(
            "relay", ActivityKind.Internal, traces.FirstOrDefault(), links: traces.Skip(1).Select(c => new ActivityLink(c)));
        return activity?.SetTag("cluster.kind", packet.Log[0].Kind).SetTag("cluster.events", packet.Log.Count);
    }

    /// <summary>No confirm in time or no connection says nothing about the packet: it is simply sent again.</summary>
    private static bool IsBrokerAway(Exception failure) =>
        failure is OperationCanceledException or ConnectionException or RabbitMqConnectionException;

    private static readonly IPipe<SendContext> Mandatory = Pipe.Execute<SendContext>(context =>
    {
        if (context.TryGetPayload(out RabbitMqSendContext? rabbit))
        {
            rabbit.Mandatory = true;
        }
    });
}

internal sealed record FailedPacket(OutgoingPacket Packet, string Reason, bool BrokerAway);
