using Cluster.Load.Measuring;
using Cluster.Load.Stack;

namespace Cluster.Load.Segments;

/// <summary>R1: a department's system pushes segments in batches through the gateway, four calls at a time.</summary>
internal sealed class BatchPushes(Door door) : Contender(SegmentBatches.RowsPerCall, Senders, FirstCalls)
{
    public const int Senders = 4;
    public const int FirstCalls = 64;

    private readonly SegmentBatches _batches = new(door.Organisation);

    protected override Func<int, Task>[] MakeReady(int calls) => [.. Enumerable.Range(0, calls).Select(_ => MakeReady())];

    private Func<int, Task> MakeReady()
    {
        var batch = _batches.Next();
        var push = PreparedPush.Batch(
            "/api/infrastructure/segments/batch", SegmentRow.Batch(batch.Rows),
            $"\"created\":{batch.Created},\"updated\":{batch.Updated},\"unchanged\":0,\"rejected\":0,");
        return _ => door.Push(push);
    }
}
