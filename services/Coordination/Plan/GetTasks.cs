using Cluster.Coordination.Overview;
using Cluster.Coordination.Progress;
using Cluster.Coordination.ReadModels;
using Cluster.Ingestion;
using Cluster.ServiceDefaults;
using Npgsql;

namespace Cluster.Coordination.Plan;

/// <summary>A task with its roles, its measures and where it stands.</summary>
public sealed record TaskView(
    string Id, string Clause, string Theme, string Subsection, int Ordinal, string Title, string TitleEn,
    IReadOnlyList<string> Leads, IReadOnlyList<string> CoOperators, IReadOnlyList<string> Implementers, string? Note,
    IReadOnlyList<MeasureView> Measures, string State, decimal? ProgressPercent, string? ReportedFor, DateTimeOffset? ReportedAt);

public sealed record MeasureView(int Ordinal, string Zh, string? En);

/// <summary>One task with its targets and each organisation's newest report.</summary>
public sealed record TaskDetail(TaskView Task, IReadOnlyList<string> Targets, IReadOnlyList<LatestReport> Reports);

internal static class GetTasks
{
    private const int PageSizeDefault = 100;

    private const string Sql = """
        select t.key, t.clause, t.theme, t.subsection, t.ordinal, t.title, t.title_en, t.leads, t.co_operators, t.implementers, t.note,
               t.measures, t.measures_en, s.state, s.progress_percent, s.reported_for, s.reported_at
        from tasks t left join task_standings s on s.task = t.key
        where t.key > $1 and ($2 is null or t.key = $2)
        order by t.key
        limit $3
        """;

    private const string DetailSql = """
        select key from targets where task = $1 order by key;
        select organisation, period, progress_percent, state, reported_at from latest_reports where task = $1 order by organisation
        """;

    public static void MapTasks(this RouteGroupBuilder api)
    {
        api.MapGet("tasks", async (NpgsqlDataSource database, int? pageSize, string? after, CancellationToken cancellation) =>
        {
            var size = Math.Clamp(pageSize ?? PageSizeDefault, 1, ResourceEndpoints.PageSizeMax);
            var tasks = await Read(database, after ?? "", task: null, size + 1, cancellation);
            return new Page<TaskView>([.. tasks.Take(size)], tasks.Count > size ? tasks[size - 1].Id : null);
        }).WithSummary("任务 The tasks");
        api.MapGet("tasks/{id}", async (NpgsqlDataSource database, string id, CancellationToken cancellation) =>
            await Read(database, "", id, 1, cancellation) is [var task]
                ? Results.Ok(await Detail(database, task, cancellation))
                : Problem.Of(ServiceDefaults.Refusals.NotFound).AsResult())
            .WithSummary("一项任务及其目标和进展 One task with its targets and reports").Produces<TaskDetail>();
    }

    private static async Task<List<TaskView>> Read(
        NpgsqlDataSource database, string after, string? task, int limit, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(Sql);
        command.Parameters.Add(new() { Value = after });
        command.Parameters.Add(new() { Value = task ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text });
        command.Parameters.Add(new() { Value = limit });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var tasks = new List<TaskView>();
        while (await reader.ReadAsync(cancellation))
        {
            var english = reader.GetFieldValue<string[]>(12);
            tasks.Add(new TaskView(
                reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetInt32(4),
                reader.GetString(5), reader.GetString(6), reader.GetFieldValue<string[]>(7), reader.GetFieldValue<string[]>(8),
                reader.GetFieldValue<string[]>(9), reader.GetText(10),
                [.. reader.GetFieldValue<string[]>(11).Select((zh, i) => new MeasureView(i + 1, zh, english.ElementAtOrDefault(i)))],
                reader.GetText(13) ?? GetOverview.NotReported, reader.GetFieldValue<decimal?>(14),
                reader.GetText(15), reader.GetFieldValue<DateTimeOffset?>(16)));
        }

        return tasks;
    }

    private static async Task<TaskDetail> Detail(NpgsqlDataSource database, TaskView task, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var batch = new NpgsqlBatch(connection);
        foreach (var sql in DetailSql.Split(';'))
        {
            batch.BatchCommands.Add(new(sql) { Parameters = { new() { Value = task.Id } } });
        }

        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        var targets = new List<string>();
        while (await reader.ReadAsync(cancellation))
        {
            targets.Add(reader.GetString(0));
        }

        await reader.NextResultAsync(cancellation);
        var reports = new List<LatestReport>();
        while (await reader.ReadAsync(cancellation))
        {
            reports.Add(new LatestReport(
                reader.GetString(0), Contracts.Quarter.Parse(reader.GetString(1)), reader.GetDecimal(2),
                ProgressReport.States.Parse(reader.GetString(3)), reader.GetFieldValue<DateTimeOffset>(4)));
        }

        return new TaskDetail(task, targets, reports);
    }
}
