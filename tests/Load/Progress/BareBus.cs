using System.Diagnostics;
using System.Globalization;
using Cluster.Load.Measuring;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Cluster.Load.Progress;

/// <summary>R4's floor: the same body published with confirm into a quorum queue and consumed, by the broker's own client.</summary>
internal sealed class BareBus : IAsyncDisposable
{
    private const string Queue = "bench";
    private const ushort Prefetch = 100;

    private readonly IConnection _connection;
    private readonly IChannel _publishing;
    private readonly IChannel _consuming;

    private BareBus(IConnection connection, IChannel publishing, IChannel consuming) =>
        (_connection, _publishing, _consuming) = (connection, publishing, consuming);

    /// <summary>From just before the publish until the consumer has the message.</summary>
    public Latencies Latencies { get; private set; } = new();

    public static async Task<BareBus> Open(string broker)
    {
        var connection = await new ConnectionFactory { Uri = new Uri(broker) }.CreateConnectionAsync();
        var publishing = await connection.CreateChannelAsync(new CreateChannelOptions(
            publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true));
        var consuming = await connection.CreateChannelAsync();
        await consuming.QueueDeclareAsync(
            Queue, durable: true, exclusive: false, autoDelete: false, new Dictionary<string, object?> { ["x-queue-type"] = "quorum" });
        await consuming.BasicQosAsync(0, Prefetch, global: false);
        BareBus bus = new(connection, publishing, consuming);
        var consumer = new AsyncEventingBasicConsumer(consuming);
        consumer.ReceivedAsync += async (_, delivery) =>
        {
            bus.Latencies.Note(long.Parse(delivery.BasicProperties.MessageId!, CultureInfo.InvariantCulture));
            await consuming.BasicAckAsync(delivery.DeliveryTag, multiple: false);
        };
        await consuming.BasicConsumeAsync(Queue, autoAck: false, consumer);
        return bus;
    }

    public void StartRound() => Latencies = new();

    public async Task Publish(byte[] body)
    {
        BasicProperties properties = new() { Persistent = true, MessageId = Stopwatch.GetTimestamp().ToString(CultureInfo.InvariantCulture) };
        await _publishing.BasicPublishAsync("", Queue, mandatory: true, properties, body);
    }

    public async ValueTask DisposeAsync()
    {
        await _publishing.DisposeAsync();
        await _consuming.DisposeAsync();
        await _connection.DisposeAsync();
    }
}
