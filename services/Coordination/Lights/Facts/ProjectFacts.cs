using System.Globalization;
using Cluster.Contracts.Portfolio;
using Cluster.Messaging;
using Cluster.Portfolio.Projects;

namespace Cluster.Coordination.Lights.Facts;

/// <summary>What was told of a project, as the rules of lights read it.</summary>
internal static class ProjectFacts
{
    private const string Day = "yyyy-MM-dd";

    public static LightFacts Of(
        SubjectRow project, IReadOnlyList<FactRow> told, IReadOnlyList<MonthFigure> months, IReadOnlyList<AcceptedReason> reasons)
    {
        var passages = project.Passages
            .Select(p => (Since: Read(p[..Day.Length]), Stage: StageGates.Codes.Parse(p[(Day.Length + 1)..]))).ToList();
        var years = told.Where(f => f.What == FactKeys.Year).Select(f => (Fact: f, Event: EventJson.Read<ProjectYearReported>(f.Body))).ToList();
        var curves = told.Where(f => f.What == FactKeys.Curve).Select(f => (Fact: f, Event: EventJson.Read<ProjectCurveReported>(f.Body))).ToList();
        return new LightFacts
        {
            Subject = LightSubject.Project,
            PlannedStart = project.PlannedStart ?? PlannedByYear(years),
            StartedOn = project.StartedOn ?? passages.Where(p => StageGates.HasStarted(p.Stage)).Select(p => (DateOnly?)p.Since).Min(),
            EnteredOn = project.EnteredOn,
            Passages = [.. passages.Select(p => new StandingPassage(p.Since, StandingOf(p.Stage)))],
            YearPlans = [.. years.Select(y => y.Event.Year).Union(curves.Select(c => c.Event.Year)).SelectMany(year => PlansOf(
                year, [.. years.Where(y => y.Event.Year == year)], [.. curves.Where(c => c.Event.Year == year)]))],
            Months = months,
            Milestones = [.. told.Where(f => f.What == FactKeys.Milestone).Select(MilestoneOf)],
            Reasons = reasons,
        };
    }

    /// <summary>What was given up for good is halted as what stopped for a time is: outside the statistics, and not done.</summary>
    private static Standing StandingOf(ProjectStage stage) =>
        StageGates.IsHalted(stage) ? Standing.Suspended : StageGates.IsCompleted(stage) ? Standing.Done : Standing.Active;

    /// <summary>The first month in which one of its yearly plans, as they stand now, has it start.</summary>
    private static DateOnly? PlannedByYear(List<(FactRow Fact, ProjectYearReported Event)> years) =>
        years.GroupBy(y => y.Fact.Key).Select(same => same.MaxBy(y => y.Fact.Version).Event)
            .Where(y => y is { PlannedStart: not null, RemovedOn: null })
            .Select(y => (DateOnly?)DateOnly.ParseExact(y.PlannedStart!, "yyyy-MM", CultureInfo.InvariantCulture)).Min();

    /// <summary>
    /// A year's plan and its monthly curve are told apart, and the rules read them together: a plan for each day on which one of them was told anew. A
    /// project that left the pool (出库) is held to nothing from then on.
    /// </summary>
    private static IEnumerable<YearPlan> PlansOf(
        int year, List<(FactRow Fact, ProjectYearReported Event)> years, List<(FactRow Fact, ProjectCurveReported Event)> curves)
    {
        var days = years.Select(y => SaidOn(y.Fact, y.Event)).Concat(curves.Select(c => c.Fact.SaidOn)).Distinct().Order();
        foreach (var (number, day) in days.Index())
        {
            var plan = years.Where(y => SaidOn(y.Fact, y.Event) <= day).OrderBy(y => (SaidOn(y.Fact, y.Event), y.Fact.Version)).LastOrDefault().Event;
            var curve = curves.Where(c => c.Fact.SaidOn <= day).OrderBy(c => (c.Fact.SaidOn, c.Fact.Version)).LastOrDefault().Event;
            yield return plan?.RemovedOn is not null
                ? new YearPlan(year, PlannedWan: 0, CurveWan: null, PaymentsWan: null, day, number)
                : new YearPlan(year, plan?.PlannedWan, curve?.AcceptedWan, PaymentsWan: null, day, number);
        }
    }

    private static DateOnly SaidOn(FactRow fact, ProjectYearReported told) => told.RemovedOn > fact.SaidOn ? told.RemovedOn.Value : fact.SaidOn;

    private static MilestoneReport MilestoneOf(FactRow fact)
    {
        var told = EventJson.Read<MilestoneReported>(fact.Body);
        return new MilestoneReport(
            fact.Key, told.Name, told.Planned, told.Forecast, told.Actual, (int)told.Slips, fact.SaidOn, fact.Version);
    }

    private static DateOnly Read(string day) => DateOnly.ParseExact(day, Day, CultureInfo.InvariantCulture);
}
