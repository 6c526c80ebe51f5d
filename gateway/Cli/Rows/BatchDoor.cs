using Cluster.Cli.Languages;
using Cluster.Cli.Rows.Input;
using Cluster.Client;

namespace Cluster.Cli.Rows;

/// <summary>JSON and NDJSON go in parts, each a batch; the numbers of the rows are those of the whole input.</summary>
internal static class BatchDoor
{
    public static async Task Push(PushOrder order, Action<long> progress, CancellationToken cancellation)
    {
        using var counted = new CountedStream(order.Source.Content, progress);
        await RefuseBinary(counted, order.Source.Name, cancellation);
        await CheckWhole(order, counted, cancellation);

        var json = order.Format == RowFormat.Json ? new JsonRows(counted) : null;
        var rows = json is null ? LineRows.Read(counted, cancellation) : json.Read(cancellation);
        UnansweredPush? push = null;
        try
        {
            await foreach (var part in WithOneAhead(Part.Of(rows, cancellation), order, () => json?.Envelope))
            {
                push = await Send(part, order, Wishes.Of(order.Settings, json?.Envelope), push, cancellation);
            }

            push?.Answered();
        }
        catch (ClusterException refused) when (!refused.IsTransient)
        {
            push?.Answered(); // it was told why; what is sent next is another push
            throw;
        }

        if (!order.Report.HasAnswers)
        {
            throw Failure.Of(ExitCode.Refused, "input-empty", order.Source.Name);
        }
    }

    /// <summary>A file can be read twice: what is broken at its end is known before its beginning is sent.</summary>
    private static async Task CheckWhole(PushOrder order, CountedStream content, CancellationToken cancellation)
    {
        if (order.Format != RowFormat.Json || order.Source.Length is null)
        {
            return;
        }

        await foreach (var _ in new JsonRows(content).Read(cancellation))
        {
            // Reading is the check.
        }

        content.Position = 0;
    }

    private static async Task RefuseBinary(CountedStream content, string name, CancellationToken cancellation)
    {
        if ((await content.Peek(cancellation)).Span.Contains((byte)0))
        {
            throw Failure.Of(ExitCode.Refused, "input-not-text", name);
        }
    }

    /// <summary>All or nothing holds for one call; that there is more than one is known before the first is made.</summary>
    private static async IAsyncEnumerable<Part> WithOneAhead(IAsyncEnumerable<Part> parts, PushOrder order, Func<Envelope?> envelope)
    {
        Part? held = null;
        await foreach (var part in parts)
        {
            if (!Wishes.Of(order.Settings, envelope()).Atomic)
            {
                yield return part;
                continue;
            }

            held = part.Number == 1 ? part : throw Failure.Of(ExitCode.Usage, "atomic-too-large", Part.RowsMax, Part.BytesMax / 1024 / 1024);
        }

        if (held is not null)
        {
            yield return held;
        }
    }

    private static async Task<UnansweredPush?> Send(
        Part part, PushOrder order, Wishes wishes, UnansweredPush? push, CancellationToken cancellation)
    {
        var good = part.Good.ToList();
        order.Report.Begin(wishes.Mode == BatchMode.Validate, wishes.Atomic);
        if (good.Count == 0)
        {
            order.Report.Add(part.Rows.Select(r => r.Result));
            return push;
        }

        // With a row that cannot even be sent, all or nothing is nothing; what is wrong with the others is asked for all the same.
        var isLost = wishes.Atomic && good.Count < part.Rows.Count;
        var digest = part.Digest(wishes.ToString());
        push ??= order.Settings.Key is null && wishes.Mode == BatchMode.Commit && !isLost ? order.Begin(digest) : null;
        var key = order.Settings.Key is { } given ? (part.Number == 1 ? given : $"{given}.{part.Number}") : push?.KeyOf(part.Number, digest);
        var batch = new BatchRequest<System.Text.Json.JsonElement>([.. good.Select(r => r.Row)])
        {
            Mode = isLost ? BatchMode.Validate : wishes.Mode, Atomic = wishes.Atomic && !isLost, Strict = wishes.Strict,
        };
        var answer = await order.Api.Push(order.Resource.Service, order.Resource.Resource, batch, key, cancellation);
        var results = answer.Rows.Select(r => r with { Index = good[r.Index].Index, Line = good[r.Index].Line });
        order.Report.Add(results.Select(r => isLost && r.Outcome != Outcome.Rejected ? RefusedWithTheOthers(r) : r)
            .Concat(part.Rows.Where(r => r.Refused is not null).Select(r => r.Result)).OrderBy(r => r.Index));
        return push;
    }

    private static RowResult RefusedWithTheOthers(RowResult row) => row with
    {
        Outcome = Outcome.Rejected, Version = null,
        Errors = [new Fault("$", PushReport.RefusedWithOthers, Words.Both("failure.atomic-batch-refused"), Allowed: null)],
    };

    /// <summary>What is wanted: the command line first, then what the input says of itself, then what the door does by itself.</summary>
    private sealed record Wishes(BatchMode Mode, bool Atomic, bool Strict)
    {
        public static Wishes Of(Push.Settings settings, Envelope? envelope) => new(
            settings.ChecksOnly || envelope?.Mode == "validate" ? BatchMode.Validate : BatchMode.Commit,
            settings.Atomic || (!settings.ValidRows && envelope?.Atomic == true),
            settings.Strict || envelope?.Strict == true);
    }
}
