using Cluster.Coordination.Reporting.Reports;
using Cluster.Coordination.Reporting.Schedule;
using Npgsql;

namespace Cluster.Coordination.Reporting.Facts;

/// <summary>
/// Makes all tables of reporting again from the log of this service, in the transaction that drops the views. What the log has no more, as it was
/// superseded and is older than the log is kept, stays as it is.
/// </summary>
internal static class RebuildFacts
{
    /// <summary>Those who write wait: a fact and its event come together or not at all.</summary>
    private const string DropSql = """
        lock table task_role_changes, owed_item_versions, report_parts, reported_figures, reports, report_steps, report_allowances, report_reminders,
            overdue_reports in exclusive mode;
        delete from task_role_changes where 'coordination/tasks/' || task in (select aggregate from log_events where version = 1);
        delete from owed_item_versions as f using log_events e where e.aggregate = 'coordination/owed-items/' || f.key and e.version = f.version;
        delete from report_parts as f using log_events e
        where e.version = f.version and e.aggregate = case f.item when 'progress' then concat_ws('.', 'coordination/progress-reports/' || task, period, organisation)
            else concat_ws('.', 'coordination/item-reports/' || task, period, organisation, item) end;
        delete from reported_figures as f using log_events e
        where e.aggregate = concat_ws('.', 'coordination/figures/' || measure, region, period) and e.version = f.version;
        delete from report_steps as f using log_events e
        where e.aggregate = concat_ws('.', 'coordination/reports/' || task, period, organisation) and e.version = f.version;
        delete from report_allowances as f using log_events e
        where e.aggregate = concat_ws('.', 'coordination/report-allowances/' || period, organisation) and e.version = f.version;
        delete from report_reminders where concat_ws('.', 'coordination/report-reminders/' || period, organisation, days_before) in (select aggregate from log_events);
        delete from overdue_reports where concat_ws('.', 'coordination/overdue-reports/' || task, period, organisation) in (select aggregate from log_events);
        delete from reports;
        """;

    public static async Task Run(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var batch = new NpgsqlBatch(connection) { Timeout = Messaging.ReadModels.SecondsMax };
        string[] statements =
        [
            .. DropSql.Split(';'), RoleFacts.RebuildSql, ItemFacts.RebuildSql, FigureFacts.RebuildSql, StoredAllowances.RebuildSql,
            .. PartFacts.RebuildSql.Split(';'), .. StoredReports.RebuildSql.Split(';'), .. ToldMoments.RebuildSql.Split(';'),
        ];
        foreach (var sql in statements.Where(s => !string.IsNullOrWhiteSpace(s)))
        {
            batch.BatchCommands.Add(new(sql));
        }

        await batch.ExecuteNonQueryAsync(cancellation);
    }
}
