using Cluster.Contracts;
using Cluster.Contracts.Coordination;
using Cluster.Coordination.Plan;
using Cluster.Coordination.Progress;
using Cluster.Messaging;

namespace Cluster.Coordination.Lights.Facts;

/// <summary>A target as it was told on a day.</summary>
internal sealed record ToldTarget(long Version, DateOnly SaidOn, TargetRecorded Event);

/// <summary>
/// What was told of a task of the plan: its targets are its milestones, reached when their indicator meets them, and it is done or suspended
/// when those who answer for it say so. A target that can be measured and says no day is due when the plan ends.
/// </summary>
internal static class TaskFacts
{
    /// <param name="targets">Those of other tasks may be among them.</param>
    /// <param name="measured">The values of the targets.</param>
    /// <param name="planEnds">计划期末 of the plan that the task is of; null where it is of none.</param>
    public static LightFacts Of(
        SubjectRow task, IReadOnlyList<FactRow> told, IReadOnlyList<ToldTarget> targets, IReadOnlyList<FactRow> measured,
        DateOnly? planEnds, IReadOnlyList<AcceptedReason> reasons) => new()
    {
        Subject = LightSubject.Task,
        Passages = [.. Passages(task, [.. told.Where(f => f.What == FactKeys.Report)])],
        Milestones = [.. targets.GroupBy(t => t.Event.Key).SelectMany(same => Milestones(
            task, [.. same.OrderBy(t => t.Version)], [.. measured.Where(m => m.Subject == same.Key)], planEnds))],
        Reasons = reasons,
    };

    /// <summary>One for each day on which the target or its value was told anew, as the rules ask what was known.</summary>
    private static IEnumerable<MilestoneReport> Milestones(SubjectRow task, List<ToldTarget> versions, List<FactRow> measured, DateOnly? planEnds)
    {
        if (versions[^1].Event is not { } now || now.Task != task.Subject || DueOf(now, planEnds) is null)
        {
            yield break;
        }

        var values = measured.Select(m => (m.SaidOn, m.Version, Event: EventJson.Read<IndicatorMeasured>(m.Body))).OrderBy(v => (v.SaidOn, v.Version)).ToList();
        foreach (var (number, day) in versions.Select(t => t.SaidOn).Concat(values.Select(v => v.SaidOn)).Distinct().Order().Index())
        {
            var known = versions.FindAll(t => t.SaidOn <= day);
            if (known is not [.., { Event: var target }] || DueOf(target, planEnds) is not { } due)
            {
                continue;
            }

            var value = values.FindLast(v => v.SaidOn <= day).Event;
            var isMet = value?.Unit is not null && Target.IsMet(ComparisonOf(target), target.Value, value.Value) == true;
            var slips = known.Zip(known.Skip(1)).Count(pair => DueOf(pair.Second.Event, planEnds) > DueOf(pair.First.Event, planEnds));
            yield return new MilestoneReport(
                target.Key, target.Indicator, due, Forecast: null, isMet ? value!.Period : null, slips, day, number);
        }
    }

    /// <summary>What is only words has nothing that could meet it on the last day.</summary>
    private static DateOnly? DueOf(TargetRecorded target, DateOnly? planEnds) => target.Due ?? (target.Comparison is null ? null : planEnds);

    /// <summary>As the task stood after each day on which somebody reported (see <see cref="TaskStanding"/>).</summary>
    private static IEnumerable<StandingPassage> Passages(SubjectRow task, List<FactRow> reports)
    {
        var told = reports.ConvertAll(f => (f.SaidOn, f.Version, Event: EventJson.Read<ProgressReported>(f.Body)));
        foreach (var day in told.Select(t => t.SaidOn).Distinct().Order())
        {
            var latest = told.Where(t => t.SaidOn <= day).GroupBy(t => t.Event.Organisation)
                .Select(same => same.OrderBy(t => t.Event.Period).ThenBy(t => t.Version).Last().Event)
                .Select(e => new LatestReport(e.Organisation, e.Period, e.ProgressPercent, ProgressReport.States.Parse(e.State), ReportedAt: default));
            yield return new StandingPassage(day, TaskStanding.Of(task.Leads, task.Departments, latest).State switch
            {
                ProgressState.Completed => Standing.Done,
                ProgressState.Suspended => Standing.Suspended,
                _ => Standing.Active,
            });
        }
    }

    private static Comparison? ComparisonOf(TargetRecorded target) =>
        target.Comparison is { } code ? Target.Comparisons.Parse(code) : null;
}
