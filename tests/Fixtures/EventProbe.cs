using System.Collections.Concurrent;
using System.IO.Compression;
using System.Text.Json;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Cluster.Fixtures;

/// <summary>Listens to everything on a virtual host as any service would, so that a test sees what really crossed the broker.</summary>
public sealed class EventProbe : IAsyncDisposable
{
    private readonly IConnection _connection;
    private readonly IChannel _channel;
    private readonly ConcurrentQueue<ProbedEvent> _events = new();

    private EventProbe(IConnection connection, IChannel channel) => (_connection, _channel) = (connection, channel);

    public IReadOnlyList<ProbedEvent> Events => [.. _events];

    public static async Task<EventProbe> Open(string broker)
    {
        var connection = await new ConnectionFactory { Uri = new Uri(broker) }.CreateConnectionAsync();
        var channel = await connection.CreateChannelAsync();
        await channel.ExchangeDeclareAsync("cluster.events", "topic", durable: true);
        var queue = (await channel.QueueDeclareAsync("probe", durable: true, exclusive: false, autoDelete: false)).QueueName;
        await channel.QueueBindAsync(queue, "cluster.events", "#");
        var probe = new EventProbe(connection, channel);
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += (_, delivery) =>
        {
            probe.Note(delivery.Body);
            return Task.CompletedTask;
        };
        await channel.BasicConsumeAsync(queue, autoAck: true, consumer);
        return probe;
    }

    public Task<IReadOnlyList<ProbedEvent>> Wait(Func<IReadOnlyList<ProbedEvent>, bool> fits) =>
        Eventually.Fits(() => Task.FromResult(Events), fits);

    public async ValueTask DisposeAsync()
    {
        await _channel.DisposeAsync();
        await _connection.DisposeAsync();
    }

    private void Note(ReadOnlyMemory<byte> body)
    {
        using var message = JsonDocument.Parse(body);
        var packet = message.RootElement.GetProperty("message");
        var bytes = packet.GetProperty("events").GetBytesFromBase64();
        using var events = JsonDocument.Parse(bytes is [(byte)'[', ..] ? new MemoryStream(bytes) : new ZLibStream(new MemoryStream(bytes), CompressionMode.Decompress));
        foreach (var one in events.RootElement.EnumerateArray())
        {
            _events.Enqueue(new ProbedEvent(
                packet.GetProperty("kind").GetString()!, one.GetProperty("aggregate").GetString()!,
                one.GetProperty("version").GetInt64(), one.GetProperty("body").Clone()));
        }
    }
}

public sealed record ProbedEvent(string Kind, string Aggregate, long Version, JsonElement Body);
