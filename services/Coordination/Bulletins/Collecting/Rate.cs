namespace Cluster.Coordination.Bulletins.Collecting;

/// <summary>A rate as it is published: percent with one decimal, half away from zero. There is none from a zero base (government-standards §9).</summary>
public static class Rate
{
    private const int Whole = 100;

    public static decimal? Of(decimal part, decimal whole) => whole == 0 ? null : Math.Round(part * Whole / whole, 1, MidpointRounding.AwayFromZero);
}
