using Cluster.Contracts;
using Npgsql;
using NpgsqlTypes;

namespace Cluster.Coordination.Progress;

/// <summary>The read model of standings: the newest report of each organisation on each task, and what the rule makes of them.</summary>
internal static class Standings
{
    /// <summary>
    /// Before the reports are read: of two packets about one task, each of which sees only its own report, the later one has to see both.
    /// </summary>
    private const string LockSql = "select from tasks where key = any($1) order by key for no key update";

    private const string ReportsSql = """
        select t.key, t.leads, t.co_operators, r.organisation, r.period, r.progress_percent, r.state, r.reported_at
        from tasks t left join latest_reports r on r.task = t.key
        where t.key = any($1)
        """;

    private const string KeepSql = """
        insert into task_standings (task, state, progress_percent, reported_for, reported_at)
        select * from unnest($1, $2, $3, $4, $5)
        on conflict (task) do update
        set state = excluded.state, progress_percent = excluded.progress_percent,
            reported_for = excluded.reported_for, reported_at = excluded.reported_at
        """;

    /// <summary>Applies the rule again to the given tasks; the caller has changed their reports or their roles on the same transaction.</summary>
    public static async Task Recompute(NpgsqlConnection connection, string[] tasks, CancellationToken cancellation)
    {
        var standings = await Read(connection, tasks, cancellation);
        await using var command = new NpgsqlCommand(KeepSql, connection)
        {
            Parameters =
            {
                new() { Value = standings.Select(s => s.Task).ToArray() },
                new() { Value = standings.Select(s => ProgressReport.States.Write(s.Standing.State)).ToArray() },
                new() { Value = standings.Select(s => s.Standing.ProgressPercent).ToArray() },
                new() { Value = standings.Select(s => s.Standing.ReportedFor?.ToString()).ToArray() },
                new() { Value = standings.Select(s => s.Standing.ReportedAt).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz },
            },
        };
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private static async Task<List<(string Task, TaskStanding Standing)>> Read(
        NpgsqlConnection connection, string[] tasks, CancellationToken cancellation)
    {
        await using (var hold = new NpgsqlCommand(LockSql, connection) { Parameters = { new() { Value = tasks } } })
        {
            await hold.ExecuteNonQueryAsync(cancellation);
        }

        await using var command = new NpgsqlCommand(ReportsSql, connection) { Parameters = { new() { Value = tasks } } };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var roles = new Dictionary<string, (string[] Leads, string[] CoOperators)>();
        var reports = new List<(string Task, LatestReport Report)>();
        while (await reader.ReadAsync(cancellation))
        {
            var task = reader.GetString(0);
            roles[task] = (reader.GetFieldValue<string[]>(1), reader.GetFieldValue<string[]>(2));
            if (!await reader.IsDBNullAsync(3, cancellation))
            {
                reports.Add((task, new LatestReport(
                    reader.GetString(3), Quarter.Parse(reader.GetString(4)), reader.GetDecimal(5),
                    ProgressReport.States.Parse(reader.GetString(6)), reader.GetFieldValue<DateTimeOffset>(7))));
            }
        }

        var byTask = reports.ToLookup(r => r.Task, r => r.Report);
        return [.. roles.OrderBy(r => r.Key).Select(r => (r.Key, TaskStanding.Of(r.Value.Leads, r.Value.CoOperators, byTask[r.Key])))];
    }
}
