using System.Text;
using System.Text.Json;

namespace Cluster.Messaging;

/// <summary>What crosses the bus: consecutive events of one kind from one service.</summary>
public sealed record EventPacket(string Source, string Kind, IReadOnlyList<PacketEvent> Events)
{
    public const int EventsMax = 500;
    public const int BytesMax = 256 * 1024;

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

    private const string CaughtUpKind = "Cluster.Messaging.CaughtUp";

    public IEnumerable<long> WriteIds => Log.Select(e => e.WriteId).Distinct();

    public EventPacket ToMessage() => new(Source, Log[0].Kind, Log.ConvertAll(e => new PacketEvent(
        e.Aggregate, e.Version, e.WrittenAt, e.Organisation, e.Client, e.Trace, JsonElement.Parse(e.Body))));
}
