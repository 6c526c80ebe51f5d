using Cluster.Contracts.Portfolio;
using Cluster.Messaging;
using Npgsql;
using NpgsqlTypes;

namespace Cluster.Portfolio.Pool;

/// <summary>A problem of a project of any service takes its place in the pool. The inbox lets no older version come here.</summary>
public sealed class OnProblemReported : IHandle<ProblemReported>
{
    private const string KeepSql = """
        insert into project_problems (key, project, owner, what, responsible_unit, level, due_on, solved_on)
        select * from unnest($1, $2, $3, $4, $5, $6, $7, $8) as x (key) order by x.key
        on conflict (key) do update
        set what = excluded.what, responsible_unit = excluded.responsible_unit, level = excluded.level, due_on = excluded.due_on, solved_on = excluded.solved_on
        """;

    public async Task Handle(IReadOnlyList<Received<ProblemReported>> events, LogTransaction transaction, CancellationToken cancellation)
    {
        var newest = events.GroupBy(e => e.Aggregate).Select(g => g.MaxBy(e => e.Version)!).ToList();
        await using var command = new NpgsqlCommand(KeepSql, transaction.Connection)
        {
            Parameters =
            {
                new() { Value = newest.ConvertAll(e => PoolTables.KeyIn(e.Source, e.Event.Key)).ToArray() },
                new() { Value = newest.ConvertAll(e => PoolTables.KeyIn(e.Source, e.Event.Project)).ToArray() },
                new() { Value = newest.ConvertAll(e => e.Event.Owner).ToArray() },
                new() { Value = newest.ConvertAll(e => e.Event.What).ToArray() },
                new() { Value = newest.ConvertAll(e => e.Event.ResponsibleUnit).ToArray() },
                new() { Value = newest.ConvertAll(e => e.Event.Level).ToArray() },
                new() { Value = newest.ConvertAll(e => e.Event.DueOn).ToArray() },
                new() { Value = newest.ConvertAll(e => e.Event.SolvedOn).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Date },
            },
        };
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
