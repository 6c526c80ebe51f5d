using Cluster.Contracts.Portfolio;
using Cluster.Messaging;
using Npgsql;

namespace Cluster.Portfolio.Pool.Merges;

/// <summary>A project that was merged away counts no more, whether the pool has heard of it already or not; one that was brought back does.</summary>
public sealed class OnProjectMergeDecided : IHandle<ProjectMergeDecided>
{
    private const string ForgetSql = """
        delete from merged_projects m using unnest($1, $2) as x (first, second)
        where (m.project = x.first and m.remaining = x.second) or (m.project = x.second and m.remaining = x.first)
        """;

    private const string KeepSql = """
        insert into merged_projects (project, remaining)
        select case x.remaining when x.first then x.second else x.first end, x.remaining
        from unnest($1, $2, $3) as x (first, second, remaining) where x.remaining is not null
        """;

    public async Task Handle(IReadOnlyList<Received<ProjectMergeDecided>> events, LogTransaction transaction, CancellationToken cancellation)
    {
        var newest = events.GroupBy(e => e.Aggregate).Select(g => g.MaxBy(e => e.Version)!.Event).ToList();
        await using var batch = new NpgsqlBatch(transaction.Connection)
        {
            BatchCommands =
            {
                new(ForgetSql) { Parameters = { Texts(e => e.First), Texts(e => e.Second) } },
                new(KeepSql) { Parameters = { Texts(e => e.First), Texts(e => e.Second), Texts(e => e.Remaining) } },
            },
        };
        await batch.ExecuteNonQueryAsync(cancellation);

        NpgsqlParameter Texts(Func<ProjectMergeDecided, string?> of) => new() { Value = newest.Select(of).ToArray() };
    }
}
