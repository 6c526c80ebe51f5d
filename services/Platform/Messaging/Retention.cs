using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using NpgsqlTypes;

namespace Cluster.Messaging;

/// <summary>Old entries were taken out of the log; the only trace of a removal, and itself never removed.</summary>
/// <param name="SealedBefore">Only what had been sealed before was looked at.</param>
/// <param name="UpToSeal">The last seal that covers such entries.</param>
/// <param name="Writes">Of these nothing is left.</param>
/// <param name="Digest">Over the rows that this removal left in <c>log_removals</c>, in hexadecimal.</param>
public sealed record EntriesRemoved(int KeepDays, DateTimeOffset SealedBefore, long UpToSeal, long Events, long Writes, string Digest);

/// <summary>
/// Once a day removes from the log what is older than it has to be kept (留存): notes, and events that had been superseded before that time already, so
/// that what was so at any moment since can still be told, and views be rebuilt. A part at a time; writers do not notice.
/// </summary>
internal sealed partial class Retention(NpgsqlDataSource database, TimeProvider time, MessagingOptions options, ILogger<Retention> logger) : BackgroundService
{
    private const int WritesMax = 5_000;
    private const int EventsMax = 20_000;
    private static readonly TimeSpan FirstAfter = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Every = TimeSpan.FromDays(1);

    private const string TurnSql = "select pg_try_advisory_xact_lock(hashtext('log_removals'))";

    private const string OldSealSql = """
        select number, transaction, writes[array_upper(writes, 1)] from log_seals where sealed_at < $1 order by number desc limit 1
        """;

    private const string NextSql = """
        select transaction, id, events from log_writes
        where (transaction, id) > ($1, $2) and (transaction, id) <= ($3, $4) and sent_at is not null
        order by transaction, id
        limit $5
        """;

    /// <summary>Superseded is what a newer one of the same age replaced; the newest of them is what was so when the kept time began.</summary>
    private const string RemoveSql = $"""
        with removed as (
            delete from log_events as event
            where write_id = any($2)
              and case when starts_with(aggregate, '{Notes.Prefix}') then kind <> $5
                else exists (
                    select from log_events as newer join log_writes as write on write.id = newer.write_id
                    where newer.aggregate = event.aggregate and newer.version > event.version and (write.transaction, write.id) <= ($3, $4)) end
            returning write_id, ordinal, {Seals.EventDigest} as digest),
        kept as (
            insert into log_removals (write_id, removal, ordinals, digests)
            select write_id, $1, array_agg(ordinal order by ordinal), string_agg(digest, ''::bytea order by ordinal) from removed group by write_id)
        select count(*) from removed
        """;

    /// <summary>Of a write without events one digest is enough.</summary>
    private const string RemoveWritesSql = $"""
        with gone as (
            select id, {Seals.WriteDigest} as digest from log_writes
            where id in (select write_id from log_removals where removal = $1 and write_id = any($2))
              and not exists (select from log_events where write_id = id)),
        summed as (
            update log_removals set ordinals = array[]::int[], digests = digest from gone where write_id = id and removal = $1),
        removed as (
            delete from log_writes where id in (select id from gone) returning id)
        select count(*) from removed
        """;

    /// <summary>As <see cref="VerifySeals"/> computes it.</summary>
    public const string RemovalDigest =
        "sha256(string_agg(convert_to(json_build_array(write_id, ordinals, encode(digests, 'hex'))::text, 'UTF8'), ''::bytea order by write_id))";

    private const string DigestSql = $"select {RemovalDigest} from log_removals where removal = $1";

    private const string NoteSql = """
        with write as (
            insert into log_writes (id, written_at, organisation, client, role, events, sent_at, attempts, next_attempt_at)
            overriding system value values ($1, $2, '', $3, 'system', 1, $2, 0, $2))
        insert into log_events (write_id, ordinal, kind, aggregate, version, body) values ($1, 1, $4, $5, 1, $6::json)
        """;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(FirstAfter, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            timer.Period = Every;
            try
            {
                await RemoveOld(stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                // Each part is removed whole, with its note, or not at all; the rest is for tomorrow.
                Interrupted(logger, failure);
            }
        }
    }

    /// <returns>How many events were removed; none where another replica is at it.</returns>
    public async Task<long> RemoveOld(CancellationToken cancellation)
    {
        var (place, all) = (default(LogCursor), 0L);
        while (await RemovePart(place, cancellation) is var (next, events))
        {
            (place, all) = (next, all + events);
        }

        if (all > 0)
        {
            Removed(logger, all, options.KeepDays);
        }

        return all;
    }

    private async Task<(LogCursor Next, long Events)?> RemovePart(LogCursor after, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var sealedBefore = now.AddDays(-options.KeepDays);
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        if (await Scalar<bool>(connection, TurnSql, cancellation) is false
            || await OldSeal(connection, sealedBefore, cancellation) is not var (seal, upTo)
            || await NextPart(connection, after, upTo, cancellation) is not { Count: > 0 } part)
        {
            return null;
        }

        var writes = part.Select(p => p.Id).ToArray();
        var removal = await Scalar<long>(connection, "select nextval('log_writes_id_seq')", cancellation);
        var events = await Scalar<long>(
            connection, RemoveSql, cancellation, removal, writes, upTo.Transaction, upTo.Id, EventJson.KindOf<EntriesRemoved>());
        if (events > 0)
        {
            var gone = await Scalar<long>(connection, RemoveWritesSql, cancellation, removal, writes);
            var digest = await Scalar<byte[]>(connection, DigestSql, cancellation, removal);
            var note = new EntriesRemoved(options.KeepDays, sealedBefore, seal, events, gone, Convert.ToHexStringLower(digest));
            await using var command = Command(
                connection, NoteSql, removal, now, options.Service, EventJson.KindOf<EntriesRemoved>(), $"{Notes.Prefix}{options.Service}/retention/{removal}",
                EventJson.Write(note));
            await command.ExecuteNonQueryAsync(cancellation);
            await transaction.CommitAsync(cancellation);
        }

        return (part[^1], events);
    }

    private static async Task<(long Seal, LogCursor UpTo)?> OldSeal(NpgsqlConnection connection, DateTimeOffset before, CancellationToken cancellation)
    {
        await using var command = Command(connection, OldSealSql, before);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation) ? (reader.GetInt64(0), new LogCursor(reader.GetFieldValue<ulong>(1), reader.GetInt64(2))) : null;
    }

    private static async Task<List<LogCursor>> NextPart(NpgsqlConnection connection, LogCursor after, LogCursor upTo, CancellationToken cancellation)
    {
        await using var command = Command(connection, NextSql, after.Transaction, after.Id, upTo.Transaction, upTo.Id, WritesMax);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var (part, events) = (new List<LogCursor>(), 0L);
        while (events < EventsMax && await reader.ReadAsync(cancellation))
        {
            part.Add(new LogCursor(reader.GetFieldValue<ulong>(0), reader.GetInt64(1)));
            events += reader.GetInt32(2);
        }

        return part;
    }

    private static async Task<T> Scalar<T>(NpgsqlConnection connection, string sql, CancellationToken cancellation, params object[] parameters)
    {
        await using var command = Command(connection, sql, parameters);
        return (T)(await command.ExecuteScalarAsync(cancellation))!;
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, params object[] parameters)
    {
        var command = new NpgsqlCommand(sql, connection);
        foreach (var value in parameters)
        {
            command.Parameters.Add(value is ulong ? new() { Value = value, NpgsqlDbType = NpgsqlDbType.Xid8 } : new() { Value = value });
        }

        return command;
    }

    [LoggerMessage(EventId = 1401, Level = LogLevel.Warning, Message = "Removing old entries from the log was interrupted and goes on tomorrow")]
    private static partial void Interrupted(ILogger logger, Exception failure);

    [LoggerMessage(EventId = 1402, Level = LogLevel.Information, Message = "{Events} events older than {Days} days were removed from the log")]
    private static partial void Removed(ILogger logger, long events, int days);
}
