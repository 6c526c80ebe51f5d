using System.Globalization;

namespace Cluster.Portfolio.Projects;

/// <summary>
/// What part of a project each of its places takes (各地份额), in percent. A project counts once in every total; where places are ranked, each
/// counts its part.
/// </summary>
public static class CountyShares
{
    private const int Whole = 100;
    private const int Cents = 100;

    /// <summary>Equal parts to the hundredth; what cannot be divided goes to the first places, so that they add up to 100.</summary>
    public static string[] Equal(int places)
    {
        var shares = new string[places];
        for (var i = 0; i < places; i++)
        {
            var cents = ((Whole * Cents) / places) + (i < Whole * Cents % places ? 1 : 0);
            shares[i] = (cents / (decimal)Cents).ToString("0.##", CultureInfo.InvariantCulture);
        }

        return shares;
    }

    public static decimal[] Read(IEnumerable<string> shares) =>
        [.. shares.Select(s => decimal.TryParse(s, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var share) ? share : -1)];

    public static bool AreOf(int places, IReadOnlyCollection<decimal> shares) =>
        shares.Count == places && shares.All(s => s > 0) && shares.Sum() == Whole;
}
