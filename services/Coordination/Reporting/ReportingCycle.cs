using Cluster.Contracts;
using Cluster.Coordination.Calendar;
using Cluster.ServiceDefaults;

namespace Cluster.Coordination.Reporting;

/// <summary>One cycle of reporting (报送周期): a period of a rhythm with the moments at which something happens in it.</summary>
public sealed class ReportingCycle
{
    public ReportingCycle(ReportingRhythm rhythm, Period period, WorkingDays calendar)
    {
        if (period.Type != rhythm.Period)
        {
            throw new ArgumentException($"{period} is not of the rhythm {rhythm.Id}.", nameof(period));
        }

        (Rhythm, Period) = (rhythm, period);
        Due = DueOf(rhythm.Due, period, calendar);
        Closes = calendar.Count(Due.LastDay, rhythm.LateWorkingDays);
        Moments = [.. AllMoments().OrderBy(m => m.At).ThenBy(m => m.Kind)];
    }

    public ReportingRhythm Rhythm { get; }

    public Period Period { get; }

    /// <summary>The due day (截止日) and how it was counted; it is due until the day's end.</summary>
    public Term Due { get; }

    /// <summary>The last day on which a late report is taken without being asked for.</summary>
    public Term Closes { get; }

    /// <summary>A report for a period may come as soon as the period has begun.</summary>
    public DateTimeOffset OpensAt => Period.FirstDay.StartsAt();

    /// <summary>The first moment that is too late.</summary>
    public DateTimeOffset DueAt => Due.LastDay.EndsAt();

    public DateTimeOffset ClosesAt => Closes.LastDay.EndsAt();

    /// <summary>From here on nobody opens it any more.</summary>
    public DateTimeOffset FinalAt => Due.LastDay.AddMonths(Rhythm.ReopenMonths).EndsAt() is var final && final > ClosesAt ? final : ClosesAt;

    /// <summary>Since when the report is asked for: the first reminder, which may be before the period's end.</summary>
    public DateTimeOffset AskedAt => Moments.First(m => m.Kind is CycleMomentKind.Reminder or CycleMomentKind.Overdue).At;

    public IReadOnlyList<CycleMoment> Moments { get; }

    /// <summary>The next moment at which something happens, so that a scheduler sets one clock; null where nothing will.</summary>
    public CycleMoment? Next(DateTimeOffset after) => Moments.FirstOrDefault(m => m.At > after);

    private static Term DueOf(DueRule rule, Period period, WorkingDays calendar)
    {
        if (rule.WorkingDays is { } days)
        {
            return calendar.Count(period.LastDay, days);
        }

        var last = period.LastDay;
        return calendar.OnOrAfter(new DateOnly(last.Year, last.Month, 1).AddMonths(rule.MonthsAfter).AddDays(rule.Day!.Value - 1));
    }

    /// <summary>A reminder of a period that has not begun is none.</summary>
    private IEnumerable<CycleMoment> AllMoments() =>
        Rhythm.RemindersDaysBefore.Select(days => new CycleMoment(Due.LastDay.AddDays(-days).At(Rhythm.RemindAt), CycleMomentKind.Reminder, days))
            .Where(m => m.At > OpensAt)
            .Append(new CycleMoment(OpensAt, CycleMomentKind.Opens)).Append(new CycleMoment(DueAt, CycleMomentKind.Overdue))
            .Append(new CycleMoment(ClosesAt, CycleMomentKind.Closes)).Append(new CycleMoment(FinalAt, CycleMomentKind.Final));
}

public enum CycleMomentKind
{
    Opens,
    Reminder,
    Overdue,
    Closes,
    Final,

    /// <summary>An extension or a reopening of one organisation ends.</summary>
    AllowanceEnds,
}

/// <param name="DaysBefore">Of a reminder: how many days before the due day.</param>
public sealed record CycleMoment(DateTimeOffset At, CycleMomentKind Kind, int? DaysBefore = null);
