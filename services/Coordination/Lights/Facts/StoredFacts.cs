using Cluster.Coordination.Plan;
using Cluster.Messaging;
using Npgsql;

namespace Cluster.Coordination.Lights.Facts;

/// <summary>All that is stored of some subjects, read in two round trips.</summary>
internal sealed class StoredFacts
{
    /// <summary>A project that was merged away is none; the decisions are the office's own and outlast a rebuild.</summary>
    private const string SubjectsSql = """
        select kind, subject, version, name, departments, members, districts, tasks, planned_start, started_on, entered_on, passages, leads
        from light_subjects s
        where ((kind = 'project' and subject = any($1)) or (kind = 'task' and subject = any($2)))
          and not exists (
              select from project_merges m
              where (m.first = s.subject and m.remaining <> m.first) or (m.second = s.subject and m.remaining <> m.second))
        """;

    private const string MonthsSql = "select project, month, version, said_on, invested_wan, paid_wan from light_months where project = any($1)";

    /// <summary>
    /// Of the subjects themselves, and of the targets that the tasks among them have had: one list of keys, which the index answers. Two conditions joined by
    /// or would be held against every fact there is.
    /// </summary>
    private const string FactsSql = $"""
        select subject, what, key, version, said_on, body from light_facts
        where subject = any($1 || $2 || array(select key from targets where task = any($2))) and what not in ({FactKeys.OfThePoolAlone})
        """;

    private const string TargetsSql = """
        select e.version, (w.written_at at time zone 'Asia/Shanghai')::date, e.body::text
        from log_events e join log_writes w on w.id = e.write_id
        where e.aggregate = any(array(select 'coordination/targets/' || key from targets where task = any($2)))
        """;

    private const string ReasonsSql = """
        select kind, subject, dimension, from_day, until_day from light_reasons
        where state = 'accepted' and ((kind = 'project' and subject = any($1)) or (kind = 'task' and subject = any($2)))
        """;

    private readonly Dictionary<(string Kind, string Subject), SubjectRow> _subjects = [];
    private readonly Dictionary<string, List<MonthFigure>> _months = [];
    private readonly Dictionary<string, List<FactRow>> _facts = [];
    private readonly List<ToldTarget> _targets = [];
    private readonly Dictionary<(string Kind, string Subject), List<AcceptedReason>> _reasons = [];

    private readonly PlanPeriods _periods;

    private StoredFacts(PlanPeriods periods) => _periods = periods;

    public static async Task<StoredFacts> Read(
        NpgsqlConnection connection, IReadOnlyList<(string Kind, string Subject)> subjects, CancellationToken cancellation)
    {
        var projects = subjects.Where(s => s.Kind == Clocks.Project).Select(s => s.Subject).ToArray();
        var tasks = subjects.Where(s => s.Kind == Clocks.Task).Select(s => s.Subject).ToArray();
        var stored = new StoredFacts(await PlanPeriods.Read(tasks, connection, cancellation));
        await using var batch = new NpgsqlBatch(connection);
        foreach (var sql in new[] { SubjectsSql, MonthsSql, FactsSql, TargetsSql, ReasonsSql })
        {
            batch.BatchCommands.Add(new(sql) { Parameters = { new() { Value = projects }, new() { Value = tasks } } });
        }

        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        foreach (var read in new Action<NpgsqlDataReader>[] { stored.ReadSubject, stored.ReadMonth, stored.ReadFact, stored.ReadTarget, stored.ReadReason })
        {
            while (await reader.ReadAsync(cancellation))
            {
                read(reader);
            }

            await reader.NextResultAsync(cancellation);
        }

        return stored;
    }

    /// <summary>Null where nobody told of it, or it was merged away.</summary>
    public SubjectRow? Subject(string kind, string subject) => _subjects.GetValueOrDefault((kind, subject));

    public LightFacts Of(SubjectRow subject)
    {
        var facts = _facts.GetValueOrDefault(subject.Subject) ?? [];
        var reasons = _reasons.GetValueOrDefault((subject.Kind, subject.Subject)) ?? [];
        return subject.Kind == Clocks.Project
            ? ProjectFacts.Of(subject, facts, _months.GetValueOrDefault(subject.Subject) ?? [], reasons)
            : TaskFacts.Of(
                subject, facts, _targets, [.. _targets.Select(t => t.Event.Key).Distinct().SelectMany(key => _facts.GetValueOrDefault(key) ?? [])],
                _periods.LastDayOf(subject.Subject), reasons);
    }

    private void ReadSubject(NpgsqlDataReader reader) => _subjects.Add((reader.GetString(0), reader.GetString(1)), new SubjectRow
    {
        Kind = reader.GetString(0),
        Subject = reader.GetString(1),
        Version = reader.GetInt64(2),
        Name = reader.GetString(3),
        Departments = reader.GetFieldValue<string[]>(4),
        Leads = reader.GetFieldValue<string[]>(12),
        Members = reader.GetFieldValue<string[]>(5),
        Districts = reader.GetFieldValue<string[]>(6),
        Tasks = reader.GetFieldValue<string[]>(7),
        PlannedStart = reader.GetFieldValue<DateOnly?>(8),
        StartedOn = reader.GetFieldValue<DateOnly?>(9),
        EnteredOn = reader.GetFieldValue<DateOnly?>(10),
        Passages = reader.GetFieldValue<string[]>(11),
    });

    private void ReadMonth(NpgsqlDataReader reader) => Under(_months, reader.GetString(0)).Add(new MonthFigure(
        reader.GetFieldValue<DateOnly>(1), reader.GetDecimal(4), reader.GetFieldValue<decimal?>(5), reader.GetFieldValue<DateOnly>(3), reader.GetInt64(2)));

    private void ReadFact(NpgsqlDataReader reader) => Under(_facts, reader.GetString(0)).Add(new FactRow
    {
        Subject = reader.GetString(0),
        What = reader.GetString(1),
        Key = reader.GetString(2),
        Version = reader.GetInt64(3),
        SaidOn = reader.GetFieldValue<DateOnly>(4),
        Body = reader.GetString(5),
    });

    private void ReadTarget(NpgsqlDataReader reader) => _targets.Add(new ToldTarget(
        reader.GetInt64(0), reader.GetFieldValue<DateOnly>(1), EventJson.Read<Contracts.Coordination.TargetRecorded>(reader.GetString(2))));

    /// <summary>It was checked when it was decided.</summary>
    private void ReadReason(NpgsqlDataReader reader) => Under(_reasons, (reader.GetString(0), reader.GetString(1))).Add(AcceptedReason.Of(
        LightCodes.Dimensions.Parse(reader.GetString(2)), reader.GetFieldValue<DateOnly>(3), reader.GetFieldValue<DateOnly>(4)).Reason!);

    private static List<T> Under<TKey, T>(Dictionary<TKey, List<T>> lists, TKey key)
        where TKey : notnull
    {
        if (!lists.TryGetValue(key, out var list))
        {
            lists[key] = list = [];
        }

        return list;
    }
}
