using Cluster.Contracts.Coordination;
using Cluster.Coordination.Organisations;
using Cluster.Coordination.Plan;
using Cluster.Ingestion;
using Cluster.Messaging;
using Cluster.ServiceDefaults;
using Npgsql;

namespace Cluster.Coordination.AnnualPlans;

/// <summary>
/// A lead fills in its task breakdown table (任务分解表). It may do so while its plan is a draft, and in a returned plan where the office's notes
/// say so; a submitted or accepted one stands.
/// </summary>
public sealed class PushPlanItems() : Push<PlanItem, PlanItemRecorded>(
    "coordination", Name, [Key, Year, Task, Measure], [Goal, Milestones, FigureCode, FigureValue, Projects, CoOperators, JointWith, DroppedReason])
{
    public const string Name = "annual-plan-items";
    public const int YearMin = 2000;
    public const int YearMax = 2100;

    private const int WordsMax = 500;
    private const decimal ValueMax = 1_000_000_000_000m;

    private static readonly TextField Key = new("key", "条目编号", "The entry's key", MaxLength: 60);
    private static readonly IntegerField Year = new("year", "年度", "The year", "", YearMin, YearMax);
    private static readonly TextField Task = new("task", "任务", "The task", MaxLength: 10) { RefersTo = PlanTask.Referred };
    private static readonly TextField Measure = new("measure", "具体举措", "The measure", WordsMax, Lines: true);
    private static readonly TextField Goal = new("goal", "年度目标", "The goal of the year", WordsMax, Lines: true);
    private static readonly TextListField Milestones = new("milestones", "时间节点", "The milestones", MaxLength: 200, MaxCount: 40);
    private static readonly TextField FigureCode = new("figure", "年度指标", "The figure", MaxLength: 60) { RefersTo = Figures.Measure.Referred };
    private static readonly DecimalField FigureValue = new("figureValue", "年度指标值", "The figure's value", "", -ValueMax, ValueMax, 6);
    private static readonly TextListField Projects = new("projects", "项目清单", "The projects", MaxLength: 140, MaxCount: 200);
    private static readonly TextListField CoOperators = new("coOperators", "配合单位", "The co-operators", MaxLength: 60, MaxCount: 60);
    private static readonly TextListField JointWith = new("jointWith", "共同牵头单位", "The joint leads", MaxLength: 60, MaxCount: 10);
    private static readonly TextField DroppedReason = new("droppedReason", "取消原因", "Why it was dropped", WordsMax, Lines: true);

    /// <summary>What a note of a return may be on, and what two revisions are compared by, in the order of the table.</summary>
    internal static readonly IReadOnlyList<Field> Compared =
        [Task, Measure, Goal, Milestones, FigureCode, FigureValue, Projects, CoOperators, JointWith, DroppedReason];

    public override PlanItem Build(Row row)
    {
        var item = new PlanItem
        {
            Key = row.GetKey(Key),
            Owner = row.Caller.Organisation,
            Year = (int)row.Get(Year),
            Task = row.Get(Task),
            Measure = row.Get(Measure),
            Goal = row.Find(Goal),
            Milestones = row.Find(Milestones) ?? [],
            Figure = row.Find(FigureCode),
            FigureValue = row.Find(FigureValue),
            Projects = row.Find(Projects) ?? [],
            CoOperators = row.Find(CoOperators) ?? [],
            JointWith = row.Find(JointWith) ?? [],
            DroppedReason = row.Find(DroppedReason),
        };
        if ((item.Figure is null) != (item.FigureValue is null))
        {
            row.Refuse(Fault.Of(item.Figure is null ? FigureCode.Name : FigureValue.Name, AnnualPlanRefusals.FigureHalf));
        }

        return item with { Milestones = InOrder(item, row) };
    }

    public override PlanItemRecorded Describe(PlanItem resource) => new(
        resource.Key, resource.Owner, resource.Year, resource.Task, resource.Measure, resource.Goal, resource.Milestones, resource.Figure,
        resource.FigureValue, resource.Projects, resource.CoOperators, resource.JointWith, resource.DroppedReason);

    public override async Task<Func<PlanItem, PlanItem>?> Resolve(NpgsqlConnection connection, CancellationToken cancellation)
    {
        var names = await OrganisationNames.Read(connection, cancellation);
        return item => item with { CoOperators = names.Resolve(item.CoOperators), JointWith = names.Resolve(item.JointWith) };
    }

    public override async Task<Func<PlanItem, IEnumerable<Fault>>> Check(
        IReadOnlyList<PlanItem> rows, NpgsqlConnection connection, CancellationToken cancellation)
    {
        var names = await OrganisationNames.Read(connection, cancellation);
        var stored = await StoredItems.Look(rows, connection, cancellation);
        var periods = await PlanPeriods.Read([.. rows.Select(r => r.Task).Distinct()], connection, cancellation);
        return item =>
        [
            .. FaultsOfPlaces(item, stored, names),
            .. periods.FaultOf(Year.Name, item.Task, new(item.Year, 1, 1), new(item.Year, 12, 31), $"{item.Year}") is { } outside ? [outside] : Array.Empty<Fault>(),
            .. stored.FaultOfState(item) is { } fault ? [fault] : Array.Empty<Fault>(),
        ];
    }

    public override Task Then(IReadOnlyList<Change<PlanItem>> changes, LogTransaction transaction, CancellationToken cancellation) =>
        StoredPlans.Open([.. changes.Select(c => (c.After.Year, c.After.Owner)).Distinct()], transaction, cancellation);

    private static string[] InOrder(PlanItem item, Row row)
    {
        var milestones = new List<PlanMilestone>();
        foreach (var text in item.Milestones)
        {
            if (PlanMilestone.Parse(text) is not { } milestone)
            {
                row.Refuse(Fault.Of(Milestones.Name, AnnualPlanRefusals.MilestoneShape, Refusal.Repeat(text)).Allowing(["2026-06-30 完成路基"]));
            }
            else if (milestone.Day.Year != item.Year)
            {
                row.Refuse(Fault.Of(Milestones.Name, AnnualPlanRefusals.MilestoneYear, $"{milestone.Day:yyyy-MM-dd}", item.Year)
                    .Allowing([$"{item.Year}-01-01 … {item.Year}-12-31"]));
            }
            else
            {
                milestones.Add(milestone);
            }
        }

        return [.. milestones.OrderBy(m => m.Day).Select(m => m.ToString())];
    }

    private static IEnumerable<Fault> FaultsOfPlaces(PlanItem item, StoredItems stored, OrganisationNames names)
    {
        if (stored.ResponsibleFor(item.Task) is not { } responsible)
        {
            yield return Fault.Of(Task.Name, CoordinationRefusals.UnknownTask, item.Task);
        }
        else
        {
            if (!responsible.Contains(item.Owner))
            {
                yield return Fault.Of(Task.Name, AnnualPlanRefusals.NotLead, item.Owner, item.Task).Allowing(responsible);
            }

            foreach (var other in item.JointWith.Where(unit => unit == item.Owner || !responsible.Contains(unit)))
            {
                yield return Fault.Of(JointWith.Name, AnnualPlanRefusals.NotJointLead, Refusal.Repeat(other), item.Task)
                    .Allowing([.. responsible.Where(unit => unit != item.Owner)]);
            }
        }

        if (item.Figure is { } figure && !stored.HasMeasure(figure))
        {
            yield return Fault.Of(FigureCode.Name, CoordinationRefusals.UnknownMeasure, Refusal.Repeat(figure));
        }

        foreach (var project in item.Projects.Where(project => !stored.HasProject(project)))
        {
            yield return Fault.Of(Projects.Name, AnnualPlanRefusals.UnknownProject, Refusal.Repeat(project));
        }

        foreach (var unit in item.CoOperators.Where(unit => !names.IsRegistered(unit)))
        {
            yield return Fault.Of(CoOperators.Name, CoordinationRefusals.UnknownOrganisation, Refusal.Repeat(unit));
        }
    }
}
