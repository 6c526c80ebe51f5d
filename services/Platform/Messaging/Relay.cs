using Cluster.ServiceDefaults;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Cluster.Messaging;

/// <summary>
/// Sends what the log holds and the broker has not confirmed. The rows being sent stay locked for this replica and are skipped by the
/// others; a kill between publish and marking sends them again, which consumers recognise by version.
/// </summary>
internal sealed partial class Relay(
    [FromKeyedServices(Database.ByKey)] NpgsqlDataSource database, PacketPublisher publisher, RelaySignal signal, RelayBacklog backlog,
    ReplaySender replays, TimeProvider time, MessagingOptions options, ILogger<Relay> logger) : BackgroundService
{
    internal const int WritesMax = 256;
    internal const int EventsMax = 5_000;
    private static readonly TimeSpan PollEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan RetryMax = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan CaughtUpEvery = TimeSpan.FromSeconds(5);
    private DateTimeOffset _saidCaughtUp;

    private const string ClaimSql = """
        select id, events from log_writes
        where sent_at is null and next_attempt_at <= $1
        order by next_attempt_at, id
        limit $2
        for update skip locked
        """;

    private const string ReadSql = """
        select e.write_id, e.kind, e.aggregate, e.version, e.body::text, w.written_at, w.organisation, w.client, w.trace
        from log_events e join log_writes w on w.id = e.write_id
        where e.write_id = any($1) and ($2::text[] is null or e.kind = any($2))
        order by e.write_id, e.ordinal
        """;

    private const string MarkSql = "update log_writes set sent_at = $2 where id = any($1)";

    /// <summary>Back-off doubles from one second; a write that the broker refuses is never given up, only looked at less often.</summary>
    private const string PostponeSql = """
        update log_writes
        set attempts = attempts + 1, last_failure = $3,
            next_attempt_at = $2 + make_interval(secs => least($4, power(2, least(attempts, 16))))
        where id = any($1)
        """;

    private const string BacklogSql = """
        select coalesce(sum(events), 0), min(written_at) from log_writes where sent_at is null
        """;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var lastLook = DateTimeOffset.MinValue;
        while (!stoppingToken.IsCancellationRequested)
        {
            var moved = 0;
            try
            {
                moved = await SendPending(stoppingToken) + await replays.SendNext(stoppingToken);
                if (time.GetUtcNow() - lastLook >= PollEvery)
                {
                    lastLook = time.GetUtcNow();
                    await LookAtBacklog(stoppingToken);
                }
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                // Broker or database away: nothing was marked, so nothing is lost. Look again after a pause.
                Interrupted(logger, failure);
                await signal.Wait(PollEvery, stoppingToken);
            }

            if (moved == 0)
            {
                await signal.Wait(PollEvery, stoppingToken);
            }
        }
    }

    private async Task<int> SendPending(CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var writes = await Claim(connection, cancellation);
        if (writes.Length == 0)
        {
            return 0;
        }

        var log = await ReadEvents(connection, writes, kinds: null, cancellation);
        var packets = EventPacket.Cut(options.Service, log);
        var failures = await publisher.Publish(packets, cancellation);
        var failed = failures.SelectMany(f => f.Packet.WriteIds).ToHashSet();
        await Mark(connection, [.. writes.Where(id => !failed.Contains(id))], cancellation);
        foreach (var group in failures.Where(f => !f.BrokerAway).GroupBy(f => f.Reason))
        {
            var ids = group.SelectMany(f => f.Packet.WriteIds).Distinct().ToArray();
            Postponed(logger, ids.Length, group.Key);
            await Postpone(connection, ids, group.Key, cancellation);
        }

        await transaction.CommitAsync(cancellation);
        if (failures.Find(f => f.BrokerAway) is { } away)
        {
            BrokerAway(logger, away.Reason);
        }

        return writes.Length - failed.Count;
    }

    private async Task<long[]> Claim(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(ClaimSql, connection)
        {
            Parameters = { new() { Value = time.GetUtcNow() }, new() { Value = WritesMax } },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var ids = new List<long>();
        var events = 0;
        while (await reader.ReadAsync(cancellation))
        {
            events += reader.GetInt32(1);
            if (ids.Count > 0 && events > EventsMax)
            {
                break;
            }

            ids.Add(reader.GetInt64(0));
        }

        return [.. ids];
    }

    /// <param name="kinds">Null for all.</param>
    internal static async Task<List<LoggedEvent>> ReadEvents(
        NpgsqlConnection connection, long[] writes, string[]? kinds, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(ReadSql, connection)
        {
            Parameters = { new() { Value = writes }, new NpgsqlParameter<string[]?> { TypedValue = kinds } },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var log = new List<LoggedEvent>();
        while (await reader.ReadAsync(cancellation))
        {
            log.Add(new LoggedEvent(
                reader.GetInt64(0), reader.GetString(1), reader.GetString(2), reader.GetInt64(3), reader.GetString(4),
                reader.GetFieldValue<DateTimeOffset>(5), reader.GetString(6), reader.GetString(7),
                reader.IsDBNull(8) ? null : reader.GetString(8)));
        }

        return log;
    }

    private async Task Mark(NpgsqlConnection connection, long[] ids, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(MarkSql, connection)
        {
            Parameters = { new() { Value = ids }, new() { Value = time.GetUtcNow() } },
        };
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private async Task Postpone(NpgsqlConnection connection, long[] ids, string reason, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(PostponeSql, connection)
        {
            Parameters =
            {
                new() { Value = ids }, new() { Value = time.GetUtcNow() }, new() { Value = reason },
                new() { Value = RetryMax.TotalSeconds },
            },
        };
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private async Task LookAtBacklog(CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(BacklogSql);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        var oldest = await reader.IsDBNullAsync(1, cancellation) ? time.GetUtcNow() : reader.GetFieldValue<DateTimeOffset>(1);
        backlog.Observe(reader.GetInt64(0), time.GetUtcNow() - oldest);
        if (backlog.Events == 0 && time.GetUtcNow() - _saidCaughtUp >= CaughtUpEvery)
        {
            _saidCaughtUp = time.GetUtcNow();
            await publisher.Publish([OutgoingPacket.CaughtUp(options.Service, _saidCaughtUp)], cancellation);
        }
    }

    [LoggerMessage(EventId = 1001, Level = LogLevel.Warning, Message = "The relay was interrupted and will look again")]
    private static partial void Interrupted(ILogger logger, Exception failure);

    [LoggerMessage(EventId = 1003, Level = LogLevel.Warning, Message = "The broker does not confirm: {Reason}")]
    private static partial void BrokerAway(ILogger logger, string reason);

    [LoggerMessage(EventId = 1002, Level = LogLevel.Warning, Message = "{Writes} writes could not be sent and wait: {Reason}")]
    private static partial void Postponed(ILogger logger, int writes, string reason);
}
