using System.Text;

namespace Cluster.Ingestion.Files;

/// <summary>
/// The units (计量单位) that a header or a unit line may state instead of the field's own: only those that convert exactly, each said as how
/// many of the first unit of its family it is.
/// </summary>
internal static class Units
{
    private static readonly Dictionary<string, (string Family, decimal Size)> Known = new Dictionary<string, (string, decimal)>
    {
        ["元"] = ("money", 1m), ["千元"] = ("money", 1_000m), ["万元"] = ("money", 10_000m), ["百万元"] = ("money", 1_000_000m),
        ["亿元"] = ("money", 100_000_000m),
        ["m"] = ("length", 1m), ["米"] = ("length", 1m), ["km"] = ("length", 1_000m), ["公里"] = ("length", 1_000m), ["千米"] = ("length", 1_000m),
        ["%"] = ("share", 1m), ["百分比"] = ("share", 1m),
    }.ToDictionary(u => Plain(u.Key), u => u.Value);

    /// <summary>What a figure in the stated unit is multiplied by; null when that is not known exactly.</summary>
    public static decimal? Factor(string stated, string wanted)
    {
        var (from, to) = (Plain(stated), Plain(wanted));
        return from == to ? 1m
            : Known.TryGetValue(from, out var one) && Known.TryGetValue(to, out var other) && one.Family == other.Family ? one.Size / other.Size
            : null;
    }

    public static string Plain(string unit) => unit.Normalize(NormalizationForm.FormKC).Trim().ToLowerInvariant();
}
