using Cluster.Load.Measuring;
using Cluster.Load.Stack;

namespace Cluster.Load.DailyValues;

/// <summary>R2: a department's system pushes readings that only add, four calls at a time.</summary>
internal sealed class BatchReadings(Door door) : Contender(DailyValueBatches.RowsPerCall, Senders, FirstCalls)
{
    public const int Senders = 4;
    public const int FirstCalls = 4;

    private readonly DailyValueBatches _batches = new();

    /// <summary>The stations that the readings refer to.</summary>
    public static async Task PushStations(Door door)
    {
        var body = JsonBody.Batch(Enumerable.Range(0, DailyValueBatches.Stations), (number, writer) =>
        {
            writer.WriteStartObject();
            writer.WriteString("key", DailyValueBatches.StationOf(number));
            writer.WriteString("name", $"压测断面{number}");
            writer.WriteString("kind", "river-section");
            writer.WriteString("divisionCode", "150203");
            writer.WriteBoolean("demonstration", true);
            writer.WriteEndObject();
        });
        await door.Push(PreparedPush.Batch("/api/ecology/stations/batch", body, $"\"created\":{DailyValueBatches.Stations},"));
    }

    protected override Func<int, Task>[] MakeReady(int calls) => [.. Enumerable.Range(0, calls).Select(_ => MakeReady())];

    private Func<int, Task> MakeReady()
    {
        var body = JsonBody.Batch(_batches.Next(), (row, writer) => row.WriteTo(writer));
        var push = PreparedPush.Batch("/api/ecology/daily-values/batch", body, $"\"created\":{DailyValueBatches.RowsPerCall},");
        return _ => door.Push(push);
    }
}
