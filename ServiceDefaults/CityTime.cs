namespace Cluster.ServiceDefaults;

/// <summary>Storage is UTC; what a person reads or a deadline counts is Asia/Shanghai.</summary>
public static class CityTime
{
    public static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    public static DateOnly Today(this TimeProvider time) => DateOnly.FromDateTime(time.Now().DateTime);

    public static DateTimeOffset Now(this TimeProvider time) => TimeZoneInfo.ConvertTime(time.GetUtcNow(), Zone);

    public static DateTimeOffset AtEdge(this DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, Zone);

    public static DateTimeOffset StartsAt(this DateOnly day) => day.At(TimeOnly.MinValue);

    /// <summary>The first moment that is too late for the day: it ends where the next begins, at midnight in the city.</summary>
    public static DateTimeOffset EndsAt(this DateOnly day) => day.AddDays(1).StartsAt();

    public static DateTimeOffset At(this DateOnly day, TimeOnly time)
    {
        var local = day.ToDateTime(time);
        return new DateTimeOffset(local, Zone.GetUtcOffset(local));
    }

    public static DateOnly CityDay(this DateTimeOffset instant) => DateOnly.FromDateTime(instant.AtEdge().DateTime);
}
