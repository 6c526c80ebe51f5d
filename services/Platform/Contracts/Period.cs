using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Cluster.Contracts;

/// <summary>How long a period is (期间类型); the calendar says where each begins.</summary>
public enum PeriodType
{
    Day,

    /// <summary>旬: the 1st to the 10th, the 11th to the 20th, and the rest of the month.</summary>
    TenDays,
    Month,
    Quarter,
    HalfYear,
    Year,
}

/// <summary>
/// A calendar period that a figure is about (期间), written 2025-09-15, 2025-09-D1 (上旬) to D3 (下旬), 2025-09, 2025Q3, 2025H1 or 2025. There is
/// no other way to make one than from its text or from a day, so there is none that the calendar does not have.
/// </summary>
[JsonConverter(typeof(PeriodJsonConverter))]
public readonly record struct Period
{
    private const int MonthsOfYear = 12;
    private const int LastTenDays = 3;

    private Period(PeriodType type, DateOnly firstDay) => (Type, FirstDay) = (type, firstDay);

    public PeriodType Type { get; }

    public DateOnly FirstDay { get; }

    public int Year => FirstDay.Year;

    public DateOnly LastDay => Type switch
    {
        PeriodType.Day => FirstDay,
        PeriodType.TenDays when TenDaysOf(FirstDay) < LastTenDays => FirstDay.AddDays(9),
        PeriodType.TenDays => LastDayOf(Year, FirstDay.Month),
        _ => LastDayOf(Year, FirstDay.Month + MonthsOf(Type) - 1),
    };

    /// <summary>The one before it, in the year before where it is a year's first.</summary>
    public Period Previous => Of(FirstDay.AddDays(-1), Type);

    /// <summary>The one before it; null where it is the year's first, and a cumulative value begins with it.</summary>
    public Period? PreviousInYear => FirstDay is { Month: 1, Day: 1 } ? null : Previous;

    /// <summary>The period of the given length that a day lies in.</summary>
    public static Period Of(DateOnly day, PeriodType type) => new(type, type switch
    {
        PeriodType.Day => day,
        PeriodType.TenDays => new(day.Year, day.Month, ((TenDaysOf(day) - 1) * 10) + 1),
        _ => new(day.Year, ((day.Month - 1) / MonthsOf(type) * MonthsOf(type)) + 1, 1),
    });

    /// <summary>Reads the written form and the Chinese ones: 2025年9月15日, 2025-09-上, 2025年9月上旬, 2025年9月, 2025年三季度, 2025年上半年, 2025年.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out Period period)
    {
        var read = text is null ? null : PeriodText.Read(text);
        period = read is (var type, var day) ? Of(day, type) : default;
        return read is not null;
    }

    public static Period Parse(string text) =>
        TryParse(text, out var period) ? period : throw new FormatException($"'{text}' is not a period such as 2025-09, 2025Q3 or 2025.");

    /// <returns>Below zero where it is the earlier; null where the two are not of one type: September is neither before nor after its quarter.</returns>
    public int? OrderTo(Period other) => Type == other.Type ? FirstDay.CompareTo(other.FirstDay) : null;

    public override string ToString() => Type switch
    {
        PeriodType.Day => $"{FirstDay:yyyy-MM-dd}",
        PeriodType.TenDays => $"{FirstDay:yyyy-MM}-D{TenDaysOf(FirstDay)}",
        PeriodType.Month => $"{FirstDay:yyyy-MM}",
        PeriodType.Quarter => $"{Year:0000}Q{(FirstDay.Month / MonthsOf(Type)) + 1}",
        PeriodType.HalfYear => $"{Year:0000}H{(FirstDay.Month / MonthsOf(Type)) + 1}",
        _ => $"{Year:0000}",
    };

    private static DateOnly LastDayOf(int year, int month) => new(year, month, DateTime.DaysInMonth(year, month));

    private static int TenDaysOf(DateOnly day) => Math.Min(((day.Day - 1) / 10) + 1, LastTenDays);

    private static int MonthsOf(PeriodType type) => type switch
    {
        PeriodType.Month => 1,
        PeriodType.Quarter => 3,
        PeriodType.HalfYear => 6,
        PeriodType.Year => MonthsOfYear,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "This type is shorter than a month."),
    };
}

internal sealed class PeriodJsonConverter : JsonConverter<Period>
{
    public override Period Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Period.TryParse(reader.GetString(), out var period) ? period : throw new JsonException("A period is written 2025-09, 2025Q3 or 2025.");

    public override void Write(Utf8JsonWriter writer, Period value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
