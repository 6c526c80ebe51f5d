namespace Cluster.Coordination.Lights;

/// <summary>Dimensions of days that pass: start, entry into the statistics, milestones. A month closes on the first day after it.</summary>
internal sealed class DatedReader(LightFacts facts, LightRule rule) : IDimensionReader
{
    private readonly Reports<string, MilestoneReport> _milestones = new(facts.Milestones, m => m.Key);

    public IEnumerable<DateOnly> Moments => rule.Dimension switch
    {
        LightDimension.Start => Around(facts.PlannedStart).Concat(Day(facts.StartedOn)),
        LightDimension.Entry => Around(facts.StartedOn).Concat(Day(facts.EnteredOn)),
        _ => facts.Milestones.SelectMany(m => Around(m.Planned).Concat(Day(m.Actual)).Append(m.SaidOn)),
    };

    public Reading? On(DateOnly day) => rule.Dimension switch
    {
        LightDimension.Milestone => OfMilestones(day),
        _ when facts.Subject != LightSubject.Project => null,
        LightDimension.Start => facts.PlannedStart is { } planned ? OfDay(day, planned, facts.StartedOn) : null,
        _ => facts.StartedOn is { } started && started <= day ? OfDay(day, started, facts.EnteredOn) : null,
    };

    public DateOnly LastClosed(DateOnly day) => Months.Of(day).AddMonths(-1);

    public Reading? Closing(DateOnly month, DateOnly day) => On(month.AddMonths(1));

    private Reading OfDay(DateOnly day, DateOnly due, DateOnly? happenedOn)
    {
        if (happenedOn <= day)
        {
            return new Reading(Light.Green, LightReason.InTime, day, new LightInputs(DueOn: due, HappenedOn: happenedOn));
        }

        var late = Late(due, day);
        var band = rule.BandOf(late);
        return new Reading(band.Light, band.Reason, day, new LightInputs(late, DueOn: due), band);
    }

    /// <summary>The worst of the milestones that are still open; of equal lights the one that is, or will be, late the longest.</summary>
    private Reading? OfMilestones(DateOnly day)
    {
        var known = _milestones.Keys.Select(key => _milestones.Known(key, day)).OfType<MilestoneReport>().ToList();
        var open = known.Where(m => m.Actual is null || m.Actual > day).Select(m => (Milestone: m, Reading: OfMilestone(m, day))).ToList();
        return known.Count == 0 ? null
            : open.Count == 0 ? new Reading(Light.Green, LightReason.InTime, day, new LightInputs())
            : open.OrderByDescending(o => (o.Reading.Light, o.Reading.Inputs.Value)).ThenBy(o => o.Milestone.Planned)
                .ThenBy(o => o.Milestone.Key, StringComparer.Ordinal).First().Reading;
    }

    private Reading OfMilestone(MilestoneReport milestone, DateOnly day)
    {
        var until = rule.CountsForecast && milestone.Forecast > day ? milestone.Forecast.Value : day;
        var late = Late(milestone.Planned, until);
        var band = rule.BandOf(late);
        var inputs = new LightInputs(
            late, DueOn: milestone.Planned, HappenedOn: until > day ? until : null, Subject: milestone.Name, Slips: milestone.Slips);
        return milestone.Slips >= rule.RedAtSlips && band.Light != Light.Red
            ? new Reading(Light.Red, LightReason.SlippedAgain, day, inputs)
            : new Reading(band.Light, band.Reason, day, inputs, band);
    }

    private int Late(DateOnly due, DateOnly day) => rule.Axis switch
    {
        LightAxis.DaysLate => day.DayNumber - due.DayNumber,
        LightAxis.MonthsPassed => Months.Between(due, day),
        _ => MonthsExceeded(due, day),
    };

    private static int MonthsExceeded(DateOnly due, DateOnly day)
    {
        var months = Months.Between(due, day);
        return Math.Max(due.AddMonths(months) < day ? months : months - 1, 0);
    }

    /// <summary>The days on which the lateness reaches or leaves an end of a band; months that pass turn with the calendar.</summary>
    private IEnumerable<DateOnly> Around(DateOnly? due)
    {
        if (due is not { } day)
        {
            yield break;
        }

        yield return day;
        var cuts = rule.Bands.SelectMany(b => new[] { b.Range.From, b.Range.To }).Where(c => !c.IsEnd);
        foreach (var end in cuts.Select(c => (int)decimal.Floor(c.Value)).Distinct())
        {
            var reached = rule.Axis == LightAxis.DaysLate ? day.AddDays(end) : day.AddMonths(end);
            yield return reached;
            yield return reached.AddDays(1);
        }
    }

    private static IEnumerable<DateOnly> Day(DateOnly? day) => day is { } some ? [some] : [];
}
