using Cluster.Contracts;

namespace Cluster.Coordination.Figures;

/// <summary>What a value of one kind is in another, computed from what is known of its series; nothing is estimated.</summary>
/// <param name="Value">Null when something is missing.</param>
/// <param name="Missing">The period without a figure. Null with a value, and where the kinds have nothing to do with each other.</param>
public readonly record struct OtherKind(decimal? Value, Period? Missing)
{
    /// <param name="known">By kind and period, in one unit.</param>
    public static OtherKind Of(
        decimal value, Period period, MeasureKind given, MeasureKind wanted, IReadOnlyDictionary<(MeasureKind, Period), decimal> known) =>
        (given, wanted) switch
        {
            (MeasureKind.CumulativeInYear, MeasureKind.PeriodValue) => Less(value, UpToInYear(period.PreviousInYear, known)),
            (MeasureKind.PeriodValue, MeasureKind.CumulativeInYear) => Plus(value, UpToInYear(period.PreviousInYear, known)),
            (MeasureKind.CumulativeSinceStart, MeasureKind.PeriodValue) => Less(value, UpTo(period.Previous, known)),
            (MeasureKind.PeriodValue, MeasureKind.CumulativeSinceStart) => Plus(value, UpTo(period.Previous, known)),
            (MeasureKind.CumulativeSinceStart, MeasureKind.CumulativeInYear) => Less(value, UpTo(LastOfYearBefore(period), known)),
            (MeasureKind.CumulativeInYear, MeasureKind.CumulativeSinceStart) => Plus(value, UpTo(LastOfYearBefore(period), known)),
            _ => default, // how something stands on a day says nothing of what happened until then
        };

    private static OtherKind Less(decimal value, OtherKind before) => before with { Value = value - before.Value };

    private static OtherKind Plus(decimal value, OtherKind before) => before with { Value = value + before.Value };

    /// <summary>The year up to a period's end: back to a cumulative value, or over all period values to January.</summary>
    private static OtherKind UpToInYear(Period? last, IReadOnlyDictionary<(MeasureKind, Period), decimal> known)
    {
        var sum = 0m;
        for (var period = last; period is { } one; period = one.PreviousInYear)
        {
            if (known.TryGetValue((MeasureKind.CumulativeInYear, one), out var cumulative))
            {
                return new(sum + cumulative, Missing: null);
            }

            if (!known.TryGetValue((MeasureKind.PeriodValue, one), out var value))
            {
                return new(Value: null, one);
            }

            sum += value;
        }

        return new(sum, Missing: null);
    }

    /// <summary>Everything up to a period's end: back to a value since the start, which nothing else says where it is.</summary>
    private static OtherKind UpTo(Period last, IReadOnlyDictionary<(MeasureKind, Period), decimal> known)
    {
        var (sum, period) = (0m, last);
        while (!known.ContainsKey((MeasureKind.CumulativeSinceStart, period)))
        {
            if (known.TryGetValue((MeasureKind.CumulativeInYear, period), out var year))
            {
                (sum, period) = (sum + year, LastOfYearBefore(period));
            }
            else if (known.TryGetValue((MeasureKind.PeriodValue, period), out var value))
            {
                (sum, period) = (sum + value, period.Previous);
            }
            else
            {
                return new(Value: null, period);
            }
        }

        return new(sum + known[(MeasureKind.CumulativeSinceStart, period)], Missing: null);
    }

    private static Period LastOfYearBefore(Period period) => Period.Of(new DateOnly(period.Year - 1, 12, 31), period.Type);
}
