using Cluster.Contracts.Portfolio;
using Cluster.Messaging;
using Npgsql;
using NpgsqlTypes;

namespace Cluster.Portfolio.Pool;

/// <summary>A yearly plan of any service takes its place in the pool.</summary>
public sealed class OnProjectYearReported : IHandle<ProjectYearReported>
{
    private const string KeepSql = """
        insert into pool_years (key, project, owner, year, category, planned_wan, planned_start, entered_on, removed_on, resumed_on)
        select * from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) as x (key) order by x.key
        on conflict (key) do update
        set category = excluded.category, planned_wan = excluded.planned_wan, planned_start = excluded.planned_start,
            entered_on = excluded.entered_on, removed_on = excluded.removed_on, resumed_on = excluded.resumed_on
        """;

    public async Task Handle(IReadOnlyList<Received<ProjectYearReported>> events, LogTransaction transaction, CancellationToken cancellation)
    {
        var newest = events.GroupBy(e => e.Aggregate).Select(g => g.MaxBy(e => e.Version)!).ToList();
        await using var command = new NpgsqlCommand(KeepSql, transaction.Connection)
        {
            Parameters =
            {
                new() { Value = newest.ConvertAll(e => PoolTables.KeyIn(e.Source, e.Event.Key)).ToArray() },
                new() { Value = newest.ConvertAll(e => PoolTables.KeyIn(e.Source, e.Event.Project)).ToArray() },
                new() { Value = newest.ConvertAll(e => e.Event.Owner).ToArray() },
                new() { Value = newest.ConvertAll(e => e.Event.Year).ToArray() },
                new() { Value = newest.ConvertAll(e => e.Event.Category).ToArray() },
                new() { Value = newest.ConvertAll(e => e.Event.PlannedWan).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Numeric },
                new() { Value = newest.ConvertAll(e => e.Event.PlannedStart).ToArray() },
                new() { Value = newest.ConvertAll(e => e.Event.EnteredOn).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Date },
                new() { Value = newest.ConvertAll(e => e.Event.RemovedOn).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Date },
                new() { Value = newest.ConvertAll(e => e.Event.ResumedOn).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Date },
            },
        };
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
