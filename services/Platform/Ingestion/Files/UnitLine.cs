using System.Text.RegularExpressions;

namespace Cluster.Ingestion.Files;

/// <summary>What is written above a table for all of its figures: 单位:万元.</summary>
internal static partial class UnitLine
{
    private const int LengthMax = 100;

    public static IReadOnlyList<string> Units(IEnumerable<SheetRow> rows) =>
        [.. rows.SelectMany(r => r.Cells).Where(c => c.Text is { Length: > 0 and < LengthMax })
            .SelectMany(c => Stated().Matches(c.Text)).Select(m => m.Groups[1].Value)];

    [GeneratedRegex(@"单\s*位\s*[:：]\s*(?<unit>[^\s,，、;；:：()（）]+)", RegexOptions.None, 1_000)]
    private static partial Regex Stated();
}
