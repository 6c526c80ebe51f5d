using Cluster.Load.Measuring;
using Npgsql;

namespace Cluster.Load.Segments;

/// <summary>R3's floor: one durable insert a row, on as many connections as there are senders.</summary>
internal sealed class BareInserts(NpgsqlDataSource database, string owner) : Contender(unitsPerCall: 1, SinglePushes.Senders, SinglePushes.FirstCalls)
{
    private const string InsertSql = """
        insert into segments
            (key, kind, route, name, touches, length_km, technical_class, status, status_date, investment_wan, note, owner, version,
             earlier_classes, routes, via)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, '{}', '{}', '{}')
        """;

    private int _next;

    protected override Func<int, Task>[] MakeReady(int calls) => [.. Enumerable.Range(0, calls).Select(_ => MakeReady())];

    private Func<int, Task> MakeReady()
    {
        var row = new SegmentRow($"single-{++_next:00000000}", owner, _next, Version: 1);
        object[] values =
        [
            row.Key, SegmentRow.Kind, row.Route, row.Name, row.Touches, row.LengthKm, row.TechnicalClass, row.Status, row.StatusDate,
            row.InvestmentWan, row.Note, row.Owner, (long)row.Version,
        ];
        return _ => Insert(values);
    }

    private async Task Insert(object[] values)
    {
        await using var command = database.CreateCommand(InsertSql);
        foreach (var value in values)
        {
            command.Parameters.Add(new() { Value = value });
        }

        await command.ExecuteNonQueryAsync();
    }
}
