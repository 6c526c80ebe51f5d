using Cluster.Contracts;
using Cluster.Contracts.Portfolio;
using Cluster.Ingestion;
using Cluster.Messaging;
using Cluster.Portfolio.Evidence;
using Cluster.ServiceDefaults;
using Npgsql;

namespace Cluster.Portfolio.Projects;

/// <summary>A department pushes its projects (项目), whichever service they belong to.</summary>
/// <param name="afterMoves">What follows in the service from projects whose passages changed.</param>
public sealed class PushProjects(
    string service, PortfolioOptions options, TimeProvider time,
    Func<IReadOnlyList<Change<Project>>, LogTransaction, CancellationToken, Task>? afterMoves = null) : Push<Project, ProjectReported>(
    service, "projects", [Key, Name, Unit, Counties, Stage],
    [
        Code, CreditCode, LeadUnit, ResponsibleUnit, Leader, Shares, IndustryClass, Chain, Nature, Funding, Approval, ApprovalNumber, Tasks,
        StageSince, StageEvidence, StageReason, StageCorrection, StatisticsStage, StatisticsEnteredOn, Total, Budget, Loans, Bonds, Foreign,
        SelfRaised, OtherSources, AdjustedTotal, AdjustmentNumber, PlannedStart, StartedOn, PlannedCompletion, CompletedOn, Note,
    ])
{
    private static readonly TextField Key = new("key", "项目编码", "The project's key", MaxLength: 100);
    private static readonly ProjectCodeField Code = new("code", "项目代码", "The national project code");
    private static readonly TextField Name = new("name", "项目名称", "The name", MaxLength: 200);
    private static readonly TextField Unit = new("unit", "项目单位", "The project's unit", MaxLength: 100);
    private static readonly CreditCodeField CreditCode = new("creditCode", "项目单位统一社会信用代码", "The unit's unified social credit code");
    private static readonly TextField LeadUnit = new("leadUnit", "牵头单位", "The lead unit", MaxLength: 100);
    private static readonly TextField ResponsibleUnit = new("responsibleUnit", "责任单位", "The responsible unit", MaxLength: 100);
    private static readonly TextField Leader = new("leader", "包联领导", "The responsible leader", MaxLength: 60);
    private static readonly TextListField Counties = new("counties", "建设地点", "The places", MaxLength: 40, MaxCount: 60) { Of = Divisions.Listed };
    private static readonly TextListField Shares = new("sharesPercent", "各地份额", "The shares of the places", MaxLength: 8, MaxCount: 60) { OfNumbers = true };
    private static readonly TextField IndustryClass = new("industryClass", "行业", "The industry class", MaxLength: 4);
    private static readonly TextField Chain = new("chain", "产业链", "The chain", MaxLength: 60);
    private static readonly CodeField<ProjectNature> Nature = new("nature", "建设性质", "The nature", Project.Natures);
    private static readonly CodeField<ProjectFunding> Funding = new("funding", "投资主体", "The funding", Project.Fundings);
    private static readonly CodeField<ProjectApproval> Approval = new("approval", "审批方式", "The kind of approval", Project.Approvals);
    private static readonly TextField ApprovalNumber = new("approvalNumber", "批复文号", "The number of the approval", MaxLength: 100);
    private static readonly TextListField Tasks = new("tasks", "对应任务", "The tasks", MaxLength: 3, MaxCount: 42);
    private static readonly CodeField<ProjectStage> Stage = new("stage", "调度阶段", "The stage", StageGates.Codes);
    private static readonly DateField StageSince = new("stageSince", "阶段日期", "The day of the stage");
    private static readonly TextField StageEvidence = new("stageEvidence", "阶段佐证", "The stage's evidence", MaxLength: 200);
    private static readonly TextField StageReason = new("stageReason", "停缓建或终止原因", "The reason of the halt", MaxLength: 500, Lines: true);
    private static readonly TextField StageCorrection = new("stageCorrection", "阶段更正原因", "The reason of the correction", MaxLength: 500, Lines: true);
    private static readonly CodeField<StatisticsStage> StatisticsStage = new("statisticsStage", "统计阶段", "The statistics stage", Project.StatisticsStages);
    private static readonly DateField StatisticsEnteredOn = new("statisticsEnteredOn", "纳统日期", "The day of entry into the statistics");
    private static readonly DecimalField Total = Wan.Field("totalWan", "总投资", "The total investment");
    private static readonly DecimalField Budget = Wan.Field("budgetWan", "国家预算资金", "Budget funds");
    private static readonly DecimalField Loans = Wan.Field("loansWan", "国内贷款", "Domestic loans");
    private static readonly DecimalField Bonds = Wan.Field("bondsWan", "债券", "Bonds");
    private static readonly DecimalField Foreign = Wan.Field("foreignWan", "利用外资", "Foreign investment");
    private static readonly DecimalField SelfRaised = Wan.Field("selfRaisedWan", "自筹资金", "Self-raised funds");
    private static readonly DecimalField OtherSources = Wan.Field("otherSourcesWan", "其他资金", "Other sources");
    private static readonly DecimalField AdjustedTotal = Wan.Field("adjustedTotalWan", "概算调整后总投资", "The adjusted total");
    private static readonly TextField AdjustmentNumber = new("adjustmentNumber", "概算调整文号", "The number of the adjustment", MaxLength: 100);
    private static readonly DateField PlannedStart = new("plannedStart", "计划开工日期", "The planned start");
    private static readonly DateField StartedOn = new("startedOn", "开工日期", "The day of the start");
    private static readonly DateField PlannedCompletion = new("plannedCompletion", "计划竣工日期", "The planned completion");
    private static readonly DateField CompletedOn = new("completedOn", "竣工日期", "The day of completion");
    private static readonly TextField Note = new("note", "说明", "The note", MaxLength: 2_000, Lines: true);

    public override Project Build(Row row)
    {
        var counties = row.Get(Counties) ?? [];
        var project = new Project
        {
            Key = row.GetKey(Key),
            Owner = row.Caller.Organisation,
            Code = row.Find(Code),
            Name = row.Get(Name),
            Unit = row.Get(Unit),
            CreditCode = row.Find(CreditCode),
            LeadUnit = row.Find(LeadUnit),
            ResponsibleUnit = row.Find(ResponsibleUnit),
            Leader = row.Find(Leader),
            Counties = counties,
            SharesPercent = row.Find(Shares) ?? CountyShares.Equal(counties.Length),
            IndustryClass = row.Find(IndustryClass),
            Chain = row.Find(Chain),
            Nature = row.Find(Nature),
            Funding = row.Find(Funding),
            Approval = row.Find(Approval),
            ApprovalNumber = row.Find(ApprovalNumber),
            Tasks = row.Find(Tasks) ?? [],
            Stage = row.Get(Stage),
            StageSince = row.Find(StageSince),
            StageEvidence = row.Find(StageEvidence),
            StageReason = row.Find(StageReason),
            StageCorrection = row.Find(StageCorrection),
            StatisticsStage = row.Find(StatisticsStage),
            StatisticsEnteredOn = row.Find(StatisticsEnteredOn),
            TotalWan = row.Find(Total),
            BudgetWan = row.Find(Budget),
            LoansWan = row.Find(Loans),
            BondsWan = row.Find(Bonds),
            ForeignWan = row.Find(Foreign),
            SelfRaisedWan = row.Find(SelfRaised),
            OtherSourcesWan = row.Find(OtherSources),
            AdjustedTotalWan = row.Find(AdjustedTotal),
            AdjustmentNumber = row.Find(AdjustmentNumber),
            PlannedStart = row.Find(PlannedStart),
            StartedOn = row.Find(StartedOn),
            PlannedCompletion = row.Find(PlannedCompletion),
            CompletedOn = row.Find(CompletedOn),
            Note = row.Find(Note),
        };
        if (row.IsSound)
        {
            ProjectRules.Judge(project, time.Today(), row);
            DoubtCode(project, row);
        }

        return project;
    }

    public override ProjectReported Describe(Project resource) => new(
        resource.Key, resource.Owner, resource.Code?.ToString(), resource.Name, resource.Unit, resource.CreditCode, resource.LeadUnit,
        resource.ResponsibleUnit, resource.Leader, resource.Counties, CountyShares.Read(resource.SharesPercent), resource.IndustryClass,
        resource.Chain, Project.Natures.Write(resource.Nature), Project.Fundings.Write(resource.Funding), Project.Approvals.Write(resource.Approval),
        resource.ApprovalNumber, resource.Tasks, StageGates.Codes.Write(resource.Stage), resource.StageSince, resource.StageEvidence,
        resource.StageReason, resource.StageCorrection, StagePassages.Read(resource.Passages), Project.StatisticsStages.Write(resource.StatisticsStage), resource.StatisticsEnteredOn,
        resource.TotalWan, resource.BudgetWan, resource.LoansWan, resource.BondsWan, resource.ForeignWan, resource.SelfRaisedWan,
        resource.OtherSourcesWan, resource.AdjustedTotalWan, resource.AdjustmentNumber, resource.PlannedStart, resource.StartedOn,
        resource.PlannedCompletion, resource.CompletedOn, resource.Note);

    /// <summary>
    /// A row whose key is the national code of a project that the department had under its own key before is a row of that project: the code
    /// comes late in a project's life, and its history does not begin anew. A stage that goes on keeps its day.
    /// </summary>
    public override async Task<Func<Project, Project>?> Resolve(
        IReadOnlyList<Project> rows, NpgsqlConnection connection, CancellationToken cancellation)
    {
        var known = await NamedProjects.Hold(
            rows.Select(r => r.Key).Concat(rows.Select(r => r.Code?.ToString()).OfType<string>()), connection, cancellation);
        var found = rows.ToDictionary(r => r.Key, Found);
        var spent = await SpentSoFar.Read(found.Values, connection, cancellation);
        var filed = await NamedEvidence.Find(found.Values, connection, cancellation);
        return row =>
        {
            var project = found[row.Key] is { Stored: { } stored } own ? own with { Spent = spent.GetValueOrDefault(stored.Key) } : found[row.Key];
            foreach (var doubt in new[] { SpentSoFar.DoubtOf(project, options.CompletedInvestedPercentFrom), filed.DoubtOf(project) }.OfType<RowNote>())
            {
                project = project.Noting(doubt);
            }

            if (project.CodeHolders.Any(h => h.Owner != row.Owner))
            {
                project = project.Noting(RowNote.Doubt(Fault.Of(Code.Name, PortfolioRefusals.PossibleDuplicate, row.Code), $"{row.Code}"));
            }

            return project.Stored is null || project.Stored.Key == row.Key
                ? project
                : (project with { Key = project.Stored.Key, Code = row.Code ?? ProjectCode.Parse(row.Key) })
                    .Noting(new RowNote(Key.Name, "mapped", row.Key, project.Stored.Key));
        };

        Project Found(Project row) =>
            Continue(row, known.Find(row.Key, row.Owner) is { } own && own.Owner == row.Owner ? own : null, time.Today()) with { CodeHolders = HoldersOf(row, known) };
    }

    public override Task<Func<Project, IEnumerable<Fault>>> Check(
        IReadOnlyList<Project> rows, NpgsqlConnection connection, CancellationToken cancellation)
    {
        var inCall = rows.Where(r => r.Code is not null).ToLookup(r => (r.Owner, r.Code));
        return Task.FromResult<Func<Project, IEnumerable<Fault>>>(row => FaultsOf(row, inCall));
    }

    public override async Task Then(IReadOnlyList<Change<Project>> changes, LogTransaction transaction, CancellationToken cancellation)
    {
        var moved = changes.Where(c => c.Before is null || !c.Before.Passages.SequenceEqual(c.After.Passages)).ToList();
        if (moved.Count == 0)
        {
            return;
        }

        await StagePassages.Keep(moved.ConvertAll(c => (c.After.Key, StagePassages.Read(c.After.Passages))), transaction.Connection, cancellation);
        if (afterMoves is not null)
        {
            await afterMoves(moved, transaction, cancellation);
        }
    }

    private static IEnumerable<Fault> FaultsOf(Project row, ILookup<(string, ProjectCode?), Project> inCall)
    {
        var others = row.CodeHolders.Where(h => h.Owner == row.Owner && h.Key != row.Key).Select(h => h.Key)
            .Concat(row.Code is null ? [] : inCall[(row.Owner, row.Code)].Where(r => r.Key != row.Key).Select(r => r.Key));
        if (others.FirstOrDefault() is { } other)
        {
            yield return Fault.Of(Code.Name, PortfolioRefusals.CodeTaken, row.Code, other);
        }

        foreach (var fault in StageRules.FaultsOf(row).Concat(SpentSoFar.FaultsOf(row)))
        {
            yield return fault;
        }
    }

    /// <summary>A stage that goes on keeps its day, and the words that were said of it.</summary>
    private static Project Continue(Project row, StoredProject? own, DateOnly today)
    {
        var before = own?.Stage == row.Stage ? own : null;
        return row with
        {
            Stored = own,
            StageSince = row.StageSince ?? before?.StageSince,
            StageEvidence = row.StageEvidence ?? before?.StageEvidence,
            StageReason = row.StageReason ?? before?.StageReason,
            StageCorrection = row.StageCorrection ?? before?.StageCorrection,
            Passages = StagePassages.After(own?.Passages ?? [], row.Stage, row.StageSince, today),
        };
    }

    private static IReadOnlyList<StoredProject> HoldersOf(Project row, NamedProjects known) =>
        row.Code is { } code ? [.. known.HoldersOf(code.ToString())] : [];

    private void DoubtCode(Project project, Row row)
    {
        var doubt = project.Code?.Doubt switch
        {
            ProjectCodeDoubt.CheckDigit => Fault.Of(Code.Name, PortfolioRefusals.CodeCheckDigit, Code.Zh, Code.En),
            ProjectCodeDoubt.ShortSerial => Fault.Of(Code.Name, PortfolioRefusals.CodeShortSerial, Code.Zh, Code.En),
            _ => null,
        };
        if (doubt is not null && project.Code?.Doubt == ProjectCodeDoubt.CheckDigit && options.RefuseFailedCheckDigit)
        {
            row.Refuse(doubt);
        }
        else if (doubt is not null)
        {
            row.Say(RowNote.Doubt(doubt, $"{project.Code}"));
        }
    }
}
