using Cluster.Coordination.Overview;
using Cluster.Coordination.ReadModels;
using Cluster.Coordination.Supervision;
using Cluster.Ingestion;
using Cluster.Ingestion.Past;
using Cluster.ServiceDefaults;
using Npgsql;

namespace Cluster.Coordination.Plan;

/// <summary>A plan from its themes to its targets, in the text's own numbering (计划台账). Each level counts a task once.</summary>
/// <param name="TextSha256">Null as long as its text is not kept.</param>
/// <param name="States">Tasks per state; they add up to <paramref name="Tasks"/>.</param>
/// <param name="Roles">By organisation, each task once for it: as a lead, or else as a co-operator.</param>
public sealed record ActionPlanTree(
    string Key, string Title, string TitleEn, string? DocumentNumber, DateOnly PeriodStart, DateOnly PeriodEnd, string? TextSha256, int Tasks,
    IReadOnlyDictionary<string, int> States, IReadOnlyList<ThemeNode> Themes, IReadOnlyList<RoleCount> Roles);

public sealed record ThemeNode(
    string Id, int Ordinal, string Title, string TitleEn, int Tasks, IReadOnlyDictionary<string, int> States, IReadOnlyList<SubsectionNode> Subsections);

public sealed record SubsectionNode(
    string Id, int Ordinal, string Title, string TitleEn, int Tasks, IReadOnlyDictionary<string, int> States, IReadOnlyList<TaskNode> Children);

public sealed record TaskNode(
    string Id, string Clause, int Ordinal, string Title, string TitleEn, QuotationView? Quotation, IReadOnlyList<string> Leads,
    IReadOnlyList<string> CoOperators, IReadOnlyList<string> Implementers, IReadOnlyList<MeasureView> Measures, string State, decimal? ProgressPercent,
    IReadOnlyList<TargetNode> Targets);

/// <summary>Where the plan's text says it (引文).</summary>
/// <param name="Holds">Whether the text that is kept still says so there.</param>
/// <param name="Text">What stands there; null where no text is kept or it ends before.</param>
public sealed record QuotationView(int Offset, int Length, string Sha256, bool Holds, string? Text);

public sealed record TargetNode(string Key, string Indicator, string IndicatorEn, string? Comparison, decimal? Value, string? Unit, DateOnly? Due, string? DueNote);

public sealed record RoleCount(string Organisation, int Leads, int CoOperates);

internal static class GetPlanTree
{
    private const string Sql = """
        select p.key, p.title, p.title_en, p.document_number, p.period_start, p.period_end, x.text
        from plans p left join plan_texts x on x.key = p.key where p.key = $1;

        select h.key, h.ordinal, h.title, h.title_en from themes h where h.plan = $1 order by h.ordinal;

        select s.key, s.theme, s.ordinal, s.title, s.title_en from subsections s join themes h on h.key = s.theme where h.plan = $1 order by s.ordinal;

        select g.task, g.key, g.indicator, g.indicator_en, g.comparison, g.value, g.unit, g.due, g.due_note
        from targets g join tasks t on t.key = g.task join themes h on h.key = t.theme where h.plan = $1 order by g.key;

        select t.subsection, t.key, t.clause, t.ordinal, t.title, t.title_en, t.quote_offset, t.quote_length, t.quote_sha256, t.leads, t.co_operators,
            t.implementers, t.measures, t.measures_en, s.state, s.progress_percent
        from tasks t join themes h on h.key = t.theme left join task_standings s on s.task = t.key where h.plan = $1 order by t.ordinal
        """;

    public static void MapPlanTree(this RouteGroupBuilder api) =>
        api.MapGet("plans/{key}/tree", async (NpgsqlDataSource database, TimeProvider time, string key, string? asOf, CancellationToken cancellation) =>
        {
            await using var connection = await database.OpenAsOf(AsOf.Day(asOf, time), cancellation);
            return await Read(connection, SqlText.Asked(ResourceEndpoints.KeyIn(key)), cancellation) is { } tree
                ? Results.Ok(tree) : Problem.Of(ServiceDefaults.Refusals.NotFound).AsResult();
        })
            .WithSummary("计划台账：板块、小节、任务、举措和目标，可查任一天 A plan from its themes to its targets, of any day").Produces<ActionPlanTree>();

    public static async Task<ActionPlanTree?> Read(AsOfConnection connection, string key, CancellationToken cancellation)
    {
        await using var batch = connection.Batch(Sql.Split(';'), key);
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        if (!await reader.ReadAsync(cancellation))
        {
            return null;
        }

        var text = reader.GetText(6);
        var plan = new ActionPlanTree(
            reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetText(3), reader.GetFieldValue<DateOnly>(4),
            reader.GetFieldValue<DateOnly>(5), text is null ? null : PlanText.HashOf(text), 0, GetOverview.Add([]), [], []);
        await reader.NextResultAsync(cancellation);
        var themes = await reader.ReadResult(
            row => new ThemeNode(row.GetString(0), row.GetInt32(1), row.GetString(2), row.GetString(3), 0, plan.States, []), cancellation);
        var subsections = await reader.ReadResult(
            row => (
                Theme: row.GetString(1), Node: new SubsectionNode(row.GetString(0), row.GetInt32(2), row.GetString(3), row.GetString(4), 0, plan.States, [])),
            cancellation);
        var targets = (await reader.ReadResult(row => (Task: row.GetString(0), Node: TargetIn(row)), cancellation)).ToLookup(t => t.Task, t => t.Node);
        var tasks = await reader.ReadResult(row => (Subsection: row.GetString(0), Node: TaskIn(row, text, targets)), cancellation);
        return Grow(plan, themes, subsections, tasks);
    }

    /// <summary>From the leaves up, each level the sum of those below it: a task stands in one place.</summary>
    private static ActionPlanTree Grow(
        ActionPlanTree plan, List<ThemeNode> themes, List<(string Theme, SubsectionNode Node)> subsections, List<(string Subsection, TaskNode Node)> tasks)
    {
        var tasksOf = tasks.ToLookup(t => t.Subsection, t => t.Node);
        var subsectionsOf = subsections.ToLookup(s => s.Theme, s => s.Node with
        {
            Tasks = tasksOf[s.Node.Id].Count(), States = Counted(tasksOf[s.Node.Id]), Children = [.. tasksOf[s.Node.Id]],
        });
        var grown = themes.ConvertAll(theme => theme with
        {
            Tasks = subsectionsOf[theme.Id].Sum(s => s.Tasks),
            States = GetOverview.Add(subsectionsOf[theme.Id].Select(s => s.States)),
            Subsections = [.. subsectionsOf[theme.Id]],
        });
        return plan with
        {
            Tasks = grown.Sum(t => t.Tasks), States = GetOverview.Add(grown.Select(t => t.States)), Themes = grown, Roles = RolesIn(tasks.ConvertAll(t => t.Node)),
        };
    }

    private static Dictionary<string, int> Counted(IEnumerable<TaskNode> tasks)
    {
        var counted = GetOverview.Add([]);
        foreach (var task in tasks)
        {
            counted[task.State]++;
        }

        return counted;
    }

    private static List<RoleCount> RolesIn(List<TaskNode> tasks) =>
        [.. from organisation in tasks.SelectMany(t => t.Leads.Concat(t.CoOperators)).Distinct()
            let leads = tasks.Count(t => t.Leads.Contains(organisation))
            let others = tasks.Count(t => t.CoOperators.Contains(organisation) && !t.Leads.Contains(organisation))
            orderby leads descending, others descending, organisation
            select new RoleCount(organisation, leads, others)];

    private static TargetNode TargetIn(NpgsqlDataReader reader) => new(
        reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetText(4), reader.GetFieldValue<decimal?>(5), reader.GetText(6),
        reader.GetFieldValue<DateOnly?>(7), reader.GetText(8));

    private static TaskNode TaskIn(NpgsqlDataReader reader, string? text, ILookup<string, TargetNode> targets)
    {
        var english = reader.GetFieldValue<string[]>(13);
        return new TaskNode(
            reader.GetString(1), reader.GetString(2), reader.GetInt32(3), reader.GetString(4), reader.GetString(5),
            reader.IsDBNull(6) ? null : Quote(text, reader.GetInt32(6), reader.GetInt32(7), reader.GetString(8)), reader.GetFieldValue<string[]>(9),
            reader.GetFieldValue<string[]>(10), reader.GetFieldValue<string[]>(11),
            [.. reader.GetFieldValue<string[]>(12).Select((zh, i) => new MeasureView(i + 1, zh, english.ElementAtOrDefault(i)))],
            reader.GetText(14) ?? GetOverview.NotReported, reader.GetFieldValue<decimal?>(15), [.. targets[reader.GetString(1)]]);
    }

    private static QuotationView Quote(string? text, int offset, int length, string sha256)
    {
        var quoted = text is not null && offset + length <= text.Length ? text.Substring(offset, length) : null;
        return new QuotationView(offset, length, sha256, quoted is not null && PlanText.HashOf(quoted) == sha256, quoted);
    }
}
