using Cluster.Ingestion;

namespace Cluster.Cooperation.Ports;

/// <summary>What kind of period a figure covers (期间类别): a period value of whole calendar units, or cumulative from January on.</summary>
public enum PeriodKind
{
    Day,
    Month,
    HalfYear,
    Year,
    YearToDate,
    MultiYear,
}

/// <summary>The first and last day that a figure covers (统计期间).</summary>
public readonly record struct StatisticPeriod(DateOnly Start, DateOnly End)
{
    public static readonly Codes<PeriodKind> Kinds = new(
        (PeriodKind.Day, "day", "日"),
        (PeriodKind.Month, "month", "月"),
        (PeriodKind.HalfYear, "half-year", "半年"),
        (PeriodKind.Year, "year", "年"),
        (PeriodKind.YearToDate, "year-to-date", "年初累计"),
        (PeriodKind.MultiYear, "multi-year", "多年合计"));

    /// <summary>What the days of each kind must be.</summary>
    public static readonly IReadOnlyDictionary<PeriodKind, PeriodRule> Rules = new Dictionary<PeriodKind, PeriodRule>
    {
        [PeriodKind.Day] = new(p => p.Start == p.End, "起止为同一天", "starts and ends on the same day"),
        [PeriodKind.Month] = new(p => p.WholeMonths == 1, "为一个完整的自然月", "is one whole calendar month"),
        [PeriodKind.HalfYear] = new(
            p => p.WholeMonths == 6 && p.Start.Month is 1 or 7, "为完整的上半年或下半年", "is January to June or July to December"),
        [PeriodKind.Year] = new(p => p.WholeMonths == 12 && p.Start.Month == 1, "为一个完整的自然年", "is one whole calendar year"),

        // Not always from the first of January: a port may open some days after New Year.
        [PeriodKind.YearToDate] = new(
            p => p.Start.Month == 1 && p.Start.Year == p.End.Year && p.Start <= p.End,
            "始于一月，止于同一年", "starts in January and ends in the same year"),
        [PeriodKind.MultiYear] = new(
            p => p.WholeMonths > 12 && p.Start.Month == 1 && p.End.Month == 12, "为两个以上完整的自然年", "is two or more whole calendar years"),
    };

    /// <summary>How many calendar months the days are; 0 when they are not whole months.</summary>
    private int WholeMonths => Start.Day == 1 && End.Day == DateTime.DaysInMonth(End.Year, End.Month)
        ? ((End.Year - Start.Year) * 12) + End.Month - Start.Month + 1
        : 0;
}

public sealed record PeriodRule(Func<StatisticPeriod, bool> Fits, string Zh, string En);
