using System.Text;

namespace Cluster.Ingestion;

/// <summary>
/// The units (计量单位) that figures are reported in, and the exact way from one to another: nothing is converted by a rounded factor, and nothing
/// between units that only look alike (万人 counts persons, 万人次 counts visits).
/// </summary>
public static class Units
{
    /// <summary>More than the factor between any two of the units has, where it has an end.</summary>
    private const int PlacesMax = 16;

    /// <summary>Each as how many of the first of its family it is; 亩 is 2000/3 of a square metre, so that only some of its conversions are exact.</summary>
    private static readonly (string Name, string Family, decimal Size, decimal Per)[] Table =
    [
        ("元", "money", 1m, 1m), ("千元", "money", 1_000m, 1m), ("万元", "money", 10_000m, 1m), ("百万元", "money", 1_000_000m, 1m),
        ("亿元", "money", 100_000_000m, 1m), ("美元", "dollars", 1m, 1m), ("万美元", "dollars", 10_000m, 1m), ("亿美元", "dollars", 100_000_000m, 1m),
        ("m", "length", 1m, 1m), ("米", "length", 1m, 1m), ("km", "length", 1_000m, 1m), ("公里", "length", 1_000m, 1m), ("千米", "length", 1_000m, 1m),
        ("平方米", "area", 1m, 1m), ("万平方米", "area", 10_000m, 1m), ("公顷", "area", 10_000m, 1m), ("平方公里", "area", 1_000_000m, 1m),
        ("亩", "area", 2_000m, 3m), ("万亩", "area", 20_000_000m, 3m),
        ("立方米", "volume", 1m, 1m), ("万立方米", "volume", 10_000m, 1m), ("亿立方米", "volume", 100_000_000m, 1m),
        ("千克", "mass", 1m, 1m), ("吨", "mass", 1_000m, 1m), ("万吨", "mass", 10_000_000m, 1m), ("亿吨", "mass", 100_000_000_000m, 1m),
        ("吨标准煤", "coal", 1m, 1m), ("万吨标准煤", "coal", 10_000m, 1m),
        ("千瓦", "power", 1m, 1m), ("兆瓦", "power", 1_000m, 1m), ("万千瓦", "power", 10_000m, 1m),
        ("千瓦时", "energy", 1m, 1m), ("万千瓦时", "energy", 10_000m, 1m), ("亿千瓦时", "energy", 100_000_000m, 1m),
        ("人", "persons", 1m, 1m), ("万人", "persons", 10_000m, 1m), ("人次", "visits", 1m, 1m), ("万人次", "visits", 10_000m, 1m),
        ("户", "households", 1m, 1m), ("万户", "households", 10_000m, 1m), ("辆次", "vehicles", 1m, 1m), ("万辆次", "vehicles", 10_000m, 1m),
        ("件", "cases", 1m, 1m), ("万件", "cases", 10_000m, 1m),
        ("%", "share", 1m, 1m), ("百分比", "share", 1m, 1m),
        ("天", "days", 1m, 1m), ("倍", "times", 1m, 1m), ("个", "个", 1m, 1m), ("家", "家", 1m, 1m), ("项", "项", 1m, 1m), ("条", "条", 1m, 1m),
        ("处", "处", 1m, 1m), ("座", "座", 1m, 1m), ("类", "类", 1m, 1m),
    ];

    private static readonly Dictionary<string, (string Name, string Family, decimal Size, decimal Per)> Known = Table.ToDictionary(u => Plain(u.Name));

    public static IReadOnlyList<string> All { get; } = [.. Table.Select(u => u.Name)];

    /// <summary>The unit as it is written here, where only blanks, width or case differ; null when it is none of these.</summary>
    public static string? Find(string unit) => Known.TryGetValue(Plain(unit), out var known) ? known.Name : null;

    /// <summary>The units whose figures can be said in the wanted one, the wanted one first.</summary>
    public static IReadOnlyList<string> ConvertibleTo(string wanted) => [wanted, .. All.Where(u => u != wanted && Factor(u, wanted) is not null)];

    /// <summary>What a figure in the stated unit is multiplied by; null when that is not known exactly.</summary>
    public static decimal? Factor(string stated, string wanted)
    {
        var (from, to) = (Plain(stated), Plain(wanted));
        return from == to ? 1m
            : Known.TryGetValue(from, out var one) && Known.TryGetValue(to, out var other) && one.Family == other.Family
                ? Exact(one.Size * other.Per, other.Size * one.Per)
                : null;
    }

    /// <summary>A figure in another unit, exactly, and written as one that was reported in it; null when that is not possible.</summary>
    public static decimal? Convert(decimal value, string stated, string wanted) =>
        Factor(stated, wanted) is { } factor ? Places.Plain(value * factor) : null;

    internal static string Plain(string unit) => unit.Normalize(NormalizationForm.FormKC).Trim().ToLowerInvariant();

    /// <summary>A quotient without an end would be cut off somewhere: a fifteenth is no factor.</summary>
    private static decimal? Exact(decimal dividend, decimal divisor)
    {
        var factor = dividend / divisor;
        return decimal.Round(factor, PlacesMax) == factor ? factor : null;
    }
}
