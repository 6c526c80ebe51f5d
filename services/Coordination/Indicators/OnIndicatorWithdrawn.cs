using Cluster.Contracts;
using Cluster.Messaging;
using Npgsql;

namespace Cluster.Coordination.Indicators;

/// <summary>
/// A service cannot tell any more how a target stands: the office sees it as one that nobody measured. The inbox lets no measurement come
/// after it that was made before.
/// </summary>
internal sealed class OnIndicatorWithdrawn : IHandle<IndicatorWithdrawn>
{
    private const string RemoveSql = """
        delete from indicator_values as v
        using unnest($1, $2, $3) as x (code, region, service)
        where v.code = x.code and v.region = x.region and v.service = x.service
        """;

    public async Task Handle(
        IReadOnlyList<Received<IndicatorWithdrawn>> events, LogTransaction transaction, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(RemoveSql, transaction.Connection)
        {
            Parameters =
            {
                new() { Value = events.Select(e => e.Event.Code).ToArray() },
                new() { Value = events.Select(e => e.Event.Region).ToArray() },
                new() { Value = events.Select(e => e.Source).ToArray() },
            },
        };
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
