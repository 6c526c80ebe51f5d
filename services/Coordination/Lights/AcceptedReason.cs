using Cluster.Ingestion;

namespace Cluster.Coordination.Lights;

/// <summary>A reason that the office accepted for a dimension (正当理由), with its last day. Another quarter needs another decision.</summary>
public sealed record AcceptedReason
{
    private const int MonthsMax = 3;

    private AcceptedReason(LightDimension dimension, DateOnly from, DateOnly until) => (Dimension, From, Until) = (dimension, from, until);

    public LightDimension Dimension { get; }

    public DateOnly From { get; }

    public DateOnly Until { get; }

    /// <param name="from">The day of the decision.</param>
    /// <param name="until">The last day on which it holds; "at most one quarter" is the same day three months later.</param>
    public static (AcceptedReason? Reason, Fault? Fault) Of(LightDimension dimension, DateOnly from, DateOnly until) =>
        until < from ? (null, Fault.Of("until", LightRefusals.ReasonBackwards, $"{from:yyyy-MM-dd}", $"{until:yyyy-MM-dd}"))
        : until > from.AddMonths(MonthsMax) ? (null, Fault.Of(
            "until", LightRefusals.ReasonTooLong, $"{from:yyyy-MM-dd}", $"{until:yyyy-MM-dd}", $"{from.AddMonths(MonthsMax):yyyy-MM-dd}"))
        : (new AcceptedReason(dimension, from, until), null);

    public bool Holds(LightDimension dimension, DateOnly day) => Dimension == dimension && From <= day && day <= Until;
}
