using System.Buffers;
using System.IO.Compression;
using System.Text;
using System.Text.Json;

namespace Cluster.Messaging;

/// <summary>
/// What crosses the bus: consecutive events of one kind from one service. The events travel as one value, a JSON array in UTF-8, because
/// the bus library would otherwise read each of them before we can tell whether anybody wants them.
/// </summary>
/// <param name="UpTo">When the newest of them was written: enough for one that only follows how fresh a service is.</param>
/// <param name="Events">Where they are many they are compressed (zlib, RFC 1950): events of one kind are much alike, and the broker writes every byte down.</param>
public sealed record EventPacket(string Source, string Kind, DateTimeOffset UpTo, byte[] Events)
{
    public const int EventsMax = 500;
    public const int BytesMax = 256 * 1024;

    /// <summary>How zlib begins; an array begins with a bracket.</summary>
    private const byte CompressedMark = 0x78;

    /// <exception cref="JsonException">These are no events; one whose body alone cannot be read is an event all the same.</exception>
    public IReadOnlyList<PacketEvent> ReadEvents()
    {
        var events = Events is [CompressedMark, ..] ? ReadCompressed() : JsonSerializer.Deserialize<List<PacketEvent>>(Events, EventJson.Options);
        return events is not null && events.TrueForAll(e => e is { Aggregate: not null })
            ? events
            : throw new JsonException($"The packet of {Kind} from {Source} holds something that is no event.");
    }

    private List<PacketEvent>? ReadCompressed()
    {
        try
        {
            using var plain = new MemoryStream(BytesMax);
            using (var compressed = new ZLibStream(new MemoryStream(Events), CompressionMode.Decompress))
            {
                compressed.CopyTo(plain);
            }

            return JsonSerializer.Deserialize<List<PacketEvent>>(plain.GetBuffer().AsSpan(0, (int)plain.Length), EventJson.Options);
        }
        catch (InvalidDataException broken)
        {
            throw new JsonException(broken.Message, broken);
        }
    }

    /// <summary>Cuts a run of the log into packets, keeping its order.</summary>
    internal static List<OutgoingPacket> Cut(string source, IEnumerable<LoggedEvent> log)
    {
        var packets = new List<OutgoingPacket>();
        var current = new List<LoggedEvent>();
        var bytes = 0;
        foreach (var logged in log)
        {
            var size = Encoding.UTF8.GetByteCount(logged.Body) + Encoding.UTF8.GetByteCount(logged.Aggregate);
            if (current.Count > 0 && (current[0].Kind != logged.Kind || current.Count == EventsMax || bytes + size > BytesMax))
            {
                packets.Add(new OutgoingPacket(source, current));
                (current, bytes) = ([], 0);
            }

            current.Add(logged);
            bytes += size;
        }

        if (current.Count > 0)
        {
            packets.Add(new OutgoingPacket(source, current));
        }

        return packets;
    }
}

/// <param name="Aggregate">service/resource/key.</param>
/// <param name="Trace">traceparent of the push that caused it.</param>
public sealed record PacketEvent(
    string Aggregate, long Version, DateTimeOffset At, string Organisation, string Client, string? Trace, JsonElement Body);

/// <summary>One row of the log joined with the write it belongs to.</summary>
internal sealed record LoggedEvent(
    long WriteId, string Kind, string Aggregate, long Version, string Body,
    DateTimeOffset WrittenAt, string Organisation, string Client, string? Trace);

internal sealed record OutgoingPacket(string Source, List<LoggedEvent> Log)
{
    /// <summary>Not an event of the log: everything up to now has been sent, so that a view can say how fresh it is though nothing happened.</summary>
    public static OutgoingPacket CaughtUp(string source, DateTimeOffset now) =>
        new(source, [new LoggedEvent(0, CaughtUpKind, $"{source}/relay", 0, "{}", now, "", source, Trace: null)]);

    /// <summary>About what an event needs beside its body.</summary>
    private const int EnvelopeBytes = 256;

    /// <summary>What is smaller costs less than compressing it.</summary>
    private const int CompressedFrom = 4 * 1024;

    private const string CaughtUpKind = "Cluster.Messaging.CaughtUp";

    public IEnumerable<long> WriteIds => Log.Select(e => e.WriteId).Distinct();

    public EventPacket ToMessage() => new(Source, Log[0].Kind, Log.Max(e => e.WrittenAt), WriteEvents());

    /// <summary>As <see cref="PacketEvent"/> is read; the bodies are JSON already and stay as they were logged.</summary>
    private byte[] WriteEvents()
    {
        var buffer = new ArrayBufferWriter<byte>(Log.Sum(e => e.Body.Length + e.Aggregate.Length + EnvelopeBytes));
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = EventJson.Options.Encoder, SkipValidation = true }))
        {
            writer.WriteStartArray();
            foreach (var logged in Log)
            {
                writer.WriteStartObject();
                writer.WriteString("aggregate"u8, logged.Aggregate);
                writer.WriteNumber("version"u8, logged.Version);
                writer.WriteString("at"u8, logged.WrittenAt);
                writer.WriteString("organisation"u8, logged.Organisation);
                writer.WriteString("client"u8, logged.Client);
                writer.WriteString("trace"u8, logged.Trace);
                writer.WritePropertyName("body"u8);
                writer.WriteRawValue(logged.Body, skipInputValidation: true);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }

        return buffer.WrittenCount < CompressedFrom ? buffer.WrittenSpan.ToArray() : Compress(buffer.WrittenSpan);
    }

    private static byte[] Compress(ReadOnlySpan<byte> events)
    {
        using var compressed = new MemoryStream();
        using (var writer = new ZLibStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
        {
            writer.Write(events);
        }

        return compressed.ToArray();
    }
}
