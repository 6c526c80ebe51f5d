using Cluster.Ingestion;
using Cluster.Ingestion.Past;
using Cluster.Messaging;
using Cluster.ServiceDefaults;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Npgsql;

namespace Cluster.Portfolio.Pool.Merges;

/// <summary>Pairs of projects that may be one, and those of which the office has decided.</summary>
/// <param name="IsWhole">Whether all of them are here.</param>
public sealed record ProjectMerges(IReadOnlyList<ProjectPair> Items, bool IsWhole);

/// <param name="State">proposed, merged or apart.</param>
/// <param name="Because">Why they may be one: same-code, same-unit-and-name; none where the office found the pair by itself, or a report was corrected since.</param>
/// <param name="Decision">Null where none was taken.</param>
public sealed record ProjectPair(string State, IReadOnlyList<string> Because, PooledProject First, PooledProject Second, MergeView? Decision);

/// <param name="Key">In the pool: the service and the department's own key.</param>
/// <param name="TotalWan">Adjusted where it was.</param>
public sealed record PooledProject(
    string Key, string Owner, string? Code, string Name, string Unit, string? CreditCode, string Stage, decimal? TotalWan);

/// <param name="Decision">merge or apart.</param>
/// <param name="Remaining">The one that counts; null where both do.</param>
/// <param name="Version">To be given with a decision that undoes this one.</param>
public sealed record MergeView(string Decision, string? Remaining, string Reason, string DecidedBy, DateTimeOffset DecidedAt, long Version)
{
    internal static MergeView Of(ProjectMerge merge) => new(
        ProjectMerge.Decisions.Write(merge.Decision), merge.Remaining, merge.Reason, merge.DecidedBy, merge.DecidedAt, merge.Version);
}

/// <summary>Which projects of the pool may be one (疑似同一项目). For those who see all projects: each pair shows another's.</summary>
internal static class GetMerges
{
    private const int ItemsMax = 500;

    private static readonly string[] States = ["proposed", "merged", "apart"];

    /// <summary>
    /// Pairs come from the two indexes, and only of what is there twice; then those that were decided, whatever they look like now. A project that
    /// was merged away is proposed no more: the one that remains stands for it.
    /// </summary>
    private const string Sql = """
        with twice as (
            select array_agg(key) as keys, true as by_code from pool_projects where code is not null group by code having count(*) > 1
            union all
            select array_agg(key), false from pool_projects where credit_code is not null group by credit_code, name having count(*) > 1),
        alike as (
            select a.key as first, b.key as second, bool_or(by_code) as same_code, bool_or(not by_code) as same_unit
            from twice cross join unnest(keys) as a (key) cross join unnest(keys) as b (key)
            where a.key collate "C" < b.key collate "C"
            group by a.key, b.key),
        pairs as (
            select coalesce(l.first, m.first) as first, coalesce(l.second, m.second) as second, coalesce(l.same_code, false) as same_code,
                   coalesce(l.same_unit, false) as same_unit, case m.decision when 'merge' then 'merged' when 'apart' then 'apart' else 'proposed' end as state,
                   m.decision, m.remaining, m.reason, m.decided_by, m.decided_at, m.version
            from alike l full join project_merges m on m.first = l.first and m.second = l.second)
        select p.state, p.same_code, p.same_unit, p.decision, p.remaining, p.reason, p.decided_by, p.decided_at, p.version,
               a.key, a.owner, a.code, a.name, a.unit, a.credit_code, a.stage, coalesce(a.adjusted_total_wan, a.total_wan),
               b.key, b.owner, b.code, b.name, b.unit, b.credit_code, b.stage, coalesce(b.adjusted_total_wan, b.total_wan)
        from pairs p join pool_projects a on a.key = p.first join pool_projects b on b.key = p.second
        where ($1::text is null or p.state = $1)
          and (p.state <> 'proposed' or not exists (
              select from project_merges m where m.remaining is not null and (
                  (m.first in (p.first, p.second) and m.first <> m.remaining) or (m.second in (p.first, p.second) and m.second <> m.remaining))))
        order by p.first, p.second
        limit $2
        """;

    public static void MapGetMerges(this RouteGroupBuilder api)
    {
        var reading = api.MapGroup("project-merges").RequireAuthorization(policy => policy.RequireRole(Roles.Office, Roles.Operator, Roles.Reader));
        reading.MapGet("", async (NpgsqlDataSource database, TimeProvider time, string? state, string? asOf, CancellationToken cancellation) =>
        {
            RequestForm.Demand("state", "状态", "The state", state, States);
            await using var connection = await database.OpenAsOf(AsOf.Day(asOf, time), cancellation);
            return await Read(state, connection, cancellation);
        }).WithSummary("疑似同一项目及合并决定，可查任一天，至多 500 对 Projects that may be one, and what was decided, on any day, at most 500 pairs");
        reading.MapGet("history", async (NpgsqlDataSource database, string first, string second, CancellationToken cancellation) =>
        {
            var (one, other) = ProjectMerge.InOrder(first, second);
            return await History.Of(ProjectMerge.AggregateOf(one, other), database, cancellation);
        }).WithSummary("两个项目的历次决定 Every decision on two projects");
    }

    private static async Task<ProjectMerges> Read(string? state, AsOfConnection connection, CancellationToken cancellation)
    {
        await using var command = connection.Command(Sql);
        command.Parameters.Add(new NpgsqlParameter<string?> { TypedValue = state });
        command.Parameters.Add(new() { Value = ItemsMax + 1 });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var pairs = new List<ProjectPair>();
        while (await reader.ReadAsync(cancellation))
        {
            pairs.Add(new ProjectPair(
                reader.GetString(0), [.. reader.GetBoolean(1) ? ["same-code"] : Array.Empty<string>(), .. reader.GetBoolean(2) ? ["same-unit-and-name"] : Array.Empty<string>()],
                ProjectAt(reader, 9), ProjectAt(reader, 17),
                Text(reader, 3) is { } decision
                    ? new MergeView(decision, Text(reader, 4), reader.GetString(5), reader.GetString(6), reader.GetFieldValue<DateTimeOffset>(7), reader.GetInt64(8))
                    : null));
        }

        return new ProjectMerges([.. pairs.Take(ItemsMax)], pairs.Count <= ItemsMax);
    }

    private static PooledProject ProjectAt(NpgsqlDataReader reader, int ordinal) => new(
        reader.GetString(ordinal), reader.GetString(ordinal + 1), Text(reader, ordinal + 2), reader.GetString(ordinal + 3), reader.GetString(ordinal + 4),
        Text(reader, ordinal + 5), reader.GetString(ordinal + 6), reader.GetFieldValue<decimal?>(ordinal + 7));

    private static string? Text(NpgsqlDataReader reader, int ordinal) => reader.IsDBNull(ordinal) ? null : reader.GetString(ordinal);
}
