using System.Text;
using System.Text.Json;

namespace Cluster.Messaging.Tests.Log;

/// <summary>What is put into a packet comes out of it, however it travels.</summary>
public sealed class EventPacketTests
{
    private static readonly DateTimeOffset At = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(1, false)]
    [InlineData(3, false)]
    [InlineData(40, true)]
    [InlineData(EventPacket.EventsMax, true)]
    public void Many_events_travel_compressed_and_are_read_as_they_were_written(int count, bool isCompressed)
    {
        var log = Events(count);

        var packet = new OutgoingPacket("infrastructure", log).ToMessage();

        packet.Events[0].ShouldBe(isCompressed ? (byte)0x78 : (byte)'[');
        packet.ReadEvents().Select(e => (e.Aggregate, e.Version, e.At, e.Body.GetRawText())).ShouldBe(log.Select(e => (e.Aggregate, e.Version, e.WrittenAt, e.Body)));
        if (isCompressed)
        {
            packet.Events.Length.ShouldBeLessThan(log.Sum(e => Encoding.UTF8.GetByteCount(e.Body)) / 3, "events of one kind are much alike");
        }
    }

    [Fact]
    public void One_that_travels_as_it_is_reads_the_same_however_large()
    {
        var packet = new OutgoingPacket("infrastructure", Events(100)).ToMessage();

        var plain = packet with { Events = Encoding.UTF8.GetBytes(JsonSerializer.Serialize(packet.ReadEvents(), EventJson.Options)) };

        plain.Events.Length.ShouldBeGreaterThan(packet.Events.Length);
        plain.ReadEvents().Select(Said).ShouldBe(packet.ReadEvents().Select(Said));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(100)]
    public void One_that_was_cut_off_or_damaged_is_no_packet(int kept)
    {
        var packet = new OutgoingPacket("infrastructure", Events(100)).ToMessage();

        Should.Throw<JsonException>(() => (packet with { Events = packet.Events[..kept] }).ReadEvents());
        Should.Throw<JsonException>(() => (packet with { Events = [.. packet.Events[..^20], .. new byte[20]] }).ReadEvents());
    }

    private static string Said(PacketEvent one) => JsonSerializer.Serialize(one, EventJson.Options);

    private static List<LoggedEvent> Events(int count) =>
    [
        .. Enumerable.Range(1, count).Select(number => new LoggedEvent(
            7, "Cluster.Contracts.Infrastructure.SegmentReported", $"infrastructure/segments/way-{number}", number,
            EventJson.Write(new { key = $"way-{number}", name = $"G110线第{number}段改扩建工程", lengthKm = number / 10m, note = "路基土石方完成三成，桥涵同步推进\n\"二标段\"" }),
            At.AddSeconds(number), "市交通运输局", "transport-1", Trace: null)),
    ];
}
