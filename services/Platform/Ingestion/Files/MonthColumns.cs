using System.Globalization;
using System.Text.RegularExpressions;

namespace Cluster.Ingestion.Files;

/// <summary>The columns of a wide sheet (宽表) that are of one month: a row of it is a row of the resource for each month that is filled in.</summary>
/// <param name="Year">Null where a column of the sheet says it row by row.</param>
internal sealed record MonthColumns(int? Year, int Month, IReadOnlyList<Column> Columns)
{
    public bool IsGiven(SheetRow row) => Columns.Any(c => CellReading.IsGiven(row.At(c.Index)));
}

/// <summary>What a heading says of a month: 3月, 1-3月, 2026年3月, 2026-03, and behind it what the figure is.</summary>
/// <param name="IsCumulative">By its own words: 1-3月, 3月累计.</param>
/// <param name="Rest">What stands behind the month.</param>
internal sealed partial record MonthHeading(int? Year, int Month, bool IsCumulative, string Rest)
{
    /// <summary>The column in which each row says its year.</summary>
    public static bool IsYear(string heading) => RowFields.Word(heading) is "年度" or "年份" or "year";

    public static MonthHeading? Read(string heading)
    {
        var parts = HeadingText().Match(RowFields.Word(heading));
        return parts.Success
            ? new MonthHeading(
                YearIn(parts.Groups["year"].Value), int.Parse(parts.Groups["month"].ValueSpan, CultureInfo.InvariantCulture),
                parts.Groups["from"].Success || parts.Groups["sum"].Success, parts.Groups["rest"].Value)
            : null;
    }

    /// <summary>The year that a title states (包头市2026年重点项目调度表); null where it states none, or several.</summary>
    public static int? YearOf(IEnumerable<string> titles) =>
        titles.SelectMany(t => YearText().Matches(t)).Select(m => m.Groups["year"].Value).Distinct().Take(2).ToList() is [var only] ? YearIn(only) : null;

    private static int? YearIn(string text) => text.Length > 0 ? int.Parse(text, CultureInfo.InvariantCulture) : null;

    [GeneratedRegex(
        @"^(?:(?<year>20\d\d)[-/](?<month>0[1-9]|1[0-2])(?:-01)?(?<rest>\D.*)?|(?:(?<year>20\d\d)年)?(?<from>0?1月?[-—–~至到])?(?<month>0?[1-9]|1[0-2])月份?(?<sum>累计(?:完成(?:投资)?)?(?=$|\())?(?<rest>.*))$",
        RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex HeadingText();

    [GeneratedRegex(@"(?<!\d)(?<year>20\d\d)\s*年", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex YearText();
}
