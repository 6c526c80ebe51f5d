using Cluster.Portfolio.Months;

namespace Cluster.Coordination.Lights;

/// <summary>
/// Dimensions of figures that come month by month: investment, completion, payment, quota. On a day the last month that is over counts if it was
/// reported; if not, the one before it until the report is due, and from then on it is missing.
/// </summary>
internal sealed class MonthlyReader : IDimensionReader
{
    private const int Whole = 100;

    private readonly LightFacts _facts;
    private readonly LightRule _rule;
    private readonly CitySchedule _city;
    private readonly int _reportDueDay;
    private readonly Reports<int, YearPlan> _plans;
    private readonly Reports<DateOnly, MonthFigure> _months;
    private readonly Reports<DateOnly, QuotaMonth> _quotas;

    public MonthlyReader(LightFacts facts, MonthlyReports reports, LightRule rule, CitySchedule city, int reportDueDay)
    {
        (_facts, _rule, _city, _reportDueDay) = (facts, rule, city, reportDueDay);
        (_plans, _months, _quotas) = (reports.Plans, reports.Months, reports.Quotas);
    }

    public IEnumerable<DateOnly> Moments =>
        _facts.YearPlans.Select(p => p.SaidOn).Concat(_facts.Months.Select(m => m.SaidOn)).Concat(_facts.Quotas.Select(q => q.SaidOn));

    public Reading? On(DateOnly day) => Closing(LastClosed(day), day);

    public DateOnly LastClosed(DateOnly day)
    {
        var last = Months.Of(day).AddMonths(-1);
        return day.Day > _reportDueDay || IsReported(last, day) ? last : last.AddMonths(-1);
    }

    public Reading? Closing(DateOnly month, DateOnly day) =>
        OwesSince(day) is not { } first || month < first ? null
        : _rule.Dimension switch
        {
            LightDimension.Quota => Quota(month, day),
            LightDimension.Payment => Payment(month, day),
            _ => Invested(month, day),
        };

    /// <summary>A district owes from the first quota on; a task with money from its first plan on.</summary>
    private DateOnly? OwesSince(DateOnly day) =>
        _rule.Dimension == LightDimension.Quota ? _quotas.Keys.Where(m => _quotas.Known(m, day) is not null).Select(m => (DateOnly?)m).Min()
        : _facts.Subject == LightSubject.Project ? LightStates.OwesSince(_facts, day)
        : _plans.Keys.Where(y => _plans.Known(y, day) is not null).Select(y => (DateOnly?)new DateOnly(y, 1, 1)).Min();

    private bool IsReported(DateOnly month, DateOnly day) => _rule.Dimension switch
    {
        LightDimension.Quota => _quotas.Known(month, day)?.DoneWan is not null,
        LightDimension.Payment => _months.Known(month, day)?.PaidWan is not null,
        _ => _months.Known(month, day)?.InvestedWan is not null,
    };

    private Reading? Invested(DateOnly month, DateOnly day)
    {
        var plan = _plans.Known(month.Year, day);
        var schedule = _rule.Schedule == RuleSchedule.Time
            ? Schedule.Of(plan?.PlannedWan ?? plan?.CurveWan?[^1], acceptedWan: null, CitySchedule.Straight)
            : Schedule.Of(plan?.PlannedWan, plan?.CurveWan, _city);
        if (schedule.PlannedWan <= 0)
        {
            return null;
        }

        if (_months.Known(month, day)?.InvestedWan is not { } invested)
        {
            return Missing(LightReason.NotReported, month);
        }

        if (schedule.PlannedWan is not { } planned)
        {
            return Missing(LightReason.PlanMissing, month);
        }

        var (actual, expected) = (invested * Whole / planned, schedule.PercentAt(month));
        return _rule.Axis == LightAxis.PointsBehind
            ? Banded(month, expected - actual, actual, expected, schedule.Form)
            : OfRatio(month, actual, expected, schedule.Form);
    }

    private Reading? Payment(DateOnly month, DateOnly day) =>
        _plans.Known(month.Year, day)?.PaymentsWan is not { } payments ? null
        : _months.Known(month, day)?.PaidWan is { } paid ? OfRatio(month, paid, payments[month.Month - 1])
        : Missing(LightReason.NotReported, month);

    private Reading Quota(DateOnly month, DateOnly day) =>
        _quotas.Known(month, day) is { DoneWan: { } done } quota ? OfRatio(month, done, quota.QuotaWan) : Missing(LightReason.NotReported, month);

    private Reading OfRatio(DateOnly month, decimal actual, decimal expected, ScheduleForm? form = null) =>
        expected > 0
            ? Banded(month, actual * Whole / expected, actual, expected, form)
            : new Reading(
                Light.Green, LightReason.NothingDue, Months.LastDay(month), new LightInputs(Actual: actual, Expected: expected, Schedule: form));

    private Reading Banded(DateOnly month, decimal value, decimal actual, decimal expected, ScheduleForm? form)
    {
        var band = _rule.BandOf(value);
        return new Reading(band.Light, band.Reason, Months.LastDay(month), new LightInputs(value, actual, expected, form), band);
    }

    private Reading Missing(LightReason reason, DateOnly month) =>
        new(Light.Grey, reason, Months.LastDay(month), new LightInputs(DueOn: month.AddMonths(1).AddDays(_reportDueDay - 1)));
}

/// <summary>What is reported month by month, sorted once for all dimensions that read it.</summary>
internal sealed class MonthlyReports(LightFacts facts)
{
    public Reports<int, YearPlan> Plans { get; } = new(facts.YearPlans, p => p.Year);

    public Reports<DateOnly, MonthFigure> Months { get; } = new(facts.Months, m => m.Month);

    public Reports<DateOnly, QuotaMonth> Quotas { get; } = new(facts.Quotas, q => q.Month);
}
