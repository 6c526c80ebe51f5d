namespace Cluster.Coordination.Bulletins.Collecting;

/// <summary>
/// Published shares (占比) add up to 100.0: each is cut after its first decimal, and the steps that are missing go to those that lost most by it
/// (office-practice §3; government-standards §5 shows that the communiqués do the same). Of two that lost the same the larger gains, then the earlier.
/// </summary>
public static class Shares
{
    private const int StepsOfWhole = 1_000; // of 0.1 percent

    /// <returns>Percent with one decimal, in the given order; null where the amounts come to nothing, or one is below 0.</returns>
    public static IReadOnlyList<decimal>? Balance(IReadOnlyList<decimal> amounts)
    {
        var whole = amounts.Sum();
        if (whole <= 0 || amounts.Any(a => a < 0))
        {
            return null;
        }

        var steps = amounts.Select(a => decimal.Floor(a * StepsOfWhole / whole)).ToArray();
        var gaining = amounts.Select((amount, index) => (amount, index, Lost: (amount * StepsOfWhole / whole) - steps[index]))
            .OrderByDescending(a => a.Lost).ThenByDescending(a => a.amount).ThenBy(a => a.index)
            .Take(StepsOfWhole - (int)steps.Sum());
        foreach (var (_, index, _) in gaining)
        {
            steps[index]++;
        }

        return [.. steps.Select(s => s / 10)];
    }
}
