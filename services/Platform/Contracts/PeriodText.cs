using System.Globalization;
using System.Text.RegularExpressions;

namespace Cluster.Contracts;

/// <summary>The ways in which an office writes a period, each unmistakable; a form that could mean two is not among them.</summary>
internal static partial class PeriodText
{
    private const int YearMin = 1900;
    private const int TimeoutMs = 1_000;

    private static readonly (PeriodType Type, Regex Form)[] Forms =
    [
        (PeriodType.Day, DayForm()), (PeriodType.TenDays, TenDaysForm()), (PeriodType.Month, MonthForm()),
        (PeriodType.Quarter, QuarterForm()), (PeriodType.HalfYear, HalfYearForm()), (PeriodType.Year, YearForm()),
    ];

    /// <summary>What stands for the second and third place in a year or a month.</summary>
    private static readonly Dictionary<string, int> Places = new()
    {
        ["1"] = 1, ["2"] = 2, ["3"] = 3, ["4"] = 4, ["一"] = 1, ["二"] = 2, ["三"] = 3, ["四"] = 4, ["上"] = 1, ["中"] = 2, ["下"] = 3,
        ["上半年"] = 1, ["下半年"] = 2,
    };

    /// <returns>The type, and a day in the period; null where the calendar has no such period.</returns>
    public static (PeriodType Type, DateOnly Day)? Read(string text)
    {
        foreach (var (type, form) in Forms)
        {
            if (form.Match(text) is { Success: true } match)
            {
                return DayIn(type, match) is { } day ? (type, day) : null;
            }
        }

        return null;
    }

    private static DateOnly? DayIn(PeriodType type, Match match)
    {
        var year = Number(match.Groups["year"]);
        var place = Places.GetValueOrDefault(match.Groups["place"].Value);
        var (month, day) = type switch
        {
            PeriodType.Day => (Number(match.Groups["month"]), Number(match.Groups["day"])),
            PeriodType.TenDays => (Number(match.Groups["month"]), (place * 10) - 9),
            PeriodType.Month => (Number(match.Groups["month"]), 1),
            PeriodType.Quarter => ((place * 3) - 2, 1),
            PeriodType.HalfYear => ((place * 6) - 5, 1),
            _ => (1, 1),
        };
        return year >= YearMin && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month) ? new DateOnly(year, month, day) : null;
    }

    private static int Number(Group digits) => int.Parse(digits.ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(?<year>\d{4})(?:-(?<month>\d{2})-(?<day>\d{2})|年(?<month>\d{1,2})月(?<day>\d{1,2})日)\z", RegexOptions.ECMAScript, TimeoutMs)]
    private static partial Regex DayForm();

    [GeneratedRegex(@"^(?<year>\d{4})(?:-(?<month>\d{2})-?|年(?<month>\d{1,2})月)(?:D(?<place>[1-3])|(?<place>[上中下])旬?)\z", RegexOptions.ECMAScript, TimeoutMs)]
    private static partial Regex TenDaysForm();

    [GeneratedRegex(@"^(?<year>\d{4})(?:-(?<month>\d{2})|年(?<month>\d{1,2})月)\z", RegexOptions.ECMAScript, TimeoutMs)]
    private static partial Regex MonthForm();

    [GeneratedRegex(@"^(?<year>\d{4})(?:Q(?<place>[1-4])|年第?(?<place>[1-4一二三四])季度)\z", RegexOptions.ECMAScript, TimeoutMs)]
    private static partial Regex QuarterForm();

    [GeneratedRegex(@"^(?<year>\d{4})(?:H(?<place>[12])|年?(?<place>[上下]半年))\z", RegexOptions.ECMAScript, TimeoutMs)]
    private static partial Regex HalfYearForm();

    [GeneratedRegex(@"^(?<year>\d{4})年?\z", RegexOptions.ECMAScript, TimeoutMs)]
    private static partial Regex YearForm();
}
