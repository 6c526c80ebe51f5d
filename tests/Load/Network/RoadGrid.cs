using System.Text.Json;
using Cluster.Load.Measuring;
using Cluster.Load.Stack;

namespace Cluster.Load.Network;

/// <summary>R11: 2,000 segments between crossings, on which the seeded seats lie too, so that every search goes through all of them.</summary>
internal static class RoadGrid
{
    public const int Segments = 2_000;

    private const int Width = 32;
    private const int RowsPerCall = 500;

    /// <summary>Where the seats of the plan's city join the grid, corner to corner.</summary>
    private static readonly string[] Seats = ["seat-150203", "seat-150202", "seat-150205", "seat-150221", "seat-150222", "seat-150206", "seat-150223"];

    public static async Task Push(Door door)
    {
        foreach (var crossings in Enumerable.Range(0, Width * Width).Chunk(Width * Width / 2))
        {
            await door.Push(PreparedPush.Batch("/api/infrastructure/nodes/batch", JsonBody.Batch(crossings, WriteNode), $"\"created\":{crossings.Length},"));
        }

        foreach (var roads in Enumerable.Range(0, Segments).Chunk(RowsPerCall))
        {
            await door.Push(PreparedPush.Batch("/api/infrastructure/segments/batch", JsonBody.Batch(roads, WriteRoad), $"\"created\":{RowsPerCall},"));
        }
    }

    private static string Crossing(int x, int y) => $"bench-crossing-{x:00}-{y:00}";

    private static void WriteNode(int number, Utf8JsonWriter writer)
    {
        var (y, x) = Math.DivRem(number, Width);
        writer.WriteStartObject();
        writer.WriteString("key", Crossing(x, y));
        writer.WriteString("name", $"压测路口{number}");
        writer.WriteString("kind", "junction");
        writer.WriteString("county", "150222");
        writer.WriteNumber("longitude", 109m + (x / 50m));
        writer.WriteNumber("latitude", 41m + (y / 50m));
        writer.WriteString("crs", "wgs-84");
        writer.WriteEndObject();
    }

    /// <summary>First the seats' own roads, then eastwards and northwards from one crossing after the other; some are planned, some of a lower class.</summary>
    private static void WriteRoad(int number, Utf8JsonWriter writer)
    {
        var (crossing, isNorth) = (Math.Max(number - Seats.Length, 0) / 2, (number - Seats.Length) % 2 == 1);
        var (y, x) = Math.DivRem(crossing, Width);
        var step = number * (Width - 1) / Seats.Length;
        var (from, to) = number < Seats.Length
            ? (Seats[number], Crossing(step, step))
            : (Crossing(x, y), isNorth ? Crossing(x, (y + 1) % Width) : Crossing((x + 1) % Width, y));
        writer.WriteStartObject();
        writer.WriteString("key", $"bench-road-{number:0000}");
        writer.WriteString("kind", "road");
        writer.WriteString("name", $"压测路段{number}");
        writer.WriteString("status", number % 5 == 4 ? "planned" : "open");
        writer.WriteString("statusDate", "2020-01-01");
        writer.WriteString("technicalClass", number % 3 == 2 ? "class-2" : "class-1");
        writer.WriteNumber("lengthKm", 2);
        writer.WriteString("from", from);
        writer.WriteString("to", to);
        writer.WriteEndObject();
    }
}
