using Cluster.Contracts;
using Cluster.Contracts.Coordination;
using Cluster.Messaging;
using Npgsql;

namespace Cluster.Coordination.Reporting.Reports;

/// <summary>Reports and their steps as they are stored.</summary>
internal static class StoredReports
{
    /// <summary>In the order of their keys, so that two calls never wait for each other. A report of which nothing came yet has no row.</summary>
    private const string HoldSql = """
        select r.task, r.organisation, r.period, r.state, r.version, r.entered_by, r.entered_at, r.submitted_client
        from unnest($1, $2, $3) as x (task, organisation, period) join reports r using (task, organisation, period)
        order by r.task, r.organisation, r.period
        for update of r
        """;

    private const string ReturnedSql = """
        select s.task, s.organisation, s.period, s.returned_items, s.returned_fields, s.returned_notes
        from unnest($1, $2, $3) as x (task, organisation, period)
        join reports r using (task, organisation, period)
        join report_steps s on (s.task, s.organisation, s.period, s.version) = (r.task, r.organisation, r.period, r.version)
        where r.state = 'returned'
        """;

    private const string KeepSql = """
        insert into reports (task, organisation, period, state, version, entered_by, entered_at, submitted_client)
        select x.task, x.organisation, x.period, x.state, x.version, x.entered_by, $8, x.client
        from unnest($1, $2, $3, $4, $5, $6, $7) as x (task, organisation, period, state, version, entered_by, client)
        order by x.task, x.organisation, x.period
        on conflict (task, organisation, period) do update
        set state = excluded.state, version = excluded.version, entered_by = excluded.entered_by, entered_at = excluded.entered_at,
            submitted_client = excluded.submitted_client
        """;

    private const string KeepStepSql = """
        insert into report_steps (task, organisation, period, version, step, state, person, client, at, returned_items, returned_fields, returned_notes)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
        """;

    public const string RebuildSql = """
        insert into report_steps (task, organisation, period, version, step, state, person, client, at, returned_items, returned_fields, returned_notes)
        select body ->> 'task', body ->> 'organisation', body ->> 'period', version, body ->> 'step', body ->> 'state', body ->> 'by', client, written_at,
            array(select r ->> 'item' from json_array_elements(body -> 'returned') as r),
            array(select r ->> 'field' from json_array_elements(body -> 'returned') as r),
            array(select r ->> 'note' from json_array_elements(body -> 'returned') as r)
        from log_events join log_writes on log_writes.id = write_id
        where aggregate ^@ 'coordination/reports/';
        insert into reports (task, organisation, period, state, version, entered_by, entered_at, submitted_client)
        select distinct on (task, organisation, period) task, organisation, period, state, version, person, at,
            (select s.client from report_steps s
             where (s.task, s.organisation, s.period) = (l.task, l.organisation, l.period) and s.step = 'submit' order by s.version desc limit 1)
        from report_steps l
        order by task, organisation, period, version desc;
        """;

    /// <summary>Held until the transaction ends.</summary>
    public static async Task<Dictionary<ReportKey, Report>> Hold(NpgsqlConnection connection, IReadOnlyCollection<ReportKey> keys, CancellationToken cancellation)
    {
        var found = new Dictionary<ReportKey, Report>();
        if (keys.Count == 0)
        {
            return found;
        }

        await using var batch = new NpgsqlBatch(connection);
        foreach (var sql in new[] { HoldSql, ReturnedSql })
        {
            batch.BatchCommands.Add(new(sql)
            {
                Parameters =
                {
                    new() { Value = keys.Select(k => k.Task).ToArray() }, new() { Value = keys.Select(k => k.Organisation).ToArray() },
                    new() { Value = keys.Select(k => k.Period.ToString()).ToArray() },
                },
            });
        }

        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            var key = KeyIn(reader);
            found[key] = new Report(
                key, ReportMoves.States.Parse(reader.GetString(3)), reader.GetInt64(4), reader.GetString(5), reader.GetFieldValue<DateTimeOffset>(6),
                reader.GetString(7), []);
        }

        await reader.NextResultAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            var key = KeyIn(reader);
            found[key] = found[key] with { Returned = ReturnedIn(reader, 3) };
        }

        return found;
    }

    /// <summary>Each with its step, and the event of it.</summary>
    public static async Task Keep(
        LogTransaction transaction, ReportCommand step, IReadOnlyList<(Report Before, Report After)> moves, CancellationToken cancellation)
    {
        if (moves.Count == 0)
        {
            return;
        }

        var reports = moves.Select(m => m.After).ToList();
        await using var batch = new NpgsqlBatch(transaction.Connection)
        {
            BatchCommands =
            {
                new(KeepSql)
                {
                    Parameters =
                    {
                        new() { Value = reports.ConvertAll(r => r.Key.Task).ToArray() }, new() { Value = reports.ConvertAll(r => r.Key.Organisation).ToArray() },
                        new() { Value = reports.ConvertAll(r => r.Key.Period.ToString()).ToArray() },
                        new() { Value = reports.ConvertAll(r => ReportMoves.States.Write(r.State)).ToArray() },
                        new() { Value = reports.ConvertAll(r => r.Version).ToArray() }, new() { Value = reports.ConvertAll(r => r.EnteredBy).ToArray() },
                        new() { Value = reports.ConvertAll(r => r.SubmittedClient).ToArray() }, new() { Value = transaction.StartedAt },
                    },
                },
            },
        };
        foreach (var (before, after) in moves)
        {
            // What a department's content did is the department's own write, whoever else's came in the same transaction.
            var by = step == ReportCommand.Submit && transaction.Caller.Organisation != after.Key.Organisation
                ? Caller.System("coordination", transaction.Caller.Trace) with { Organisation = after.Key.Organisation }
                : transaction.Caller;
            batch.BatchCommands.Add(StepOf(after, step, by.Client, transaction.StartedAt));
            transaction.Append(
                EventJson.KindOf<ReportMoved>(), after.Key.Aggregate, after.Version, EventJson.Write(after.Told()),
                before.Version == 0 ? null : EventJson.Write(before.Told()), by, concerns: [after.Key.Organisation]);
        }

        await batch.ExecuteNonQueryAsync(cancellation);
    }

    public static IReadOnlyList<ReturnedField> ReturnedIn(NpgsqlDataReader reader, int ordinal)
    {
        var (fields, notes) = (reader.GetFieldValue<string[]>(ordinal + 1), reader.GetFieldValue<string[]>(ordinal + 2));
        return [.. reader.GetFieldValue<string[]>(ordinal).Select((item, i) => new ReturnedField(item, fields[i], notes[i]))];
    }

    private static NpgsqlBatchCommand StepOf(Report report, ReportCommand step, string client, DateTimeOffset at) => new(KeepStepSql)
    {
        Parameters =
        {
            new() { Value = report.Key.Task }, new() { Value = report.Key.Organisation }, new() { Value = report.Key.Period.ToString() },
            new() { Value = report.Version }, new() { Value = ReportMoves.Commands.Write(step) }, new() { Value = ReportMoves.States.Write(report.State) },
            new() { Value = report.EnteredBy }, new() { Value = client }, new() { Value = at },
            new() { Value = report.Returned.Select(r => r.Item).ToArray() }, new() { Value = report.Returned.Select(r => r.Field).ToArray() },
            new() { Value = report.Returned.Select(r => r.Note).ToArray() },
        },
    };

    private static ReportKey KeyIn(NpgsqlDataReader reader) => new(reader.GetString(0), Period.Parse(reader.GetString(2)), reader.GetString(1));
}
