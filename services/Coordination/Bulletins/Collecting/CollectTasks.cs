using Cluster.Contracts;
using Cluster.Coordination.Overview;
using Cluster.Coordination.Progress;
using Cluster.Coordination.Rankings;
using Cluster.Portfolio.Dispatch;
using Npgsql;

namespace Cluster.Coordination.Bulletins.Collecting;

/// <summary>Where the tasks stand by what was reported up to the quarter: later reports tell of later quarters.</summary>
internal static class CollectTasks
{
    /// <summary>Of each organisation its newest report that is not after the quarter. A plan that begins later is none of the quarter's business.</summary>
    private const string Sql = """
        select th.key, th.title, t.key, t.leads, t.co_operators, r.organisation, r.period, r.progress_percent, r.state
        from tasks t
        join themes th on th.key = t.theme
        left join plans p on p.key = th.plan
        left join lateral (
            select distinct on (r.organisation) r.organisation, r.period, r.progress_percent, r.state from progress_reports r
            where r.task = t.key and r.period <= $1
            order by r.organisation, r.period desc) r on true
        where p.period_start is null or p.period_start <= $2
        order by th.ordinal, t.ordinal, t.key
        """;

    private const string NotReportedName = "未报";

    public static readonly (string State, string Name)[] States =
        [(GetOverview.NotReported, NotReportedName), .. ProgressReport.States.Words.Select(w => (w.Code, w.Zh))];

    public static async Task<TaskFigures> Read(Quarter quarter, NpgsqlConnection connection, CancellationToken cancellation)
    {
        var tasks = await ReadTasks(quarter, connection, cancellation);
        return new TaskFigures(
            $"/api/coordination/progress-reports?period.lte={quarter}", tasks.Count, Count(tasks),
            [.. tasks.GroupBy(t => (t.Theme, t.ThemeTitle)).Select(g => new ThemeTasks(g.Key.Theme, g.Key.ThemeTitle, g.Count(), Count(g)))],
            DepartmentsOf(quarter, tasks));
    }

    private static List<DepartmentTasks> DepartmentsOf(Quarter quarter, List<ReportedTask> tasks)
    {
        var departments = (
            from task in tasks
            from lead in task.Leads
            group task by lead into led
            let reported = led.Count(t => t.Reports.Exists(r => r.Organisation == led.Key && r.Period == quarter))
            orderby led.Count() descending, led.Key
            select new DepartmentTasks(
                led.Key, led.Count(), reported, led.Count(t => StateOf(t) == ProgressReport.States.Write(ProgressState.Completed)),
                Printed.Percent(reported, led.Count()), RateRank: null)).ToList();
        var ranks = Ranks.Of([.. departments.Select(d => d.ReportedPercent)]);
        return [.. departments.Select((department, index) => department with { RateRank = ranks[index] })];
    }

    private static List<StateCount> Count(IEnumerable<ReportedTask> tasks)
    {
        var counts = tasks.CountBy(StateOf).ToDictionary();
        return [.. States.Select(s => new StateCount(s.State, s.Name, counts.GetValueOrDefault(s.State)))];
    }

    private static string StateOf(ReportedTask task) =>
        ProgressReport.States.Write(TaskStanding.Of(task.Leads, task.CoOperators, task.Reports).State) ?? GetOverview.NotReported;

    private static async Task<List<ReportedTask>> ReadTasks(Quarter quarter, NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(Sql, connection)
        {
            Parameters = { new() { Value = quarter.ToString() }, new() { Value = quarter.LastDay } },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var tasks = new List<ReportedTask>();
        while (await reader.ReadAsync(cancellation))
        {
            if (tasks.Count == 0 || tasks[^1].Key != reader.GetString(2))
            {
                tasks.Add(new ReportedTask(
                    reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetFieldValue<string[]>(3), reader.GetFieldValue<string[]>(4), []));
            }

            if (!await reader.IsDBNullAsync(5, cancellation))
            {
                // When a report came is nothing to where its task stands.
                tasks[^1].Reports.Add(new LatestReport(
                    reader.GetString(5), Quarter.Parse(reader.GetString(6)), reader.GetDecimal(7), ProgressReport.States.Parse(reader.GetString(8)),
                    ReportedAt: default));
            }
        }

        return tasks;
    }

    private sealed record ReportedTask(
        string Theme, string ThemeTitle, string Key, string[] Leads, string[] CoOperators, List<LatestReport> Reports);
}
