namespace Cluster.Coordination.Calendar;

/// <summary>
/// Working days (工作日) by the notices that are loaded. Where one is missing, weekends alone decide and the day says so; it is computed again when
/// the notice is there. A day that is not provisional is never changed by the first notice of another year.
/// </summary>
public sealed class WorkingDays
{
    public static readonly WorkingDays Published = new(PublishedNotices.All);

    private readonly Dictionary<int, WorkdayNotice> _notices;

    /// <param name="notices">In any order; of several of one year the highest version counts.</param>
    public WorkingDays(IEnumerable<WorkdayNotice> notices) =>
        _notices = notices.GroupBy(n => n.Year).ToDictionary(same => same.Key, same => same.MaxBy(n => n.Version)!);

    public IReadOnlyCollection<int> Years => _notices.Keys;

    public WorkingDays With(WorkdayNotice notice) => new([.. _notices.Values, notice]);

    public CalendarDay On(DateOnly day)
    {
        var isReached = WorkdayNotice.IsReachedByNext(day);
        var own = _notices.GetValueOrDefault(day.Year);
        var next = isReached ? _notices.GetValueOrDefault(day.Year + 1) : null;
        int? missing = own is null ? day.Year : isReached && next is null ? day.Year + 1 : null;
        // The later notice knows what the earlier one said.
        var said = next?.Days.GetValueOrDefault(day) ?? own?.Days.GetValueOrDefault(day);
        var isWeekday = day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);
        return new CalendarDay(day, said?.IsWorking ?? isWeekday, isWeekday, said?.Festival, missing);
    }

    /// <summary>The term of so many working days; its last day is one.</summary>
    public Term Count(DateOnly from, int days, Counting counting = Counting.FromNextDay)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(days, 1);
        List<CalendarDay> passed = [];
        var left = days;
        for (var day = counting == Counting.FromNextDay ? from.AddDays(1) : from; left > 0; day = day.AddDays(1))
        {
            passed.Add(On(day));
            left -= passed[^1].IsWorking ? 1 : 0;
        }

        return new Term(from, days, counting, passed[^1].Day, passed);
    }

    /// <summary>A fixed day, or the next working day where it is none: a term does not end on a day off (民法典 第二百零三条).</summary>
    public Term OnOrAfter(DateOnly day) => Count(day, 1, Counting.FromSameDay);

    /// <summary>How many there are from one day to another, both included.</summary>
    public int Between(DateOnly first, DateOnly last) =>
        Enumerable.Range(0, Math.Max(last.DayNumber - first.DayNumber + 1, 0)).Count(i => On(first.AddDays(i)).IsWorking);
}

/// <param name="MissingNotice">The year whose notice the day waits for; null where the answer stands.</param>
public readonly record struct CalendarDay(DateOnly Day, bool IsWorking, bool IsWeekday, string? Festival, int? MissingNotice)
{
    /// <summary>A weekday off, or a working day at a weekend: what a reader would count wrongly.</summary>
    public bool IsException => IsWorking != IsWeekday;
}

public enum Counting
{
    /// <summary>A legal term starts on the day after the event (民法典 第二百零一条).</summary>
    FromNextDay,

    /// <summary>A public notice (公示) counts its first day.</summary>
    FromSameDay,
}
