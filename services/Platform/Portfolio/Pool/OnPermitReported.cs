using Cluster.Contracts.Portfolio;
using Cluster.Messaging;
using Npgsql;
using NpgsqlTypes;

namespace Cluster.Portfolio.Pool;

/// <summary>A permit of a project of any service takes its place in the pool. The inbox lets no older version come here.</summary>
public sealed class OnPermitReported : IHandle<PermitReported>
{
    private const string KeepSql = """
        insert into project_permits (key, project, owner, permit, needed, done_on)
        select * from unnest($1, $2, $3, $4, $5, $6) as x (key) order by x.key
        on conflict (key) do update set needed = excluded.needed, done_on = excluded.done_on
        """;

    public async Task Handle(IReadOnlyList<Received<PermitReported>> events, LogTransaction transaction, CancellationToken cancellation)
    {
        var newest = events.GroupBy(e => e.Aggregate).Select(g => g.MaxBy(e => e.Version)!).ToList();
        await using var command = new NpgsqlCommand(KeepSql, transaction.Connection)
        {
            Parameters =
            {
                new() { Value = newest.ConvertAll(e => PoolTables.KeyIn(e.Source, e.Event.Key)).ToArray() },
                new() { Value = newest.ConvertAll(e => PoolTables.KeyIn(e.Source, e.Event.Project)).ToArray() },
                new() { Value = newest.ConvertAll(e => e.Event.Owner).ToArray() },
                new() { Value = newest.ConvertAll(e => e.Event.Permit).ToArray() },
                new() { Value = newest.ConvertAll(e => e.Event.Needed).ToArray() },
                new() { Value = newest.ConvertAll(e => e.Event.DoneOn).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Date },
            },
        };
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
