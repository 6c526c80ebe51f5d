using Cluster.Contracts;
using Cluster.Coordination.Calendar;
using Cluster.Coordination.Reporting.Facts;
using Cluster.Coordination.Reporting.Queries;
using Cluster.Coordination.Reporting.Reports;
using Cluster.Coordination.Reporting.Start;
using Npgsql;

namespace Cluster.Coordination.Reporting.Board;

/// <summary>All that the board is made of, as it was at one stamp of the database.</summary>
internal sealed class BoardSnapshot
{
    private const string SeenSql = """
        select task, organisation, period, version, state, at from report_steps order by task, organisation, period, version;
        select period, organisation, days_before, sent_at, tasks, due from report_reminders order by sent_at, period, organisation;
        select task, organisation, period, told_at from overdue_reports;
        select key, title, title_en, theme from tasks order by ordinal
        """;

    private const string StartSql = "select rhythm, since, until, started_at, version from reporting_start";
    private const string NoticesSql = "select year, version, days, are_working, festivals, loaded_at from workday_notices order by year, version";

    private const string QueriesSql = """
        select number, task, organisation, period, item, typed, pushed, source, state, entered_by, entered_at, opened_at, words, holds, version
        from figure_queries
        """;

    public required ReportingStart Start { get; init; }

    public required IReadOnlyList<(WorkdayNotice Notice, DateTimeOffset LoadedAt)> Notices { get; init; }

    public required LoadedFacts Loaded { get; init; }

    public required ILookup<ReportKey, (ReportState State, DateTimeOffset At)> Steps { get; init; }

    public required IReadOnlyList<SentReminder> Reminders { get; init; }

    public required IReadOnlyDictionary<ReportKey, DateTimeOffset> Overdue { get; init; }

    public required IReadOnlyDictionary<string, TaskTitle> Tasks { get; init; }

    public required IReadOnlyList<FigureQuery> Queries { get; init; }

    public ReportingTerms TermsAt(DateTimeOffset asOf) => new(Start, ReportingTerms.CalendarOf(Notices, asOf));

    public static async Task<BoardSnapshot> Read(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var batch = new NpgsqlBatch(connection);
        foreach (var sql in new[] { StartSql, NoticesSql, QueriesSql }.Concat(SeenSql.Split(';')))
        {
            batch.BatchCommands.Add(new(sql));
        }

        ReportingStart start;
        BoardSnapshot seen;
        await using (var reader = await batch.ExecuteReaderAsync(cancellation))
        {
            start = await ReportingTerms.ReadStart(reader, cancellation);
            await reader.NextResultAsync(cancellation);
            var notices = await ReportingTerms.ReadNotices(reader, cancellation);
            await reader.NextResultAsync(cancellation);
            var queries = await StoredQueries.Read(reader, cancellation);
            await reader.NextResultAsync(cancellation);
            seen = new BoardSnapshot
            {
                Start = start, Notices = notices, Queries = queries, Loaded = new LoadedFacts(new ReportingFacts(), [], [], []),
                Steps = await ReadSteps(reader, cancellation), Reminders = await ReadReminders(reader, cancellation),
                Overdue = await ReadOverdue(reader, cancellation), Tasks = await ReadTasks(reader, cancellation),
            };
        }

        return seen.With(await StoredFacts.Read(connection, start, cancellation));
    }

    private BoardSnapshot With(LoadedFacts loaded) => new()
    {
        Start = Start, Notices = Notices, Queries = Queries, Loaded = loaded, Steps = Steps, Reminders = Reminders, Overdue = Overdue, Tasks = Tasks,
    };

    private static async Task<ILookup<ReportKey, (ReportState, DateTimeOffset)>> ReadSteps(NpgsqlDataReader reader, CancellationToken cancellation)
    {
        var steps = new List<(ReportKey Key, (ReportState, DateTimeOffset) Step)>();
        while (await reader.ReadAsync(cancellation))
        {
            steps.Add((KeyIn(reader), (ReportMoves.States.Parse(reader.GetString(4)), reader.GetFieldValue<DateTimeOffset>(5))));
        }

        await reader.NextResultAsync(cancellation);
        return steps.ToLookup(s => s.Key, s => s.Step);
    }

    private static async Task<List<SentReminder>> ReadReminders(NpgsqlDataReader reader, CancellationToken cancellation)
    {
        var reminders = new List<SentReminder>();
        while (await reader.ReadAsync(cancellation))
        {
            reminders.Add(new SentReminder(
                Period.Parse(reader.GetString(0)), reader.GetString(1), reader.GetInt32(2), reader.GetFieldValue<DateTimeOffset>(3),
                reader.GetFieldValue<string[]>(4), reader.GetFieldValue<DateOnly>(5)));
        }

        await reader.NextResultAsync(cancellation);
        return reminders;
    }

    private static async Task<Dictionary<ReportKey, DateTimeOffset>> ReadOverdue(NpgsqlDataReader reader, CancellationToken cancellation)
    {
        var overdue = new Dictionary<ReportKey, DateTimeOffset>();
        while (await reader.ReadAsync(cancellation))
        {
            overdue.Add(KeyIn(reader), reader.GetFieldValue<DateTimeOffset>(3));
        }

        await reader.NextResultAsync(cancellation);
        return overdue;
    }

    private static async Task<Dictionary<string, TaskTitle>> ReadTasks(NpgsqlDataReader reader, CancellationToken cancellation)
    {
        var tasks = new Dictionary<string, TaskTitle>();
        while (await reader.ReadAsync(cancellation))
        {
            tasks.Add(reader.GetString(0), new TaskTitle(reader.GetString(1), reader.GetString(2), reader.GetString(3)));
        }

        return tasks;
    }

    private static ReportKey KeyIn(NpgsqlDataReader reader) => new(reader.GetString(0), Period.Parse(reader.GetString(2)), reader.GetString(1));
}

internal sealed record TaskTitle(string Zh, string En, string Theme);

/// <summary>A reminder as it was sent.</summary>
/// <param name="Tasks">On which something was missing then.</param>
public sealed record SentReminder(Period Period, string Organisation, int DaysBefore, DateTimeOffset SentAt, IReadOnlyList<string> Tasks, DateOnly Due);
