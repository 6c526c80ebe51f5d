using System.Net;
using Cluster.Load.Measuring;
using Cluster.Load.Stack;

namespace Cluster.Load.Segments;

/// <summary>R3: new segments pushed one by one, sixteen at a time; each is durable when it is answered.</summary>
internal sealed class SinglePushes(Door door) : Contender(unitsPerCall: 1, Senders, FirstCalls)
{
    public const int Senders = 16;
    public const int FirstCalls = 512;

    private int _next;

    protected override Func<int, Task>[] MakeReady(int calls) => [.. Enumerable.Range(0, calls).Select(_ => MakeReady())];

    private Func<int, Task> MakeReady()
    {
        var row = new SegmentRow($"single-{++_next:00000000}", door.Organisation, _next, Version: 1);
        var push = PreparedPush.Single($"/api/infrastructure/segments/{row.Key}", row.Body, HttpStatusCode.Created);
        return _ => door.Push(push);
    }
}
