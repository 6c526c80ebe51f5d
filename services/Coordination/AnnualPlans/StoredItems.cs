using Cluster.Coordination.ReadModels;
using Cluster.Ingestion;
using Cluster.ServiceDefaults;
using Npgsql;

namespace Cluster.Coordination.AnnualPlans;

/// <summary>What the database has of the entries that a call is about, of their plans, and of what they refer to.</summary>
internal sealed class StoredItems
{
    public const string Columns = """
        i.key, i.owner, i.year, i.task, i.measure, i.goal, i.milestones, i.figure, i.figure_value, i.projects, i.co_operators, i.joint_with,
        i.dropped_reason, i.version
        """;

    /// <summary>The leads answer for a task; where the plan names none, those who co-operate do.</summary>
    public const string ResponsibleSql = "case leads when '{}' then co_operators else leads end";

    /// <summary>Held against the office's and the department's own steps: what is pushed is in the plan that is submitted, or comes too late for it.</summary>
    private const string PlansSql = $"select {StoredPlans.Columns} from annual_plans p where p.key = any($1) order by p.key for share";

    private const string ItemsSql = $"select {Columns} from annual_plan_items i where i.key = any($1)";
    private const string TasksSql = $"select key, {ResponsibleSql} from tasks where key = any($1)";
    private const string MeasuresSql = "select key from measures where key = any($1)";
    private const string ProjectsSql = "select key from pool_projects where key = any($1)";

    private Dictionary<string, AnnualPlan> _plans = [];
    private Dictionary<string, PlanItem> _items = [];
    private Dictionary<string, string[]> _responsible = [];
    private HashSet<string> _measures = [];
    private HashSet<string> _projects = [];

    private StoredItems()
    {
    }

    public static async Task<StoredItems> Look(IReadOnlyList<PlanItem> rows, NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var batch = new NpgsqlBatch(connection);
        foreach (var (sql, keys) in new (string, IEnumerable<string>)[]
        {
            (PlansSql, rows.Select(r => r.Plan)), (ItemsSql, rows.Select(r => r.Key)), (TasksSql, rows.Select(r => r.Task)),
            (MeasuresSql, rows.Select(r => r.Figure).OfType<string>()), (ProjectsSql, rows.SelectMany(r => r.Projects)),
        })
        {
            batch.BatchCommands.Add(new(sql) { Parameters = { new() { Value = keys.Distinct().ToArray() } } });
        }

        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        return new StoredItems
        {
            _plans = (await reader.ReadResult(StoredPlans.Read, cancellation)).ToDictionary(plan => plan.Key),
            _items = (await reader.ReadResult(Read, cancellation)).ToDictionary(item => item.Key),
            _responsible = (await reader.ReadResult(row => (Task: row.GetString(0), Units: row.GetFieldValue<string[]>(1)), cancellation))
                .ToDictionary(r => r.Task, r => r.Units),
            _measures = [.. await reader.ReadResult(row => row.GetString(0), cancellation)],
            _projects = [.. await reader.ReadResult(row => row.GetString(0), cancellation)],
        };
    }

    /// <summary>Null where there is no such task.</summary>
    public string[]? ResponsibleFor(string task) => _responsible.GetValueOrDefault(task);

    public bool HasMeasure(string code) => _measures.Contains(code);

    public bool HasProject(string key) => _projects.Contains(key);

    /// <summary>Why the entry cannot be changed so now; what is said again changes nothing.</summary>
    public Fault? FaultOfState(PlanItem item)
    {
        var before = _items.GetValueOrDefault(item.Key);
        if (before is not null && before.Owner != item.Owner)
        {
            return null; // which is refused as such
        }

        if (before is not null && before.Year != item.Year)
        {
            return Fault.Of("year", AnnualPlanRefusals.ItemOfYear, item.Key, before.Year).Allowing([$"{before.Year}"]);
        }

        string[] changed = [.. PlanDifference.Changed(before, item).Select(field => field.Name)];
        if (changed.Length == 0 || _plans.GetValueOrDefault(item.Plan) is not { } plan)
        {
            return null;
        }

        return plan.State switch
        {
            PlanState.Draft => null,
            PlanState.Returned => plan.Notes.Count == 0 ? null : Closed(plan, item, before, changed),
            _ => Fault.Of(
                "$", plan.State == PlanState.Submitted ? AnnualPlanRefusals.WaitsForOffice : AnnualPlanRefusals.Frozen, plan.Year, plan.Organisation,
                plan.EnteredBy, $"{plan.EnteredAt.AtEdge():yyyy-MM-dd HH:mm:ss}"),
        };
    }

    /// <summary>In a returned plan only what the office's notes are on is open; a note on an entry as a whole opens all of it, and one on * all of the plan.</summary>
    private static Fault? Closed(AnnualPlan plan, PlanItem item, PlanItem? before, string[] changed)
    {
        if (plan.Notes.ContainsKey(AnnualPlan.All) || (before is not null && plan.Notes.ContainsKey($"{item.Key}/{AnnualPlan.All}")))
        {
            return null;
        }

        var closed = before is null ? item.Key : Array.Find(changed, field => !plan.Notes.ContainsKey($"{item.Key}/{field}"));
        return closed is null ? null : Fault.Of(before is null ? "key" : closed, AnnualPlanRefusals.NotReopened, closed).Allowing([.. plan.Notes.Keys]);
    }

    public static PlanItem Read(NpgsqlDataReader reader) => new()
    {
        Key = reader.GetString(0),
        Owner = reader.GetString(1),
        Year = reader.GetInt32(2),
        Task = reader.GetString(3),
        Measure = reader.GetString(4),
        Goal = reader.GetText(5),
        Milestones = reader.GetFieldValue<string[]>(6),
        Figure = reader.GetText(7),
        FigureValue = reader.GetFieldValue<decimal?>(8),
        Projects = reader.GetFieldValue<string[]>(9),
        CoOperators = reader.GetFieldValue<string[]>(10),
        JointWith = reader.GetFieldValue<string[]>(11),
        DroppedReason = reader.GetText(12),
        Version = reader.GetInt64(13),
    };
}
