using Cluster.Messaging;
using Npgsql;

namespace Cluster.Coordination.Overview;

/// <summary>Each service's word, by event or by its relay's "all sent", moves the time up to which its part of the view is true.</summary>
internal sealed class NoteFreshness : IHearEverything
{
    private const string KeepSql = """
        insert into service_freshness as f (service, as_of) values ($1, $2)
        on conflict (service) do update set as_of = excluded.as_of where f.as_of < excluded.as_of
        """;

    public async Task Hear(string source, DateTimeOffset newest, LogTransaction transaction, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(KeepSql, transaction.Connection)
        {
            Parameters = { new() { Value = source }, new() { Value = newest } },
        };
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
