using Cluster.Load.Measuring;
using Cluster.Load.Segments;
using Cluster.Load.Stack;

namespace Cluster.Load.Files;

/// <summary>R6: a file of new segments is checked: read, held against the stored rows, written and undone. One sender, as one data officer.</summary>
internal sealed class FileChecks(Door door, FileKind kind, int rows) : Contender(rows, senders: 1, firstCalls: 1)
{
    private byte[]? _file;

    protected override Func<int, Task>[] MakeReady(int calls)
    {
        _file ??= kind.Write([.. Enumerable.Range(1, UnitsPerCall).Select(number => new SegmentRow($"file-{number:00000000}", door.Organisation, number, Version: 1))]);
        return [.. Enumerable.Range(0, calls).Select(_ => Ready())];
    }

    private Func<int, Task> Ready()
    {
        var push = PreparedPush.Batch(
            $"/api/infrastructure/segments/{kind.Door}?mode=validate", _file!, $"\"created\":{UnitsPerCall},\"updated\":0,\"unchanged\":0,\"rejected\":0,") with
        {
            MediaType = kind.MediaType,
        };
        return _ => door.Push(push);
    }
}
