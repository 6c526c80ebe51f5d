using System.Globalization;
using Cluster.Portfolio.Dispatch;

namespace Cluster.Coordination.Bulletins;

/// <summary>
/// Figures as a bulletin prints them (office-practice §9): 亿元 with one decimal in text, 万元 with at most two in tables, half away from zero, and
/// "—" for a rate that there is none of.
/// </summary>
public static class Shown
{
    public const string None = "—";

    public static string YiText(decimal wan) => Printed.Yi(wan).ToString("0.0", CultureInfo.InvariantCulture);

    public static string WanText(decimal wan) => Math.Round(wan, 2, MidpointRounding.AwayFromZero).ToString("0.##", CultureInfo.InvariantCulture);

    /// <param name="percent">With its one decimal.</param>
    public static string PercentText(decimal? percent) => percent is { } given ? $"{OneDecimal(given)}%" : None;

    public static string OneDecimal(decimal? value) => value?.ToString("0.0", CultureInfo.InvariantCulture) ?? None;

    public static string Count(int count) => count.ToString(CultureInfo.InvariantCulture);

    public static string Place(int? place) => place?.ToString(CultureInfo.InvariantCulture) ?? None;

    /// <summary>A measured value in as many decimals as it has.</summary>
    public static string Value(decimal? value) => value?.ToString("0.######", CultureInfo.InvariantCulture) ?? None;
}
