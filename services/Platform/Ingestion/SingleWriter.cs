using System.Diagnostics;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Cluster.Ingestion;

/// <summary>
/// Single rows that come while others are being written go into the next transaction together: a system that sends thousands one by one,
/// many at a time, costs the database little more than one that sends batches, and each is durable when it is answered.
/// </summary>
internal sealed partial class SingleWriter<T, TEvent>
    where T : Resource
    where TEvent : class
{
    private const int TogetherMax = 64;

    private readonly BatchWriter<T, TEvent> _writer;
    private readonly ILogger<SingleWriter<T, TEvent>> _logger;
    private readonly Channel<Waiting> _queue = Channel.CreateUnbounded<Waiting>(new() { SingleReader = true });

    public SingleWriter(BatchWriter<T, TEvent> writer, ILogger<SingleWriter<T, TEvent>> logger)
    {
        (_writer, _logger) = (writer, logger);
        using (ExecutionContext.SuppressFlow()) // no request's trace is that of all the others
        {
            _ = Task.Run(WriteWhatWaits);
        }
    }

    public async Task<Answer> Write(Submission call, CancellationToken cancellation)
    {
        var waiting = new Waiting(call, Activity.Current?.Context ?? default);
        await _queue.Writer.WriteAsync(waiting, cancellation);
        return await waiting.Answer.Task ?? await _writer.Write(call, cancellation);
    }

    private async Task WriteWhatWaits()
    {
        while (await _queue.Reader.WaitToReadAsync())
        {
            var (together, later) = Take();
            if (together.Count > 0)
            {
                await WriteTogether(together);
            }

            later.ForEach(w => w.Answer.SetResult(null));
        }
    }

    /// <summary>
    /// A second push of a key, or under an Idempotency-Key, has to see the first one's outcome and so goes alone, and later: side by side
    /// with the others it would take from them what they are about to write.
    /// </summary>
    private (List<Waiting> Together, List<Waiting> Later) Take()
    {
        var (together, later) = (new List<Waiting>(), new List<Waiting>());
        var (rows, keys) = (new HashSet<string?>(), new HashSet<(string, string)>());
        while (together.Count < TogetherMax && _queue.Reader.TryRead(out var waiting))
        {
            if (rows.Add(waiting.Call.RouteKey) && (waiting.Call.Claim is not { } claim || keys.Add((claim.Client, claim.Key))))
            {
                together.Add(waiting);
            }
            else
            {
                later.Add(waiting);
            }
        }

        return (together, later);
    }

    private async Task WriteTogether(List<Waiting> together)
    {
        using var activity = IngestionActivities.Source.StartActivity(
            "write", ActivityKind.Internal, together[0].Trace, links: together.Skip(1).Where(w => w.Trace != default).Select(w => new ActivityLink(w.Trace)));
        activity?.SetTag("cluster.rows", together.Count);
        try
        {
            var answers = await _writer.WriteTogether(together.ConvertAll(w => w.Call), CancellationToken.None);
            foreach (var (waiting, answer) in together.Zip(answers))
            {
                waiting.Answer.SetResult(answer);
            }
        }
        catch (Exception failure) when (!together.Exists(w => w.Answer.Task.IsCompleted))
        {
            // Nobody has an answer, and whatever it was belongs to one of them, which will meet it again; the others must not.
            Separated(_logger, failure, together.Count);
            together.ForEach(w => w.Answer.SetResult(null));
        }
    }

    /// <param name="Trace">Of the request.</param>
    private sealed record Waiting(Submission Call, ActivityContext Trace)
    {
        /// <summary>Null: has to go alone.</summary>
        public TaskCompletionSource<Answer?> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    [LoggerMessage(EventId = 2102, Level = LogLevel.Information, Message = "{Rows} single pushes could not be written together and go one by one")]
    private static partial void Separated(ILogger logger, Exception failure, int rows);
}

/// <summary>One for all resources.</summary>
internal static class IngestionActivities
{
    public static readonly ActivitySource Source = new("Cluster.Ingestion");
}
