using Cluster.Load.Measuring;
using Cluster.Load.Stack;
using Npgsql;

namespace Cluster.Load.Segments;

/// <summary>R1's floor: the same rows and their events, two statements in one transaction, nothing around them.</summary>
/// <param name="withBefore">Each event also says what was there before.</param>
internal sealed class BareUpserts(NpgsqlDataSource database, string owner, string prefix = "bench", bool withBefore = true) : Contender(SegmentBatches.RowsPerCall, BatchPushes.Senders, BatchPushes.FirstCalls)
{
    private const string UpsertSql = """
        insert into segments as s
            (key, kind, route, name, touches, length_km, technical_class, status, status_date, investment_wan, note, owner, version,
             earlier_classes, routes, via)
        select x.key, x.kind, x.route, x.name, x.touches::text[], x.length_km, x.technical_class, x.status, x.status_date, x.investment_wan,
               x.note, $12, x.version, '{}', '{}', '{}'
        from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $13) as x
            (key, kind, route, name, touches, length_km, technical_class, status, status_date, investment_wan, note, version)
        on conflict (key) do update
        set kind = excluded.kind, route = excluded.route, name = excluded.name, touches = excluded.touches, length_km = excluded.length_km,
            technical_class = excluded.technical_class, status = excluded.status, status_date = excluded.status_date,
            investment_wan = excluded.investment_wan, note = excluded.note, owner = excluded.owner, version = excluded.version
        where s.version = excluded.version - 1
        """;

    private const string EventsSql = """
        insert into log_events (write_id, ordinal, kind, aggregate, version, body, before)
        select $1, x.ordinal, $2, x.aggregate, x.version, x.body::json, x.before::json
        from unnest($3, $4, $5, $6) with ordinality as x (aggregate, version, body, before, ordinal)
        """;

    private const string Kind = "Cluster.Contracts.Infrastructure.SegmentReported";

    private readonly SegmentBatches _batches = new(owner, prefix);
    /// <summary>Of all of them: they share the log.</summary>
    private static long _writes;

    protected override Func<int, Task>[] MakeReady(int calls) => [.. Enumerable.Range(0, calls).Select(_ => MakeReady(_batches.Next().Rows))];

    private Func<int, Task> MakeReady(IReadOnlyList<SegmentRow> rows)
    {
        object[] columns =
        [
            Column(r => r.Key), Column(_ => SegmentRow.Kind), Column(r => r.Route), Column(r => r.Name),
            Column(r => $$"""{{{string.Join(',', r.Touches)}}}"""), Column(r => r.LengthKm), Column(r => r.TechnicalClass), Column(r => r.Status),
            Column(r => r.StatusDate), Column(r => r.InvestmentWan), Column(r => r.Note), owner, Column(r => (long)r.Version),
        ];
        object[] events =
        [
            Interlocked.Increment(ref _writes), Kind, Column(r => $"infrastructure/segments/{r.Key}"), Column(r => (long)r.Version), Column(r => r.Event),
            Column(r => withBefore ? r.EventBefore : null),
        ];
        return _ => Write(columns, events);

        TValue[] Column<TValue>(Func<SegmentRow, TValue> value) => [.. rows.Select(value)];
    }

    /// <summary>A batch without a transaction around it is one, in a single round trip.</summary>
    private async Task Write(object[] columns, object[] events)
    {
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(Command(UpsertSql, columns));
        batch.BatchCommands.Add(Command(EventsSql, events));
        if (await batch.ExecuteNonQueryAsync() != 2 * SegmentBatches.RowsPerCall)
        {
            throw new LoadException("The bare upsert did not write all its rows.");
        }
    }

    private static NpgsqlBatchCommand Command(string sql, object[] values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(new() { Value = value });
        }

        return command;
    }
}
