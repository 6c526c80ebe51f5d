namespace Cluster.Portfolio.Dispatch;

/// <summary>
/// Whether parts add up to the total that is shown beside them (合计校核). Rounded parts may miss a rounded total by the last digit, which is
/// noted; what misses it by more is flagged and never repaired.
/// </summary>
/// <param name="Difference">Total less parts; null where one of the figures is not there.</param>
/// <param name="Outcome">exact, rounding, off, or unknown where a figure is missing.</param>
public sealed record SumCheck(string Of, decimal? Total, decimal? Parts, decimal? Difference, string Outcome)
{
    public const string Exact = "exact";
    public const string Rounding = "rounding";
    public const string Off = "off";
    public const string Unknown = "unknown";

    /// <param name="of">What is added up, for a reader.</param>
    /// <param name="step">The last digit that is shown: 0.1 of figures with one decimal; 0 of what is counted exactly.</param>
    public static SumCheck Check(string of, decimal? total, IReadOnlyCollection<decimal?> parts, decimal step)
    {
        var sum = parts.All(p => p is not null) ? parts.Sum() : null;
        return new SumCheck(of, total, sum, total - sum, (total - sum) switch
        {
            null => Unknown,
            0 => Exact,
            // Each figure is off by half a step at most, the total too.
            { } difference when Math.Abs(difference) <= step * (parts.Count + 1) / 2 => Rounding,
            _ => Off,
        });
    }
}
