using Cluster.Coordination.Plan;
using Cluster.Ingestion;
using Cluster.Messaging;
using Npgsql;

namespace Cluster.Coordination.Reporting.Facts;

/// <summary>
/// Roles begin and end on a day: what differs between two versions of a task, dated by the later one. Implementers stand as the document says them;
/// those that are no registered organisation owe nothing.
/// </summary>
internal static class RoleFacts
{
    /// <summary>The first day of the plan (包府发〔2020〕54号): who is named in it had its role from the beginning.</summary>
    public static readonly DateOnly PlanBegins = new(2021, 1, 1);

    private const string KeepSql = """
        insert into task_role_changes (task, role, organisation, version, from_day, is_held, known_at)
        select x.*, $7 from unnest($1, $2, $3, $4, $5, $6) as x
        """;

    /// <summary>The same from the log. A version of before roles had dates begins with the plan where it is the first, and on its own day otherwise.</summary>
    public const string RebuildSql = """
        insert into task_role_changes (task, role, organisation, version, from_day, is_held, known_at)
        with said as (
            select substring(e.aggregate from 20) as task, e.version, w.written_at, e.body,
                lag(e.body) over (partition by e.aggregate order by e.version) as before
            from log_events e join log_writes w on w.id = e.write_id
            where e.aggregate ^@ 'coordination/tasks/'
              and exists (select from log_events f where f.aggregate = e.aggregate and f.version = 1)),
        named as (
            select s.*, r.role, r.field from said s
            cross join (values ('lead', 'leads'), ('co-operator', 'coOperators'), ('implementer', 'implementers')) as r (role, field)),
        changed as (
            select task, version, written_at, body, role, o.organisation,
                exists (select from json_array_elements_text(body -> field) as held (name) where held.name = o.organisation) as is_held,
                exists (select from json_array_elements_text(before -> field) as held (name) where held.name = o.organisation) as was_held
            from named
            cross join lateral (
                select name from json_array_elements_text(body -> field) as held (name)
                union select name from json_array_elements_text(before -> field) as held (name)) as o (organisation))
        select task, role, organisation, version,
            coalesce((body ->> 'rolesSince')::date, case when version = 1 then date '2021-01-01' else (written_at at time zone 'Asia/Shanghai')::date end),
            is_held, written_at
        from changed where is_held <> was_held
        """;

    public static async Task Keep(IReadOnlyList<Change<PlanTask>> changes, LogTransaction transaction, CancellationToken cancellation)
    {
        var changed = changes.SelectMany(Changed).ToList();
        if (changed.Count == 0)
        {
            return;
        }

        await using var command = new NpgsqlCommand(KeepSql, transaction.Connection)
        {
            Parameters =
            {
                new() { Value = changed.ConvertAll(c => c.Task).ToArray() }, new() { Value = changed.ConvertAll(c => ReportingCodes.Roles.Write(c.Role)).ToArray() },
                new() { Value = changed.ConvertAll(c => c.Organisation).ToArray() }, new() { Value = changed.ConvertAll(c => c.Version).ToArray() },
                new() { Value = changed.ConvertAll(c => c.On).ToArray() }, new() { Value = changed.ConvertAll(c => c.IsHeld).ToArray() },
                new() { Value = transaction.StartedAt },
            },
        };
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private static IEnumerable<RoleChange> Changed(Change<PlanTask> change)
    {
        var (version, since) = ((change.Before?.Version ?? 0) + 1, change.After.RolesSince ?? default);
        foreach (var role in Enum.GetValues<TaskRole>())
        {
            var (before, after) = (change.Before?.HoldersOf(role) ?? [], change.After.HoldersOf(role));
            foreach (var organisation in before.Union(after).Where(o => before.Contains(o) != after.Contains(o)))
            {
                yield return new RoleChange(change.After.Key, organisation, role, since, after.Contains(organisation), KnownAt: default, version);
            }
        }
    }
}
