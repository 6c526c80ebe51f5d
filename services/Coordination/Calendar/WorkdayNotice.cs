using Cluster.Ingestion;

namespace Cluster.Coordination.Calendar;

/// <summary>
/// A year's notice on holidays (国务院办公厅节假日安排通知): the days that are otherwise than their weekday says. It reaches back into the last days of
/// the year before, as the one of 2019 made Saturday 2018-12-29 a working day; so nobody knows those days until the next notice is there.
/// </summary>
public sealed record WorkdayNotice
{
    private const int December = 12;
    private const int ReachedFromDay = 25;

    private WorkdayNotice(int year, long version, IReadOnlyDictionary<DateOnly, NoticeDay> days) => (Year, Version, Days) = (year, version, days);

    public int Year { get; }

    /// <summary>A year's notice may be amended, as the one of 2020 was in January 2020; the highest counts.</summary>
    public long Version { get; }

    public IReadOnlyDictionary<DateOnly, NoticeDay> Days { get; }

    /// <returns>A notice without faults, or faults without a notice.</returns>
    public static (WorkdayNotice? Notice, IReadOnlyList<Fault> Faults) Of(int year, long version, IEnumerable<NoticeDay> days)
    {
        var said = days.Distinct().ToList();
        List<Fault> faults = said.Count == 0 ? [Fault.Of("days", CalendarRefusals.NoticeEmpty, year)] : [];
        faults.AddRange(said.Where(d => !IsOf(year, d.Day))
            .Select(d => Fault.Of("days", CalendarRefusals.NoticeOutsideYear, $"{d.Day:yyyy-MM-dd}", year, ReachedFromDay)));
        faults.AddRange(said.GroupBy(d => d.Day).Where(same => same.Count() > 1)
            .Select(same => Fault.Of("days", CalendarRefusals.NoticeDayTwice, $"{same.Key:yyyy-MM-dd}")));
        return faults.Count > 0 ? (null, faults) : (new WorkdayNotice(year, version, said.ToDictionary(d => d.Day)), []);
    }

    /// <summary>Whether the notice of the next year may still move the day.</summary>
    public static bool IsReachedByNext(DateOnly day) => day is { Month: December, Day: >= ReachedFromDay };

    private static bool IsOf(int year, DateOnly day) => day.Year == year || (day.Year == year - 1 && IsReachedByNext(day));
}

/// <param name="IsWorking">True for a make-up working day (调休上班), false for a day off, at a weekend too.</param>
/// <param name="Festival">The festival (节日) that it is for.</param>
public sealed record NoticeDay(DateOnly Day, bool IsWorking, string Festival);
