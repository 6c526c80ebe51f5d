using Cluster.Contracts;
using Cluster.Messaging;
using Npgsql;

namespace Cluster.Coordination.Indicators;

/// <summary>
/// A service measured a target: its newest word is what the office sees, also when a correction takes it back to an earlier day. The inbox
/// lets no older version come here.
/// </summary>
internal sealed class OnIndicatorMeasured : IHandle<IndicatorMeasured>
{
    private const string KeepSql = """
        insert into indicator_values (code, region, period, value, unit, service, source_zh, source_en, measured_at)
        select * from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9)
        on conflict (code, region) do update
        set period = excluded.period, value = excluded.value, unit = excluded.unit, service = excluded.service,
            source_zh = excluded.source_zh, source_en = excluded.source_en, measured_at = excluded.measured_at
        """;

    public async Task Handle(
        IReadOnlyList<Received<IndicatorMeasured>> events, LogTransaction transaction, CancellationToken cancellation)
    {
        var newest = events.GroupBy(e => (e.Event.Code, e.Event.Region)).Select(g => g.MaxBy(e => e.Version)!).ToList();
        await using var command = new NpgsqlCommand(KeepSql, transaction.Connection)
        {
            Parameters =
            {
                new() { Value = newest.ConvertAll(e => e.Event.Code).ToArray() },
                new() { Value = newest.ConvertAll(e => e.Event.Region).ToArray() },
                new() { Value = newest.ConvertAll(e => e.Event.Period).ToArray() },
                new() { Value = newest.ConvertAll(e => e.Event.Value).ToArray() },
                new() { Value = newest.ConvertAll(e => e.Event.Unit).ToArray() },
                new() { Value = newest.ConvertAll(e => e.Source).ToArray() },
                new() { Value = newest.ConvertAll(e => e.Event.Source.Zh).ToArray() },
                new() { Value = newest.ConvertAll(e => e.Event.Source.En).ToArray() },
                new() { Value = newest.ConvertAll(e => e.At).ToArray() },
            },
        };
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
