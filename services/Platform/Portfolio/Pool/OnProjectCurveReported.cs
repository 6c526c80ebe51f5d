using Cluster.Contracts.Portfolio;
using Cluster.Messaging;
using Cluster.Portfolio.Curves;
using Npgsql;

namespace Cluster.Portfolio.Pool;

/// <summary>A monthly plan of any service takes its place in the pool. The inbox lets no older version come here.</summary>
public sealed class OnProjectCurveReported : IHandle<ProjectCurveReported>
{
    /// <summary>A list inside a list would be flattened by unnest, so the accepted values travel as one text.</summary>
    private const string KeepSql = """
        insert into project_curves (key, project, owner, year, state, accepted_wan, accepted_start)
        select x.key, x.project, x.owner, x.year, x.state, string_to_array(x.accepted, ','), to_date(x.start, 'YYYY-MM')
        from unnest($1, $2, $3, $4, $5, $6, $7) as x (key, project, owner, year, state, accepted, start) order by x.key
        on conflict (key) do update set state = excluded.state, accepted_wan = excluded.accepted_wan, accepted_start = excluded.accepted_start
        """;

    public async Task Handle(IReadOnlyList<Received<ProjectCurveReported>> events, LogTransaction transaction, CancellationToken cancellation)
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
                new() { Value = newest.ConvertAll(e => e.Event.State).ToArray() },
                new() { Value = newest.ConvertAll(e => e.Event.AcceptedWan is { } accepted ? string.Join(',', ProjectCurve.Write(accepted)) : null).ToArray() },
                new() { Value = newest.ConvertAll(e => e.Event.AcceptedStart).ToArray() },
            },
        };
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
