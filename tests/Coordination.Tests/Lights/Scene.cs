using Cluster.Coordination.Lights;
using Cluster.Portfolio.Months;

namespace Cluster.Coordination.Tests.Lights;

/// <summary>Projects, tasks and districts as the tests need them, in the year 2025.</summary>
internal static class Scene
{
    /// <summary>Going on since before the year, with a plan of 1,000 and the whole year straight; each month reported on the 3rd of the next.</summary>
    public static LightFacts Building(params decimal?[] yearToDateWan) => new()
    {
        Subject = LightSubject.Project,
        PlannedStart = new(2024, 3, 1),
        StartedOn = new(2024, 3, 10),
        EnteredOn = new(2024, 4, 1),
        YearPlans = [new(2025, 1_000, CurveWan: null, PaymentsWan: null, Day(1, 2), 1)],
        Months = [.. Reported(yearToDateWan)],
    };

    public static LightFacts ToStart(DateOnly planned, DateOnly? startedOn = null) =>
        new() { Subject = LightSubject.Project, PlannedStart = planned, StartedOn = startedOn };

    public static LightFacts WithMilestone(DateOnly planned, DateOnly? forecast = null, DateOnly? actual = null, int slips = 0) => new()
    {
        Subject = LightSubject.Task,
        Milestones = [new("M1", "主体封顶", planned, forecast, actual, slips, Day(6, 1), 1)],
    };

    public static LightFacts District(params decimal?[] doneWan) => new()
    {
        Subject = LightSubject.District,
        Quotas = [.. doneWan.Select((done, i) => new QuotaMonth(new(2025, i + 1, 1), 100, done, new DateOnly(2025, i + 1, 1).AddMonths(1).AddDays(2), 1))],
    };

    public static IEnumerable<MonthFigure> Reported(params decimal?[] yearToDateWan) =>
        from month in Enumerable.Range(1, yearToDateWan.Length)
        where yearToDateWan[month - 1] is not null
        let first = new DateOnly(2025, month, 1)
        select new MonthFigure(first, yearToDateWan[month - 1], PaidWan: null, first.AddMonths(1).AddDays(2), 1);

    public static DateOnly Day(int month, int day) => new(2025, month, day);

    public static DateOnly Day(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd");

    public static AcceptedReason Reason(LightDimension dimension, DateOnly from, DateOnly until)
    {
        var (reason, fault) = AcceptedReason.Of(dimension, from, until);
        fault.ShouldBeNull();
        return reason!;
    }

    public static LightCourse Course(LightFacts facts, string preset = Presets.Default, CitySchedule city = CitySchedule.Straight) =>
        new(facts, Presets.Of(preset), city);

    public static DimensionLight LightOf(
        LightFacts facts, LightDimension dimension, DateOnly on, string preset = Presets.Default, CitySchedule city = CitySchedule.Straight) =>
        Course(facts, preset, city).On(on).Dimensions.Single(d => d.Dimension == dimension);

    public static string Said(DimensionLight light) => LightSentence.Of(light, RuleOf(light)).Zh;

    public static LightRule RuleOf(DimensionLight light) => Presets.Of(light.Preset).Rules.Single(r => r.Id == light.Rule);
}
