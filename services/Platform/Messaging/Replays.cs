using Microsoft.Extensions.Logging;
using Npgsql;

namespace Cluster.Messaging;

/// <summary>A service dropped its read models and asks everybody for their whole log again.</summary>
public sealed record ReplayRequested(string Consumer);

/// <summary>A service has sent its whole log to the one that asked; what it sent stands before this in the consumer's queue.</summary>
public sealed record ReplaySent(string Consumer);

/// <summary>
/// Drops what was built from events and asks for them again; the caller truncates its own tables afterwards, on the same transaction. The inbox first,
/// as whoever applies a packet does: each would wait for the other otherwise.
/// </summary>
public sealed class ReadModels(MessagingOptions options)
{
    /// <summary>For a statement of a rebuild: an operator waits for it, and it goes through as much of the log as there is.</summary>
    public const int SecondsMax = 600;

    /// <summary>Whole tables are gone through here, for which plans by key are the wrong ones: a join over the log took ten seconds and takes milliseconds.</summary>
    private const string ForgetSql = """
        set local enable_seqscan = on;
        lock table inbox in exclusive mode;
        delete from inbox;
        delete from dead_letters where replayed_at is null;
        """;

    private const string VersionSql = "select coalesce(max(version), 0) + 1 from log_events where aggregate = $1";

    public async Task RequestReplay(LogTransaction transaction, CancellationToken cancellation)
    {
        var aggregate = $"{options.Service}/replays/{options.Service}";
        await using (var forget = new NpgsqlCommand(ForgetSql, transaction.Connection) { CommandTimeout = SecondsMax })
        {
            await forget.ExecuteNonQueryAsync(cancellation);
        }

        transaction.Append(aggregate, await NextVersion(transaction.Connection, aggregate, cancellation), new ReplayRequested(options.Service));
    }

    internal static async Task<long> NextVersion(NpgsqlConnection connection, string aggregate, CancellationToken cancellation)
    {
        await using var next = new NpgsqlCommand(VersionSql, connection) { Parameters = { new() { Value = aggregate } } };
        return (long)(await next.ExecuteScalarAsync(cancellation))!;
    }
}

/// <summary>Heard by every service, the asking one included.</summary>
internal sealed class OnReplayRequested : IHandle<ReplayRequested>
{
    private const string StartSql = """
        insert into replays (consumer, after_transaction, after_id, requested_at, finished_at) values ($1, '0', 0, $2, null)
        on conflict (consumer) do update
        set after_transaction = '0', after_id = 0, requested_at = excluded.requested_at, finished_at = null
        """;

    public async Task Handle(IReadOnlyList<Received<ReplayRequested>> events, LogTransaction transaction, CancellationToken cancellation)
    {
        foreach (var consumer in events.Select(e => e.Event.Consumer).Distinct())
        {
            await using var command = new NpgsqlCommand(StartSql, transaction.Connection)
            {
                Parameters = { new() { Value = consumer }, new() { Value = transaction.StartedAt } },
            };
            await command.ExecuteNonQueryAsync(cancellation);
        }
    }
}

/// <summary>Sends the log again, in stable order, to the one consumer that asked.</summary>
internal sealed partial class ReplaySender(
    EventLog log, PacketPublisher publisher, Handlers handlers, MessagingOptions options, TimeProvider time, ILogger<ReplaySender> logger)
{
    /// <summary>What tells of replays is of no view, and would tell of one that is over.</summary>
    private static readonly string[] OfReplays = [EventJson.KindOf<ReplayRequested>(), EventJson.KindOf<ReplaySent>()];

    private const string ClaimSql = """
        select consumer, after_transaction, after_id from replays where finished_at is null
        order by requested_at limit 1 for update skip locked
        """;

    private const string AdvanceSql = """
        update replays set after_transaction = $2, after_id = $3, finished_at = $4 where consumer = $1
        """;

    public async Task<int> SendNext(CancellationToken cancellation)
    {
        await using var transaction = await log.Open(Caller.System(options.Service, trace: null), cancellation);
        var connection = transaction.Connection;
        var (consumer, cursor) = await Claim(connection, cancellation);
        if (consumer is null)
        {
            return 0;
        }

        var (writes, next) = await LogReader.WritesAfter(connection, cursor, Relay.WritesMax, Relay.EventsMax, cancellation);
        if (writes.Length > 0)
        {
            // What another service hears only that one knows.
            var events = await Relay.ReadEvents(connection, writes, consumer == options.Service ? [.. handlers.Kinds] : null, cancellation);
            events.RemoveAll(e => OfReplays.Contains(e.Kind) || e.Aggregate.StartsWith(Notes.Prefix, StringComparison.Ordinal));
            var failures = await publisher.SendTo(consumer, EventPacket.Cut(options.Service, events), cancellation);
            if (failures.Count > 0)
            {
                Interrupted(logger, consumer, failures[0].Reason);
                return 0;
            }
        }

        await Advance(connection, consumer, next, finished: writes.Length == 0, cancellation);
        if (writes.Length == 0)
        {
            var aggregate = $"{options.Service}/replays-sent/{consumer}";
            transaction.Append(aggregate, await ReadModels.NextVersion(connection, aggregate, cancellation), new ReplaySent(consumer));
        }

        await transaction.Commit(cancellation);
        return writes.Length;
    }

    private static async Task<(string? Consumer, LogCursor Cursor)> Claim(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(ClaimSql, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation)
            ? (reader.GetString(0), new LogCursor(reader.GetFieldValue<ulong>(1), reader.GetInt64(2)))
            : (null, default);
    }

    private async Task Advance(
        NpgsqlConnection connection, string consumer, LogCursor cursor, bool finished, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(AdvanceSql, connection)
        {
            Parameters =
            {
                new() { Value = consumer },
                new() { Value = cursor.Transaction, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Xid8 },
                new() { Value = cursor.Id },
                new() { Value = finished ? time.GetUtcNow() : DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.TimestampTz },
            },
        };
        await command.ExecuteNonQueryAsync(cancellation);
    }

    [LoggerMessage(EventId = 1201, Level = LogLevel.Warning, Message = "The replay for {Consumer} was interrupted and goes on later: {Reason}")]
    private static partial void Interrupted(ILogger logger, string consumer, string reason);
}
