using Cluster.Contracts.Coordination;
using Cluster.Ingestion;
using Cluster.ServiceDefaults;
using Npgsql;

namespace Cluster.Coordination.Plan;

/// <summary>The office records the plan's targets (目标): those that give a number or a date, and one that gives neither.</summary>
public sealed class PushTargets() : Push<Target, TargetRecorded>(
    "coordination", "targets", [Key, Indicator, IndicatorEn], [Task, Comparison, Value, Unit, Due, DueNote, Note])
{
    private static readonly TextField Key = new("key", "目标编号", "The target's number", MaxLength: 10);
    private static readonly TextField Task = new("task", "任务", "The task", MaxLength: 10);
    private static readonly TextField Indicator = new("indicator", "指标", "The indicator", MaxLength: 200);
    private static readonly TextField IndicatorEn = new("indicatorEn", "英文指标", "The indicator in English", MaxLength: 300);
    private static readonly CodeField<Comparison> Comparison = new("comparison", "比较方式", "The comparison", Target.Comparisons);
    private static readonly DecimalField Value = new("value", "目标值", "The target value", "", 0m, 1_000_000_000m, 6);
    private static readonly TextField Unit = new("unit", "单位", "The unit", MaxLength: 40);
    private static readonly DateField Due = new("due", "期限", "The due day");
    private static readonly TextField DueNote = new("dueNote", "期限说明", "The note on the due day", MaxLength: 200);
    private static readonly TextField Note = new("note", "说明", "The note", MaxLength: 500, Lines: true);

    public override IReadOnlyList<string> Writers => [Roles.Office];

    public override Target Build(Row row)
    {
        var target = new Target
        {
            Key = row.GetKey(Key),
            Owner = row.Caller.Organisation,
            Task = row.Find(Task),
            Indicator = row.Get(Indicator),
            IndicatorEn = row.Get(IndicatorEn),
            Comparison = row.Find(Comparison),
            Value = row.Find(Value),
            Unit = row.Find(Unit),
            Due = row.Find(Due),
            DueNote = row.Find(DueNote),
            Note = row.Find(Note),
        };
        if (target is { Comparison: not null, Value: null })
        {
            row.Refuse(Fault.Of(Value.Name, CoordinationRefusals.TargetWithoutValue));
        }

        return target;
    }

    public override TargetRecorded Describe(Target resource) => new(
        resource.Key, resource.Task, resource.Indicator, resource.IndicatorEn, Target.Comparisons.Write(resource.Comparison),
        resource.Value, resource.Unit, resource.Due, resource.DueNote, resource.Note);

    public override async Task<Func<Target, IEnumerable<Fault>>> Check(
        IReadOnlyList<Target> rows, NpgsqlConnection connection, CancellationToken cancellation)
    {
        var tasks = await connection.ReadKeys("tasks", cancellation);
        var periods = await PlanPeriods.Read([.. rows.Select(r => r.Task).OfType<string>()], connection, cancellation);
        return row => row.Task is not null && !tasks.Contains(row.Task)
            ? [Fault.Of(Task.Name, CoordinationRefusals.UnknownTask, row.Task).Allowing(tasks)]
            : row.Due is { } due && periods.FaultOf(Due.Name, row.Task, due, due, $"{due:yyyy-MM-dd}") is { } outside ? [outside] : [];
    }
}
