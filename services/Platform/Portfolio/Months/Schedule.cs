using Cluster.Ingestion;

namespace Cluster.Portfolio.Months;

/// <summary>
/// 序时进度: where a project should be at the end of a month. It is the project's own curve where one was accepted, otherwise what the city
/// holds all others against; what is said of it says which was used.
/// </summary>
/// <param name="PlannedWan">年度计划投资; of a year that says none, what its curve ends with; null where there is neither.</param>
/// <param name="CurveWan">The twelve cumulative values of <see cref="ScheduleForm.OwnCurve"/>; null for the others.</param>
public sealed record Schedule(ScheduleForm Form, decimal? PlannedWan, IReadOnlyList<decimal>? CurveWan)
{
    public static readonly Codes<ScheduleForm> Forms = new(
        (ScheduleForm.OwnCurve, "own-curve", "本项目月度计划曲线"),
        (ScheduleForm.Straight, "straight", "按月均摊"),
        (ScheduleForm.Stepped, "stepped", "按季分步"));

    private const int MonthsOfYear = 12;
    private const int MonthsOfQuarter = 3;
    private const int Whole = 100;

    /// <summary>Percent of the investment to the end of each quarter, as Sanya published them in 2022.</summary>
    private static readonly decimal[] QuarterPercents = [20, 50, 75, 100];

    /// <summary>Percent of the starts (开工) to the end of each quarter, of the same rules.</summary>
    private static readonly decimal[] QuarterStartsPercents = [15, 40, 70, 100];

    /// <param name="plannedWan">The year's plan.</param>
    /// <param name="acceptedWan">
    /// The curve that was accepted. One that ends with nothing while the year plans something tells nothing of the way there, and is not used.
    /// </param>
    public static Schedule Of(decimal? plannedWan, IReadOnlyList<decimal>? acceptedWan, CitySchedule otherwise) =>
        acceptedWan is { Count: MonthsOfYear } curve && (curve[^1] > 0 || plannedWan is null or 0)
            ? new Schedule(ScheduleForm.OwnCurve, plannedWan ?? curve[^1], curve)
            : new Schedule(otherwise == CitySchedule.Stepped ? ScheduleForm.Stepped : ScheduleForm.Straight, plannedWan, CurveWan: null);

    /// <summary>Months over twelve.</summary>
    public static decimal StraightPercent(DateOnly month) => (decimal)month.Month * Whole / MonthsOfYear;

    /// <summary>What the last quarter that is over asked for: nothing before the end of March.</summary>
    public static decimal SteppedPercent(DateOnly month) => Stepped(QuarterPercents, month);

    public static decimal PercentOf(CitySchedule schedule, DateOnly month) =>
        schedule == CitySchedule.Stepped ? SteppedPercent(month) : StraightPercent(month);

    /// <summary>Of the projects that are to start in the year and have no accepted month of their own.</summary>
    public static decimal StartsPercentOf(CitySchedule schedule, DateOnly month) =>
        schedule == CitySchedule.Stepped ? Stepped(QuarterStartsPercents, month) : StraightPercent(month);

    /// <summary>In percent of the plan. A plan that was changed after its curve was accepted is taken the same way, in proportion.</summary>
    public decimal PercentAt(DateOnly month) => Form switch
    {
        ScheduleForm.OwnCurve => CurveWan![^1] > 0 ? CurveWan[month.Month - 1] * Whole / CurveWan[^1] : 0,
        ScheduleForm.Stepped => SteppedPercent(month),
        _ => StraightPercent(month),
    };

    /// <summary>Points of percent by which the year to date is ahead (above 0) or behind; null where there is no plan to be held against.</summary>
    public decimal? VariancePoints(decimal yearToDateWan, DateOnly month) =>
        PlannedWan > 0 ? (yearToDateWan * Whole / PlannedWan.Value) - PercentAt(month) : null;

    private static decimal Stepped(decimal[] percents, DateOnly month) =>
        month.Month / MonthsOfQuarter is > 0 and var quarters ? percents[quarters - 1] : 0;
}

/// <summary>Which of the three a schedule is.</summary>
public enum ScheduleForm
{
    OwnCurve,
    Straight,
    Stepped,
}

/// <summary>What all projects without a curve of their own are held against.</summary>
public enum CitySchedule
{
    /// <summary>按月均摊: months over twelve.</summary>
    Straight,

    /// <summary>按季分步: so much by the end of each quarter.</summary>
    Stepped,
}
