namespace Cluster.ServiceDefaults;

/// <summary>Storage is UTC; what a person reads or a deadline counts is Asia/Shanghai.</summary>
public static class CityTime
{
    public static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    public static DateOnly Today(this TimeProvider time) => DateOnly.FromDateTime(time.Now().DateTime);

    public static DateTimeOffset Now(this TimeProvider time) => TimeZoneInfo.ConvertTime(time.GetUtcNow(), Zone);

    public static DateTimeOffset AtEdge(this DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, Zone);
}
