using System.Buffers.Binary;
using System.Security.Cryptography;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using NpgsqlTypes;

namespace Cluster.Messaging;

/// <summary>A write and the digest of all that the log says of it.</summary>
internal sealed record SealedWrite(LogCursor Place, byte[] Digest);

/// <summary>How a write becomes a digest and a run of writes a seal; the same for sealing and for checking.</summary>
internal static class Seals
{
    public const int DigestBytes = SHA256.HashSizeInBytes;

    /// <summary>
    /// What the relay changes later (sent or not, attempts) is left out. JSON arrays, since they keep apart what a mere concatenation would run
    /// together; the instant as a number, since its text depends on the session.
    /// </summary>
    private const string DigestSql = """
        select id, transaction, sha256(
            convert_to(json_build_array(
                id, extract(epoch from written_at), organisation, client, role, address, trace, events)::text, 'UTF8')
            || coalesce((
                select string_agg(sha256(convert_to(json_build_array(
                    ordinal, kind, aggregate, version, body::text, before::text)::text, 'UTF8')), ''::bytea order by ordinal)
                from log_events where write_id = id), ''::bytea))
        from log_writes
        where (transaction, id) > ($1, $2)
        """;

    private const string UnsealedSql = $"""
        {DigestSql} and transaction < pg_snapshot_xmin(pg_current_snapshot()) order by transaction, id limit $3
        """;

    private const string UpToSql = $"{DigestSql} and (transaction, id) <= ($3, $4) order by transaction, id";

    /// <summary>What has been written since, without what may still be overtaken by a late commit.</summary>
    public static Task<List<SealedWrite>> Unsealed(NpgsqlConnection connection, LogCursor after, int max, CancellationToken cancellation) =>
        Read(connection, UnsealedSql, cancellation, Transaction(after), Id(after), new() { Value = max });

    public static Task<List<SealedWrite>> Between(
        NpgsqlConnection connection, LogCursor after, LogCursor upTo, CancellationToken cancellation) =>
        Read(connection, UpToSql, cancellation, Transaction(after), Id(after), Transaction(upTo), Id(upTo));

    public static byte[] HashOf(byte[]? before, long number, ReadOnlySpan<long> writes, ReadOnlySpan<byte> digests)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(before ?? []);
        Append(number);
        foreach (var write in writes)
        {
            Append(write);
        }

        hash.AppendData(digests);
        return hash.GetHashAndReset();

        void Append(long value)
        {
            Span<byte> bytes = stackalloc byte[sizeof(long)];
            BinaryPrimitives.WriteInt64BigEndian(bytes, value);
            hash.AppendData(bytes);
        }
    }

    private static async Task<List<SealedWrite>> Read(
        NpgsqlConnection connection, string sql, CancellationToken cancellation, params NpgsqlParameter[] parameters)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.AddRange(parameters);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var writes = new List<SealedWrite>();
        while (await reader.ReadAsync(cancellation))
        {
            writes.Add(new SealedWrite(new LogCursor(reader.GetFieldValue<ulong>(1), reader.GetInt64(0)), reader.GetFieldValue<byte[]>(2)));
        }

        return writes;
    }

    private static NpgsqlParameter Transaction(LogCursor cursor) => new() { Value = cursor.Transaction, NpgsqlDbType = NpgsqlDbType.Xid8 };

    private static NpgsqlParameter Id(LogCursor cursor) => new() { Value = cursor.Id };
}

/// <summary>Seals the log once a minute, apart from the writers, who neither wait for it nor know of it. One of several replicas does it.</summary>
internal sealed partial class Sealer(NpgsqlDataSource database, TimeProvider time, MessagingOptions options, ILogger<Sealer> logger) : BackgroundService
{
    private const int WritesMax = 5_000;

    private const string TurnSql = "select pg_try_advisory_xact_lock(hashtext('log_seals'))";

    private const string LastSql = """
        select number, transaction, writes[array_upper(writes, 1)], hash from log_seals order by number desc limit 1
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
                while (await SealNext(stoppingToken) == WritesMax)
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

    private async Task<int> SealNext(CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await using (var turn = new NpgsqlCommand(TurnSql, connection))
        {
            if (!(bool)(await turn.ExecuteScalarAsync(cancellation))!)
            {
                return 0;
            }
        }

        var (number, place, hash) = await Last(connection, cancellation);
        var writes = await Seals.Unsealed(connection, place, WritesMax, cancellation);
        if (writes.Count > 0)
        {
            await Insert(connection, number + 1, hash, writes, cancellation);
            await transaction.CommitAsync(cancellation);
        }

        return writes.Count;
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
        NpgsqlConnection connection, long number, byte[]? before, List<SealedWrite> writes, CancellationToken cancellation)
    {
        var ids = writes.ConvertAll(w => w.Place.Id).ToArray();
        var digests = writes.SelectMany(w => w.Digest).ToArray();
        await using var command = new NpgsqlCommand(SealSql, connection)
        {
            Parameters =
            {
                new() { Value = number }, new() { Value = time.GetUtcNow() },
                new() { Value = writes[^1].Place.Transaction, NpgsqlDbType = NpgsqlDbType.Xid8 },
                new() { Value = ids }, new() { Value = digests }, new() { Value = Seals.HashOf(before, number, ids, digests) },
            },
        };
        await command.ExecuteNonQueryAsync(cancellation);
    }

    [LoggerMessage(EventId = 1301, Level = LogLevel.Warning, Message = "The log could not be sealed and is the next time")]
    private static partial void Postponed(ILogger logger, Exception failure);
}
