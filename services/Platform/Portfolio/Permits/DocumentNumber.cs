using System.Text.RegularExpressions;

namespace Cluster.Portfolio.Permits;

/// <summary>
/// The number of an official document (发文字号): issuer, year in 〔〕, serial, 号, as 包府发〔2020〕54号 (GB/T 9704-2012, 7.2.5). Keyboards have other
/// brackets, and a number is looked for by its characters.
/// </summary>
internal static partial class DocumentNumber
{
    public static string Fold(string text) => Year().Replace(text, "〔${year}〕");

    [GeneratedRegex(@"[\(（\[［【〔﹝{｛〈<《]\s*(?<year>[0-9]{4})\s*[\)）\]］】〕﹞}｝〉>》]", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Year();
}
