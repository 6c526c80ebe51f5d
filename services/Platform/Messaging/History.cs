using System.Text.Json;
using Cluster.ServiceDefaults;
using Npgsql;

namespace Cluster.Messaging;

/// <summary>One change of an aggregate: who wrote it, when, by which credential, what it was and what it became.</summary>
/// <param name="Trace">traceparent of the request.</param>
/// <param name="Before">Null where it is the first.</param>
public sealed record HistoryEntry(
    long Version, DateTimeOffset At, string Organisation, string Client, string Role, string? Trace, JsonElement? Before, JsonElement After);

/// <summary>What the log knows of one aggregate.</summary>
public static class History
{
    private const string Sql = """
        select version, written_at, organisation, client, role, trace, before, body
        from log_events
        join log_writes on log_writes.id = write_id
        where aggregate = $1
        order by version
        """;

    public static async Task<List<HistoryEntry>> Of(string aggregate, NpgsqlDataSource database, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(Sql);
        command.Parameters.Add(new() { Value = aggregate });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var entries = new List<HistoryEntry>();
        while (await reader.ReadAsync(cancellation))
        {
            var body = reader.GetString(7);
            entries.Add(new HistoryEntry(
                reader.GetInt64(0), reader.GetFieldValue<DateTimeOffset>(1), reader.GetString(2), reader.GetString(3), reader.GetString(4),
                reader.IsDBNull(5) ? null : reader.GetString(5),
                reader.IsDBNull(6) ? null : Shown(ValuesBefore.Read(body, reader.GetString(6))), Shown(body)));
        }

        return entries;

        static JsonElement Shown(string fact) => PersonalNumbers.Mask(JsonElement.Parse(fact));
    }
}
