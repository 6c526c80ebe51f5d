using Cluster.Load.Measuring;
using Cluster.Load.Stack;

namespace Cluster.Load.Gateway;

/// <summary>R7: one row is read again and again by sixteen; through which door is the difference.</summary>
internal sealed class RowReads(Door door, string path) : Contender(unitsPerCall: 1, senders: 16, firstCalls: 1_000)
{
    protected override Func<int, Task>[] MakeReady(int calls) => [.. Enumerable.Repeat<Func<int, Task>>(_ => door.Read(path), calls)];
}
