using System.Diagnostics;

namespace Cluster.Load.Measuring;

/// <summary>One of the two that are compared. Its calls are made ready before the clock starts, so that the clock sees only the sending.</summary>
/// <param name="unitsPerCall">Rows in a call.</param>
/// <param name="firstCalls">What must have been sent before a call is like all later ones.</param>
internal abstract class Contender(int unitsPerCall, int senders, int firstCalls)
{
    private double _callsPerSecond;

    protected int UnitsPerCall => unitsPerCall;

    /// <summary>Calls that may be done in this order by any sender; each is given the number of its sender.</summary>
    protected abstract Func<int, Task>[] MakeReady(int calls);

    /// <summary>Until the programs have compiled what is hot, and it is known how much fills a round.</summary>
    public async Task WarmUp(TimeSpan time)
    {
        await Do(firstCalls);
        await Run(time);
    }

    /// <summary>As many calls as the last run did in this time: a round is a piece of work, not a moment at which calls are cut off.</summary>
    public Task<Round> Run(TimeSpan time) => Do(Math.Max(senders, (int)(_callsPerSecond * time.TotalSeconds)));

    /// <summary>So many calls, where the piece of work is given.</summary>
    public Task<Round> RunCalls(int count) => Do(count);

    private async Task<Round> Do(int count)
    {
        var calls = MakeReady(count);
        var latencies = new Latencies();
        var next = -1;
        GC.Collect(); // what making ready left behind is not collected on the clock
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, senders).Select(sender => Task.Run(async () =>
        {
            for (int call; (call = Interlocked.Increment(ref next)) < calls.Length;)
            {
                var sent = Stopwatch.GetTimestamp();
                await calls[call](sender);
                latencies.Note(sent);
            }
        })));
        var round = new Round(count, count * unitsPerCall, Stopwatch.GetElapsedTime(started), latencies);
        _callsPerSecond = count / round.Took.TotalSeconds;
        return round;
    }
}

/// <param name="Units">Rows, where a call has many.</param>
internal sealed record Round(int Calls, int Units, TimeSpan Took, Latencies Latencies)
{
    public double Rate => Units / Took.TotalSeconds;

    /// <summary>From the last answer until the last event was applied by its consumer.</summary>
    public TimeSpan Settled { get; init; }

    public double SettledRate => Units / (Took + Settled).TotalSeconds;
}
