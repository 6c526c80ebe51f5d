namespace Cluster.Portfolio.Dispatch;

/// <summary>Figures as bulletins print them: one decimal, half away from zero (office-practice §9). There is no rate from a zero base.</summary>
public static class Printed
{
    private const int WanOfYi = 10_000;
    private const int Whole = 100;

    /// <summary>亿元.</summary>
    public static decimal Yi(decimal wan) => Math.Round(wan / WanOfYi, 1, MidpointRounding.AwayFromZero);

    public static decimal? Percent(decimal part, decimal whole) => whole == 0 ? null : Math.Round(part * Whole / whole, 1, MidpointRounding.AwayFromZero);
}
