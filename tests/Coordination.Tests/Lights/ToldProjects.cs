using Cluster.Contracts.Portfolio;

namespace Cluster.Coordination.Tests.Lights;

/// <summary>Events of projects as the services tell them, of the service infrastructure.</summary>
internal static class ToldProjects
{
    public static Told<ProjectReported> Project(
        string key, DateOnly on, long version = 1, DateOnly? plannedStart = null, DateOnly? startedOn = null, DateOnly? enteredOn = null,
        string owner = "市交通运输局", string[]? counties = null, string[]? tasks = null, params (string Stage, DateOnly Since)[] passages) => new(
        $"infrastructure/projects/{key}", version, on, new ProjectReported(
            key, owner, Code: null, $"项目{key}", "建设单位", CreditCode: null, LeadUnit: null, ResponsibleUnit: null, Leader: null, counties ?? ["150202"],
            [100], IndustryClass: null, Chain: null, Nature: null, Funding: null, Approval: null, ApprovalNumber: null, tasks ?? ["T21"],
            passages is [.., var last] ? last.Stage : "building", StageSince: null, StageEvidence: null, StageReason: null, StageCorrection: null,
            [.. passages.Select(p => new StagePassed(p.Stage, p.Since))], StatisticsStage: null, enteredOn, TotalWan: 10_000, BudgetWan: null, LoansWan: null,
            BondsWan: null, ForeignWan: null, SelfRaisedWan: null, OtherSourcesWan: null, AdjustedTotalWan: null, AdjustmentNumber: null, plannedStart,
            startedOn, PlannedCompletion: null, CompletedOn: null, Note: null));

    /// <summary>Going on since the year before; nothing is wrong with its start.</summary>
    public static Told<ProjectReported> Building(string key, DateOnly on, string owner = "市交通运输局", string[]? counties = null) => Project(
        key, on, plannedStart: new(2024, 3, 1), startedOn: new(2024, 3, 10), enteredOn: new(2024, 4, 1), owner: owner, counties: counties,
        passages: ("building", new DateOnly(2024, 3, 10)));

    public static Told<ProjectYearReported> Year(string key, DateOnly on, decimal? plannedWan = 1_000, long version = 1, DateOnly? removedOn = null) => new(
        $"infrastructure/project-years/{key}.2025", version, on,
        new ProjectYearReported($"{key}.2025", "市交通运输局", key, 2025, "continued", plannedWan, PlannedStart: null, EnteredOn: null, removedOn, RemovalReason: null));

    public static Told<ProjectMonthsRecorded> Months(string batch, DateOnly on, params (string Project, int Month, decimal Wan)[] months) => new(
        $"infrastructure/project-months/{batch}", 1, on, new ProjectMonthsRecorded("市交通运输局",
        [
            .. months.Select(m => new RecordedMonth(
                m.Project, $"2025-{m.Month:00}", m.Wan, SinceStartWan: null, ConstructionWan: null, EquipmentWan: null, OtherCostsWan: null, InPlaceWan: null,
                PaidWan: null, Progress: null, Variance: null, Correction: null)),
        ]));

    public static Told<ProjectMonthReported> Month(string key, int month, DateOnly on, long version, decimal wan) => new(
        $"infrastructure/project-months/{key}.2025-{month:00}", version, on, new ProjectMonthReported(
            $"{key}.2025-{month:00}", "市交通运输局", key, $"2025-{month:00}", wan, SinceStartWan: null, ConstructionWan: null, EquipmentWan: null,
            OtherCostsWan: null, InPlaceWan: null, PaidWan: null, Progress: null, Variance: null, Correction: null));

    public static Told<MilestoneReported> Milestone(
        string key, string name, DateOnly on, DateOnly planned, DateOnly? forecast = null, DateOnly? actual = null, long slips = 0, long version = 1) => new(
        $"infrastructure/milestones/{key}.{name}", version, on, new MilestoneReported(
            $"{key}.{name}", "市交通运输局", key, Ordinal: 1, name, Gate: null, planned, forecast, actual, SlipDays: null, slips, Correction: null, Note: null));
}
