using Cluster.Contracts.Coordination;
using Cluster.Coordination.Notices;
using Cluster.Messaging;
using Npgsql;

namespace Cluster.Coordination.Reporting.Schedule;

/// <summary>What the system told by itself: each reminder and each missed report once, whichever replica was at it.</summary>
internal static class ToldMoments
{
    private const string RemindSql = """
        insert into report_reminders (period, organisation, days_before, sent_at, tasks, due) values ($1, $2, $3, $4, $5, $6) on conflict do nothing
        """;

    private const string MissSql = """
        insert into overdue_reports (task, organisation, period, told_at, due, missing) values ($1, $2, $3, $4, $5, $6) on conflict do nothing
        """;

    public const string RebuildSql = """
        insert into report_reminders (period, organisation, days_before, sent_at, tasks, due)
        select body ->> 'period', body ->> 'organisation', (body ->> 'daysBefore')::integer, written_at,
            array(select json_array_elements_text(body -> 'tasks')), (body ->> 'due')::date
        from log_events join log_writes on log_writes.id = write_id
        where aggregate ^@ 'coordination/report-reminders/';
        insert into overdue_reports (task, organisation, period, told_at, due, missing)
        select body ->> 'task', body ->> 'organisation', body ->> 'period', written_at, (body ->> 'due')::date, (body ->> 'missing')::integer
        from log_events join log_writes on log_writes.id = write_id
        where aggregate ^@ 'coordination/overdue-reports/';
        """;

    /// <summary>Its contacts are told as well (通知联络员).</summary>
    public static async Task Remind(LogTransaction transaction, ReportReminded reminded, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(RemindSql, transaction.Connection)
        {
            Parameters =
            {
                new() { Value = reminded.Period.ToString() }, new() { Value = reminded.Organisation }, new() { Value = reminded.DaysBefore },
                new() { Value = transaction.StartedAt }, new() { Value = reminded.Tasks.ToArray() }, new() { Value = reminded.Due },
            },
        };
        if (await command.ExecuteNonQueryAsync(cancellation) > 0)
        {
            var place = $"report-reminders/{reminded.Period}.{reminded.Organisation}.{reminded.DaysBefore}";
            Append(transaction, place, reminded.Organisation, reminded);
            var notice = new Notice(
                place, 1, "reminder", $"{reminded.Period} 报告还有 {reminded.DaysBefore} 天到期（{reminded.Due:yyyy-MM-dd}）：{string.Join("、", reminded.Tasks)}",
                $"The report of {reminded.Period} is due in {reminded.DaysBefore} days, on {reminded.Due:yyyy-MM-dd}: {string.Join(", ", reminded.Tasks)}");
            await LeaveNotices.For([reminded.Organisation], notice, transaction, cancellation);
        }
    }

    /// <returns>Whether it was told now.</returns>
    public static async Task<bool> Miss(LogTransaction transaction, ReportOverdue overdue, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(MissSql, transaction.Connection)
        {
            Parameters =
            {
                new() { Value = overdue.Task }, new() { Value = overdue.Organisation }, new() { Value = overdue.Period.ToString() },
                new() { Value = transaction.StartedAt }, new() { Value = overdue.Due }, new() { Value = overdue.Missing },
            },
        };
        if (await command.ExecuteNonQueryAsync(cancellation) == 0)
        {
            return false;
        }

        var place = $"overdue-reports/{overdue.Task}.{overdue.Period}.{overdue.Organisation}";
        Append(transaction, place, overdue.Organisation, overdue);
        var notice = new Notice(
            place, 1, "overdue", $"{overdue.Task} {overdue.Period} 报告已逾期（期限 {overdue.Due:yyyy-MM-dd}）",
            $"The report on {overdue.Task} of {overdue.Period} is overdue since {overdue.Due:yyyy-MM-dd}");
        await LeaveNotices.For([overdue.Organisation], notice, transaction, cancellation);
        return true;
    }

    private static void Append<TEvent>(LogTransaction transaction, string place, string organisation, TEvent body)
        where TEvent : class =>
        transaction.Append($"coordination/{place}", 1, body, concerns: [organisation]);
}
