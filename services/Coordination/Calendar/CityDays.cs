using Cluster.ServiceDefaults;

namespace Cluster.Coordination.Calendar;

/// <summary>Days of the city as moments: a day ends where the next begins, at midnight in Asia/Shanghai.</summary>
internal static class CityDays
{
    public static DateTimeOffset StartsAt(this DateOnly day) => day.At(TimeOnly.MinValue);

    /// <summary>The first moment that is too late for the day.</summary>
    public static DateTimeOffset EndsAt(this DateOnly day) => day.AddDays(1).StartsAt();

    public static DateTimeOffset At(this DateOnly day, TimeOnly time)
    {
        var local = day.ToDateTime(time);
        return new DateTimeOffset(local, CityTime.Zone.GetUtcOffset(local));
    }

    public static DateOnly CityDay(this DateTimeOffset instant) => DateOnly.FromDateTime(instant.AtEdge().DateTime);
}
