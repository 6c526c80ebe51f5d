namespace Cluster.Coordination.Bulletins.Documents;

/// <summary>A date as an official document writes it (government-standards §9): Arabic, without leading zeros.</summary>
internal static class DateWords
{
    public static string Of(DateOnly day) => $"{day.Year}年{day.Month}月{day.Day}日";
}
