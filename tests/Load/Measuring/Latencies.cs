using System.Diagnostics;
using HdrHistogram;

namespace Cluster.Load.Measuring;

/// <summary>Times from a moment to now, as a histogram in microseconds; many threads may note at once.</summary>
internal sealed class Latencies
{
    private const long MicrosecondsMax = 120_000_000;
    private const int Digits = 3;

    private readonly LongConcurrentHistogram _histogram = new(1, MicrosecondsMax, Digits);

    public long Count => _histogram.TotalCount;

    public double P50 => Milliseconds(50);

    public double P95 => Milliseconds(95);

    public double P99 => Milliseconds(99);

    public static Latencies Of(IEnumerable<Latencies> parts)
    {
        var whole = new Latencies();
        foreach (var part in parts)
        {
            whole._histogram.Add(part._histogram);
        }

        return whole;
    }

    /// <param name="since">A timestamp of the stopwatch.</param>
    public void Note(long since) =>
        _histogram.RecordValue(Math.Clamp((long)Stopwatch.GetElapsedTime(since).TotalMicroseconds, 1, MicrosecondsMax));

    public override string ToString() => $"{P50:0.0} / {P95:0.0} / {P99:0.0} ms";

    private double Milliseconds(double percentile) => _histogram.GetValueAtPercentile(percentile) / 1_000.0;
}
