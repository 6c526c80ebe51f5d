using Npgsql;
using NpgsqlTypes;

namespace Cluster.Messaging;

/// <summary>A place in the log: everything at or before it has been read.</summary>
public readonly record struct LogCursor(ulong Transaction, long Id);

/// <summary>
/// Reads the log by position. Identity values are given before the commit, so a lower one may appear later; a reader that stops below the
/// oldest transaction still running, and orders by transaction first, never passes a row that commits late.
/// </summary>
public static class LogReader
{
    private const string AfterSql = """
        select id, transaction, events from log_writes
        where (transaction, id) > ($1, $2) and transaction < pg_snapshot_xmin(pg_current_snapshot())
        order by transaction, id
        limit $3
        """;

    /// <param name="eventsMax">The first write alone may hold more.</param>
    public static async Task<(long[] Writes, LogCursor Next)> WritesAfter(
        NpgsqlConnection connection, LogCursor cursor, int writesMax, int eventsMax, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(AfterSql, connection)
        {
            Parameters =
            {
                new() { Value = cursor.Transaction, NpgsqlDbType = NpgsqlDbType.Xid8 },
                new() { Value = cursor.Id },
                new() { Value = writesMax },
            },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var (ids, events) = (new List<long>(), 0);
        while (await reader.ReadAsync(cancellation))
        {
            events += reader.GetInt32(2);
            if (ids.Count > 0 && events > eventsMax)
            {
                break;
            }

            cursor = new LogCursor(reader.GetFieldValue<ulong>(1), reader.GetInt64(0));
            ids.Add(cursor.Id);
        }

        return ([.. ids], cursor);
    }
}
