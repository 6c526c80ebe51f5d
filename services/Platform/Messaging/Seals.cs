using System.Buffers.Binary;
using System.Security.Cryptography;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using NpgsqlTypes;

namespace Cluster.Messaging;

/// <summary>A write and the digest of all that the log says of it.</summary>
internal sealed record DigestedWrite(LogCursor Place, byte[] Digest);

/// <summary>How a write becomes a digest and a run of writes a seal; the same for sealing and for checking.</summary>
internal static class Seals
{
    public const int DigestBytes = SHA256.HashSizeInBytes;

    /// <summary>Of a row of log_events. JSON arrays, since they keep apart what a mere concatenation would run together.</summary>
    public const string EventDigest =
        "sha256(convert_to(json_build_array(ordinal, kind, aggregate, version, body::text, before::text)::text, 'UTF8'))";

    /// <summary>
    /// Of a row of log_writes with its events, of which those that retention removed left their digests. What the relay changes later (sent or
    /// not, attempts) is left out; the instant is a number, since its text depends on the session. Whom it concerns is added where it says so, so that
    /// what concerns nobody else has the digest that it had before there were addressees.
    /// </summary>
    public const string WriteDigest = $"""
        sha256(
            convert_to(json_build_array(
                id, extract(epoch from written_at), organisation, client, role, address, trace, events)::text
                || coalesce(to_json(addressees)::text, ''), 'UTF8')
            || coalesce((
                select string_agg(digest, ''::bytea order by ordinal) from (
                    select ordinal, {EventDigest} as digest from log_events where write_id = id
                    union all
                    select ordinal, substring(digests from (place::int - 1) * 32 + 1 for 32)
                    from log_removals, unnest(ordinals) with ordinality as gone (ordinal, place)
                    where write_id = id) as event), ''::bytea))
        """;

    private const string DigestSql = $"""
        select id, transaction, {WriteDigest}
        from log_writes
        where (transaction, id) > ($1, $2) and (transaction, id) <= ($3, $4)
        order by transaction, id
        """;

    public static async Task<List<DigestedWrite>> Digest(
        NpgsqlConnection connection, LogCursor after, LogCursor upTo, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(DigestSql, connection)
        {
            Parameters =
            {
                new() { Value = after.Transaction, NpgsqlDbType = NpgsqlDbType.Xid8 }, new() { Value = after.Id },
                new() { Value = upTo.Transaction, NpgsqlDbType = NpgsqlDbType.Xid8 }, new() { Value = upTo.Id },
            },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var writes = new List<DigestedWrite>();
        while (await reader.ReadAsync(cancellation))
        {
            writes.Add(new DigestedWrite(new LogCursor(reader.GetFieldValue<ulong>(1), reader.GetInt64(0)), reader.GetFieldValue<byte[]>(2)));
        }

        return writes;
    }

    public static byte[] HashOf(byte[]? before, LogSeal seal)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(before ?? []);
        Append(seal.Number);
        Append(seal.SealedAt.ToUnixTimeMilliseconds());
        Append((long)seal.Transaction);
        foreach (var write in seal.Writes)
        {
            Append(write);
        }

        hash.AppendData(seal.Digests);
        return hash.GetHashAndReset();

        void Append(long value)
        {
            Span<byte> bytes = stackalloc byte[sizeof(long)];
            BinaryPrimitives.WriteInt64BigEndian(bytes, value);
            hash.AppendData(bytes);
        }
    }
}

/// <summary>Seals the log once a minute, apart from the writers, who neither wait for it nor know of it. One of several replicas does it.</summary>
internal sealed partial class Sealer(NpgsqlDataSource database, TimeProvider time, MessagingOptions options, ILogger<Sealer> logger) : BackgroundService
{
    private const int WritesMax = 5_000;

    /// <summary>One statement digests them all, and has to end before its time-out.</summary>
    private const int EventsMax = 100_000;

    private const string TurnSql = "select pg_try_advisory_xact_lock(hashtext('log_seals'))";

    private const string LastSql = """
        select number, transaction, writes[array_upper(writes, 1)], hash from log_seals order by number desc limit 1
        """;

    /// <summary>What has been written since, without what may still be overtaken by a late commit.</summary>
    private const string UnsealedSql = """
        select transaction, id, events from log_writes
        where (transaction, id) > ($1, $2) and transaction < pg_snapshot_xmin(pg_current_snapshot())
        order by transaction, id
        limit $3
        """;

    private const string SealSql = """
        insert into log_seals (number, sealed_at, transaction, writes, digests, hash) values ($1, $2, $3, $4, $5, $6)
        """;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.SealEvery, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                while (await SealNext(stoppingToken))
                {
                }
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                // Nothing was sealed by halves; what is not sealed now is the next time.
                Postponed(logger, failure);
            }
        }
    }

    /// <returns>There was more than one seal takes.</returns>
    private async Task<bool> SealNext(CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await using (var turn = new NpgsqlCommand(TurnSql, connection))
        {
            if (!(bool)(await turn.ExecuteScalarAsync(cancellation))!)
            {
                return false;
            }
        }

        var (number, place, hash) = await Last(connection, cancellation);
        var (upTo, more) = await Unsealed(connection, place, cancellation);
        if (upTo != place)
        {
            await Insert(connection, number + 1, hash, await Seals.Digest(connection, place, upTo, cancellation), cancellation);
            await transaction.CommitAsync(cancellation);
        }

        return more;
    }

    private static async Task<(LogCursor UpTo, bool More)> Unsealed(NpgsqlConnection connection, LogCursor after, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(UnsealedSql, connection)
        {
            Parameters =
            {
                new() { Value = after.Transaction, NpgsqlDbType = NpgsqlDbType.Xid8 }, new() { Value = after.Id }, new() { Value = WritesMax },
            },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var (upTo, writes, events) = (after, 0, 0L);
        while (await reader.ReadAsync(cancellation))
        {
            if (events >= EventsMax)
            {
                return (upTo, More: true);
            }

            upTo = new LogCursor(reader.GetFieldValue<ulong>(0), reader.GetInt64(1));
            events += reader.GetInt32(2);
            writes++;
        }

        return (upTo, More: writes == WritesMax);
    }

    private static async Task<(long Number, LogCursor Place, byte[]? Hash)> Last(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(LastSql, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation)
            ? (reader.GetInt64(0), new LogCursor(reader.GetFieldValue<ulong>(1), reader.GetInt64(2)), reader.GetFieldValue<byte[]>(3))
            : default;
    }

    private async Task Insert(
        NpgsqlConnection connection, long number, byte[]? before, List<DigestedWrite> writes, CancellationToken cancellation)
    {
        var seal = new LogSeal
        {
            Number = number, SealedAt = time.GetUtcNow(), Transaction = writes[^1].Place.Transaction,
            Writes = [.. writes.Select(w => w.Place.Id)], Digests = [.. writes.SelectMany(w => w.Digest)],
        };
        await using var command = new NpgsqlCommand(SealSql, connection)
        {
            Parameters =
            {
                new() { Value = seal.Number }, new() { Value = seal.SealedAt },
                new() { Value = seal.Transaction, NpgsqlDbType = NpgsqlDbType.Xid8 }, new() { Value = seal.Writes },
                new() { Value = seal.Digests }, new() { Value = Seals.HashOf(before, seal) },
            },
        };
        await command.ExecuteNonQueryAsync(cancellation);
    }

    [LoggerMessage(EventId = 1301, Level = LogLevel.Warning, Message = "The log could not be sealed and is the next time")]
    private static partial void Postponed(ILogger logger, Exception failure);
}
