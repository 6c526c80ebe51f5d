using Cluster.Contracts.Coordination;
using Cluster.Coordination.Overview;
using Cluster.Coordination.Progress;
using Cluster.Coordination.ReadModels;
using Cluster.Ingestion;
using Cluster.Ingestion.Lists;
using Cluster.Ingestion.Past;
using Cluster.ServiceDefaults;
using Npgsql;

namespace Cluster.Coordination.Plan;

/// <summary>A task with its roles, its measures and where it stands.</summary>
public sealed record TaskView(
    string Id, string Clause, string Theme, string Subsection, int Ordinal, string Title, string TitleEn,
    IReadOnlyList<string> Leads, IReadOnlyList<string> CoOperators, IReadOnlyList<string> Implementers, string? Note,
    IReadOnlyList<MeasureView> Measures, string State, decimal? ProgressPercent, string? ReportedFor, DateTimeOffset? ReportedAt);

public sealed record MeasureView(int Ordinal, string Zh, string? En);

/// <summary>One task with its targets, each organisation's newest report, and how each target stands.</summary>
public sealed record TaskDetail(
    TaskView Task, IReadOnlyList<string> Targets, IReadOnlyList<LatestReport> Reports, IReadOnlyList<IndicatorSummary> Indicators);

internal static class GetTasks
{
    private const string Selection = """
        t.key, t.clause, t.theme, t.subsection, t.ordinal, t.title, t.title_en, t.leads, t.co_operators, t.implementers, t.note,
        t.measures, t.measures_en, s.state, s.progress_percent, s.reported_for, s.reported_at
        """;

    private const string Join = "left join task_standings s on s.task = t.key";
    private const string OneSql = $"select {Selection} from tasks t {Join} where t.key = $1";

    private const string DetailSql = $"""
        {ReadIndicators.Selection} where g.task = $1 order by g.key;
        select organisation, period, progress_percent, state, reported_at from latest_reports where task = $1 order by organisation
        """;

    private static readonly Codes<ShownState> States = new(
    [
        (ShownState.NotReported, GetOverview.NotReported, "未报"),
        .. ProgressReport.States.Words.Select((word, i) => ((ShownState)(i + 1), word.Code, word.Zh)),
    ]);

    /// <summary>What a task can be asked by beyond what the office recorded of it.</summary>
    private static readonly ListColumn[] Standing =
    [
        new(new TextField("id", "任务编号", "The task's number", MaxLength: 10), "t.key"),
        new(new CodeField<ShownState>("state", "任务状态", "The state", States), $"coalesce(s.state, '{GetOverview.NotReported}')"),
        new(new DecimalField("progressPercent", "累计进度", "The cumulative progress", "%", 0m, 100m, 2), "s.progress_percent"),
        new(new QuarterField("reportedFor", "报告期", "The period"), "s.reported_for"),
    ];

    public static void MapTasks(this RouteGroupBuilder api, PushTasks push)
    {
        api.MapList<CoordinationDb, PlanTask, TaskRecorded, TaskView>(push, new(Selection, Join, Standing, Read, KeyMember: "id", IsOpen: true));
        api.MapGet("tasks/{id}", async (NpgsqlDataSource database, TimeProvider time, string id, string? asOf, CancellationToken cancellation) =>
        {
            await using var connection = await database.OpenAsOf(AsOf.Day(asOf, time), cancellation);
            return await Find(connection, id, cancellation) is { } task
                ? Results.Ok(await Detail(connection, task, cancellation))
                : Problem.Of(ServiceDefaults.Refusals.NotFound).AsResult();
        }).WithSummary("一项任务及其目标和进展，可查任一天 One task with its targets and reports, of any day").Produces<TaskDetail>();
    }

    private static async Task<TaskView?> Find(AsOfConnection connection, string id, CancellationToken cancellation)
    {
        await using var command = connection.Command(OneSql);
        command.Parameters.Add(new() { Value = id });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation) ? Read(reader) : null;
    }

    private static TaskView Read(NpgsqlDataReader reader)
    {
        var english = reader.GetFieldValue<string[]>(12);
        return new TaskView(
            reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetInt32(4),
            reader.GetString(5), reader.GetString(6), reader.GetFieldValue<string[]>(7), reader.GetFieldValue<string[]>(8),
            reader.GetFieldValue<string[]>(9), reader.GetText(10),
            [.. reader.GetFieldValue<string[]>(11).Select((zh, i) => new MeasureView(i + 1, zh, english.ElementAtOrDefault(i)))],
            reader.GetText(13) ?? GetOverview.NotReported, reader.GetFieldValue<decimal?>(14),
            reader.GetText(15), reader.GetFieldValue<DateTimeOffset?>(16));
    }

    private static async Task<TaskDetail> Detail(AsOfConnection connection, TaskView task, CancellationToken cancellation)
    {
        await using var batch = connection.Batch(DetailSql.Split(';'), task.Id);
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        var indicators = await ReadIndicators.From(reader, cancellation);
        await reader.NextResultAsync(cancellation);
        var reports = new List<LatestReport>();
        while (await reader.ReadAsync(cancellation))
        {
            reports.Add(new LatestReport(
                reader.GetString(0), Contracts.Quarter.Parse(reader.GetString(1)), reader.GetDecimal(2),
                ProgressReport.States.Parse(reader.GetString(3)), reader.GetFieldValue<DateTimeOffset>(4)));
        }

        return new TaskDetail(task, indicators.ConvertAll(i => i.Code), reports, indicators);
    }

    /// <summary>A reported state, or that there is none.</summary>
    private enum ShownState
    {
        NotReported,
        NotStarted,
        InProgress,
        Completed,
        Suspended,
    }
}
