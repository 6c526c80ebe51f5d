using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text.Json;
using System.Threading.Channels;
using Cluster.Load.Measuring;
using Cluster.Load.Stack;

namespace Cluster.Load.Progress;

/// <summary>
/// R4: ten times a second a department has a new figure, whether the last one has arrived or not; the office looks every 20 ms until it sees
/// it. Each time counts from the moment at which the figure was there to be pushed.
/// </summary>
internal sealed class VisibleProgress(Door department, Door office, PlanTask task, BareBus bus)
{
    private static readonly TimeSpan PushEvery = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan SightLimit = TimeSpan.FromSeconds(60);

    private readonly ConcurrentDictionary<decimal, long> _pushedAt = new();
    private int _pushed;

    /// <summary>Pushes as long as the given work goes on.</summary>
    public async Task<VisibleRound> Run(Task whileGoing)
    {
        bus.StartRound();
        var seen = new Latencies();
        var figures = Channel.CreateUnbounded<ProgressRow>();
        var looking = Look(seen, figures.Reader.Completion);
        var pushing = Push(figures.Reader);
        using var timer = new PeriodicTimer(PushEvery);
        while (!whileGoing.IsCompleted && await timer.WaitForNextTickAsync())
        {
            // Odd hundredths, so that no figure is one that was there before.
            var row = new ProgressRow(task.Id, department.Organisation, Quarters: 0, ((2 * _pushed++) + 1) / 100m);
            _pushedAt[row.ProgressPercent] = Stopwatch.GetTimestamp();
            figures.Writer.TryWrite(row);
        }

        figures.Writer.Complete();
        await whileGoing;
        await Task.WhenAll(pushing, looking);
        return new VisibleRound(seen, bus.Latencies);
    }

    /// <summary>One after the other, as one system does, so that an older figure never comes after a newer one.</summary>
    private async Task Push(ChannelReader<ProgressRow> figures)
    {
        await foreach (var row in figures.ReadAllAsync())
        {
            var body = row.Body;
            await Task.WhenAll(
                department.Push(PreparedPush.Single(row.Path, body, HttpStatusCode.OK)),
                bus.Publish(body));
        }
    }

    /// <summary>A newer figure in the view has taken the place of all older ones.</summary>
    private async Task Look(Latencies seen, Task allPushed)
    {
        using var timer = new PeriodicTimer(LookEvery);
        var waited = Stopwatch.StartNew();
        while (!allPushed.IsCompleted || !_pushedAt.IsEmpty)
        {
            var figure = await ReadFigure();
            var isOurs = figure % 0.02m != 0;
            foreach (var (pushed, since) in _pushedAt.Where(p => isOurs && p.Key <= figure))
            {
                seen.Note(since);
                _pushedAt.TryRemove(pushed, out _);
                waited.Restart();
            }

            if (waited.Elapsed > SightLimit)
            {
                throw new LoadException($"A figure of {task.Id} is not in the view after {SightLimit.TotalSeconds:0} s.");
            }

            await timer.WaitForNextTickAsync();
        }
    }

    private async Task<decimal> ReadFigure()
    {
        using var view = JsonDocument.Parse(await office.Read($"/api/coordination/tasks/{task.Id}"));
        return view.RootElement.GetProperty("reports").EnumerateArray()
            .Where(report => report.GetProperty("organisation").GetString() == department.Organisation)
            .Select(report => report.GetProperty("progressPercent").GetDecimal())
            .SingleOrDefault();
    }
}

/// <param name="Seen">From the figure to the office's sight.</param>
/// <param name="Bus">The bare bus in the same seconds.</param>
internal sealed record VisibleRound(Latencies Seen, Latencies Bus);
