using Npgsql;

namespace Cluster.Fixtures;

/// <summary>Makes the office's past: all that it was told so far was told some days earlier.</summary>
public static class Aging
{
    private const string Sql = """
        update row_versions set valid_from = valid_from - $1 * interval '1 day', valid_until = valid_until - $1 * interval '1 day';
        update light_facts set said_on = said_on - $1;
        update light_months set said_on = said_on - $1;
        update report_parts set received_at = received_at - $1 * interval '1 day';
        update latest_reports set reported_at = reported_at - $1 * interval '1 day';
        update task_standings set reported_at = reported_at - $1 * interval '1 day';
        update supervision_order_steps set at = at - $1 * interval '1 day';
        update annual_plan_steps set at = at - $1 * interval '1 day';
        update notices set at = at - $1 * interval '1 day';
        update order_evidence set filed_at = filed_at - $1 * interval '1 day';
        update bulletin_steps set at = at - $1 * interval '1 day';
        update contacts set filed_at = filed_at - $1 * interval '1 day';
        update light_adoptions set decided_at = decided_at - $1 * interval '1 day';
        update report_allowances set granted_at = granted_at - $1 * interval '1 day';
        update workday_notices set loaded_at = loaded_at - $1 * interval '1 day'
        """;

    public static async Task Age(this NpgsqlDataSource database, int days)
    {
        await using var connection = await database.OpenConnectionAsync();
        await using var batch = new NpgsqlBatch(connection) { Timeout = 300 };
        foreach (var sql in Sql.Split(';'))
        {
            batch.BatchCommands.Add(new(sql) { Parameters = { new() { Value = days } } });
        }

        await batch.ExecuteNonQueryAsync();
    }
}
