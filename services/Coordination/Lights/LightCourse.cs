using Cluster.Portfolio.Months;

namespace Cluster.Coordination.Lights;

/// <summary>
/// The course of lights that facts and a preset give: a function of them and of the day, and of nothing else. Between two moments nothing
/// changes, so a scheduler sets one clock for each instead of asking all of them every day.
/// </summary>
public sealed class LightCourse
{
    /// <summary>A month's report may be missing in the second month after it, and a plan that asks for nothing ends with its year.</summary>
    private const int MonthsUntilAllIsMissing = 15;

    private const int DaysOfShortestMonth = 28;

    private readonly LightFacts _facts;
    private readonly Preset _preset;
    private readonly List<(LightRule Rule, IDimensionReader Reader)> _dimensions;
    private readonly SortedSet<DateOnly> _moments;

    public LightCourse(LightFacts facts, Preset preset, CitySchedule city)
    {
        (_facts, _preset) = (facts, preset);
        var reports = new MonthlyReports(facts);
        _dimensions = preset.Rules.Select(rule => (rule, ReaderOf(facts, reports, rule, city, preset.ReportDueDay))).ToList();
        _moments = [.. OwnMoments()];
    }

    public SubjectLight On(DateOnly day)
    {
        var judged = Judged(day);
        return judged with { Dimensions = [.. judged.Dimensions.Select(d => d with { Since = Since(d, day) })] };
    }

    /// <summary>
    /// The same without since when: each light has the day itself. Who keeps the lights from day to day knows since when one is shown, and going back
    /// through all moments is most of what <see cref="On"/> costs.
    /// </summary>
    public SubjectLight Judged(DateOnly day)
    {
        var state = LightStates.On(_facts, day);
        return SubjectLight.Of(day, state, state == LightState.Judged ? [.. Judge(day)] : []);
    }

    /// <summary>The next day on which a light is another one if nothing more is heard; null where none will be.</summary>
    public DateOnly? NextChange(DateOnly day)
    {
        var now = Judged(day);
        var latest = _moments.Count > 0 && _moments.Max > day ? _moments.Max : day;
        return MomentsBetween(day.AddDays(1), latest.AddMonths(MonthsAhead()))
            .Where(moment => !Judged(moment).IsSameAs(now)).Select(moment => (DateOnly?)moment).FirstOrDefault();
    }

    private static IDimensionReader ReaderOf(LightFacts facts, MonthlyReports reports, LightRule rule, CitySchedule city, int reportDueDay) =>
        PresetCodes.IsWhole(rule.Axis) ? new DatedReader(facts, rule) : new MonthlyReader(facts, reports, rule, city, reportDueDay);

    private IEnumerable<DimensionLight> Judge(DateOnly day) =>
        _dimensions.Select(d => Judge(d.Rule, d.Reader, day)).OfType<DimensionLight>();

    private DimensionLight? Judge(LightRule rule, IDimensionReader reader, DateOnly day)
    {
        if (reader.On(day) is not { } reading)
        {
            return null;
        }

        var run = reading.Light >= Light.Yellow ? Run(rule, reader, day) : 0;
        var isEscalated = reading.Light == Light.Yellow && run >= rule.RedAtRun;
        var escalated = isEscalated ? Light.Red : reading.Light;
        var held = escalated >= Light.Yellow && escalated > rule.HeldAt
            ? _facts.Reasons.Where(r => r.Holds(rule.Dimension, day)).Select(r => (DateOnly?)r.Until).Max()
            : null;
        var reason = held is not null ? LightReason.HeldByReason : isEscalated ? LightReason.YellowRun : reading.Reason;
        return new DimensionLight(
            rule.Dimension, reading.Light, escalated, held is null ? escalated : rule.HeldAt, reason, _preset.Id, rule.Id, _preset.Version,
            Since: day, run, held, reading);
    }

    /// <summary>
    /// How many months closed yellow or worse, one after the other. A month that an accepted reason covers, one without a report and one of a
    /// suspension are passed over: they add nothing, and nobody ends a run by not reporting.
    /// </summary>
    private int Run(LightRule rule, IDimensionReader reader, DateOnly day)
    {
        var run = 0;
        for (var month = reader.LastClosed(day); run < (rule.RedAtRun ?? 0); month = month.AddMonths(-1))
        {
            var light = reader.Closing(month, day)?.Light;
            if (light is null or Light.Green)
            {
                break;
            }

            var end = Months.LastDay(month);
            var isPassedOver = light == Light.Grey || LightStates.On(_facts, end) == LightState.Suspended
                || _facts.Reasons.Any(r => r.Holds(rule.Dimension, end));
            run += isPassedOver ? 0 : 1;
        }

        return run;
    }

    private DateOnly Since(DimensionLight shown, DateOnly day)
    {
        var (rule, reader) = _dimensions.Find(d => d.Rule.Dimension == shown.Dimension);
        var since = day;
        var earliest = _moments.Count > 0 && _moments.Min < day ? _moments.Min : day;
        foreach (var moment in MomentsBetween(earliest, day).Reverse())
        {
            if (LightStates.On(_facts, moment) != LightState.Judged || Judge(rule, reader, moment)?.Light != shown.Light)
            {
                return since;
            }

            since = moment;
        }

        return since;
    }

    /// <summary>All days from which on something may be another way, in order: turns of months, the days after reports are due, the facts' own.</summary>
    private IEnumerable<DateOnly> MomentsBetween(DateOnly first, DateOnly last)
    {
        List<DateOnly> days = first <= last ? [.. _moments.GetViewBetween(first, last)] : [];
        for (var month = Months.Of(first); month <= last; month = month.AddMonths(1))
        {
            days.Add(month);
            days.Add(month.AddDays(_preset.ReportDueDay));
        }

        return days.Where(d => d >= first && d <= last).Distinct().Order();
    }

    private IEnumerable<DateOnly> OwnMoments() =>
        _dimensions.SelectMany(d => d.Reader.Moments)
            .Concat(_facts.Passages.Select(p => p.Since))
            .Concat(_facts.Reasons.SelectMany(r => new[] { r.From, r.Until.AddDays(1) }))
            .Concat(new[] { _facts.PlannedStart, _facts.StartedOn }.OfType<DateOnly>());

    private int MonthsAhead()
    {
        var latest = _preset.Rules.Where(r => PresetCodes.IsWhole(r.Axis)).SelectMany(r => r.Bands.Select(b => b.Range.From).Where(c => !c.IsEnd)
            .Select(c => r.Axis == LightAxis.DaysLate ? c.Value / DaysOfShortestMonth : c.Value));
        return MonthsUntilAllIsMissing + (int)decimal.Ceiling(latest.Append(0).Max()) + _preset.Rules.Max(r => r.RedAtRun ?? 0);
    }
}
