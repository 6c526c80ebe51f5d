namespace Cluster.Portfolio.Months;

/// <summary>
/// 序时进度 at the end of a month, in percent of the year's plan: the straight one, months over twelve. What it is held against says which was
/// used.
/// </summary>
public static class Schedule
{
    private const int MonthsOfYear = 12;
    private const int Whole = 100;

    public static decimal StraightPercent(DateOnly month) => (decimal)month.Month * Whole / MonthsOfYear;

    /// <summary>Points of percent by which the year to date is ahead (above 0) or behind; null where there is no plan to be held against.</summary>
    public static decimal? VariancePoints(decimal yearToDateWan, decimal? plannedWan, DateOnly month) =>
        plannedWan > 0 ? (yearToDateWan * Whole / plannedWan.Value) - StraightPercent(month) : null;
}
