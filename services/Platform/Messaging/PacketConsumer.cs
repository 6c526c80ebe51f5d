using MassTransit;

namespace Cluster.Messaging;

/// <summary>Where a packet leaves MassTransit: it is acknowledged when this returns, and not before.</summary>
internal sealed class PacketConsumer(Inbox inbox) : IConsumer<EventPacket>
{
    public Task Consume(ConsumeContext<EventPacket> context) => inbox.Apply(context.Message, context.CancellationToken);
}
