namespace Cluster.Coordination.Calendar;

/// <summary>
/// The notices of seeds/data/workday-exceptions-2020-2026.csv. The file is part of the assembly, as the divisions are: a due moment is the same on
/// every replica before anything was pushed. Those of later years are loaded beside them.
/// </summary>
public static class PublishedNotices
{
    private const long FirstVersion = 1;
    private const int December = 12;

    public static readonly IReadOnlyList<WorkdayNotice> All = Read();

    private static List<WorkdayNotice> Read()
    {
        using var text = new StreamReader(typeof(PublishedNotices).Assembly.GetManifestResourceStream("workday-exceptions.csv")!);
        var days = text.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.TrimEnd('\r').Split(','))
            .Select(cells => new NoticeDay(DateOnly.ParseExact(cells[0], "yyyy-MM-dd"), cells[2] == "1", cells[4]));
        return [.. days.GroupBy(NoticeYear).Select(year => WorkdayNotice.Of(year.Key, FirstVersion, year) switch
        {
            ({ } notice, _) => notice,
            (_, var faults) => throw new InvalidDataException(string.Join(' ', faults.Select(f => f.Message.En))),
        })];
    }

    /// <summary>No festival is in December but the beginning of New Year's, which the notice of the next year arranges.</summary>
    private static int NoticeYear(NoticeDay day) => day.Day.Month == December ? day.Day.Year + 1 : day.Day.Year;
}
