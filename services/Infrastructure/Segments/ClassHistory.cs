using System.Globalization;

namespace Cluster.Infrastructure.Segments;

/// <summary>A technical class and the day since which it held: "2017-03-25 expressway" or "2017-03-25 高速".</summary>
internal readonly record struct DatedClass(DateOnly Since, TechnicalClass Class)
{
    private const int DayLength = 10;

    public static DatedClass? Read(string text) =>
        text.Length > DayLength
        && DateOnly.TryParseExact(text[..DayLength], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var since)
        && Segment.Classes.TryParse(text[DayLength..].Trim(), out var technicalClass)
            ? new DatedClass(since, technicalClass)
            : null;

    public override string ToString() => $"{Since:yyyy-MM-dd} {Segment.Classes.Write(Class)}";
}
