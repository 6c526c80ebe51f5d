using System.Collections.ObjectModel;
using System.Security.Cryptography;
using System.Text;
using Cluster.Messaging;
using Cluster.ServiceDefaults;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Cluster.Ingestion;

/// <summary>An answer as it was given, to be given again.</summary>
public sealed record Answer(int Status, byte[] Body)
{
    /// <summary>Told by its first bytes, since only they are kept.</summary>
    internal string MediaType =>
        Body.AsSpan().StartsWith("PK"u8) ? Files.XlsxWriter.MediaType
        : Body.AsSpan().StartsWith("{\"type\":\"urn:cluster:problem:"u8) ? "application/problem+json"
        : "application/json; charset=utf-8";
}

/// <summary>
/// The sender's Idempotency-Key: claimed in the transaction that writes, so that key, rows, events and answer are durable together. A second
/// request with the key waits for the first and repeats its answer; keys of different credentials never meet.
/// </summary>
internal sealed record IdempotencyClaim(string Client, string Key, byte[] RequestHash)
{
    private const int KeyLengthMax = 200;

    /// <summary>In the order of the keys, so that two transactions never wait for each other.</summary>
    private const string ClaimSql = """
        insert into idempotency_keys (client, key, request_hash, claimed_at)
        select x.client, x.key, x.request_hash, $4 from unnest($1, $2, $3) as x (client, key, request_hash)
        order by x.client, x.key
        on conflict (client, key) do nothing
        returning client, key
        """;

    private const string FindSql = """
        select client, key, request_hash, status, answer from idempotency_keys
        join unnest($1, $2) as x (client, key) using (client, key)
        """;

    private const string KeepSql = """
        update idempotency_keys as k set status = x.status, answer = x.answer
        from unnest($1, $2, $3, $4) as x (client, key, status, answer)
        where k.client = x.client and k.key = x.key
        """;

    public static IdempotencyClaim? From(HttpRequest request, Caller caller, ReadOnlyMemory<byte> body)
    {
        var key = request.Headers["Idempotency-Key"].ToString();
        if (key.Length == 0)
        {
            return null;
        }

        if (key.Length > KeyLengthMax)
        {
            throw new RefusedException(Problem.Of(IngestionRefusals.KeyTooLong, KeyLengthMax).With("field", "Idempotency-Key").With("limit", KeyLengthMax));
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{request.Method} {request.Path}{request.QueryString} {request.Headers.IfMatch} {request.Headers.IfNoneMatch}\n"));
        hash.AppendData(body.Span);
        return new IdempotencyClaim(caller.Client, key, hash.GetHashAndReset());
    }

    /// <summary>Of a file: what is wanted of it stands in the address and the form of answer, and so these belong to what was sent.</summary>
    public static IdempotencyClaim? From(HttpRequest request, Caller caller, Stream file, string wanted)
    {
        file.Position = 0;
        var content = SHA256.HashData(file);
        return From(request, caller, Encoding.UTF8.GetBytes($"{request.QueryString}\n{wanted}\n{Convert.ToHexString(content)}"));
    }

    /// <summary>What was answered under the keys that are not new; the others are ours now.</summary>
    public static async Task<IReadOnlyDictionary<IdempotencyClaim, Answer>> Claim(
        IReadOnlyList<IdempotencyClaim> claims, LogTransaction transaction, LockWait wait, CancellationToken cancellation)
    {
        if (claims.Count == 0 && wait == LockWait.Alone)
        {
            return ReadOnlyDictionary<IdempotencyClaim, Answer>.Empty;
        }

        await using var batch = new NpgsqlBatch(transaction.Connection)
        {
            BatchCommands =
            {
                new($"set local lock_timeout = {wait.KeysMs}"),
                new(ClaimSql)
                {
                    Parameters =
                    {
                        new() { Value = claims.Select(c => c.Client).ToArray() }, new() { Value = claims.Select(c => c.Key).ToArray() },
                        new() { Value = claims.Select(c => c.RequestHash).ToArray() }, new() { Value = transaction.StartedAt },
                    },
                },
                new($"set local lock_timeout = {wait.RowsMs}"),
            },
        };
        try
        {
            var ours = new HashSet<(string, string)>(claims.Count);
            await using (var reader = await batch.ExecuteReaderAsync(cancellation))
            {
                while (await reader.ReadAsync(cancellation))
                {
                    ours.Add((reader.GetString(0), reader.GetString(1)));
                }
            }

            return ours.Count == claims.Count
                ? ReadOnlyDictionary<IdempotencyClaim, Answer>.Empty
                : await Find([.. claims.Where(c => !ours.Contains((c.Client, c.Key)))], transaction.Connection, cancellation);
        }
        catch (PostgresException timeout) when (timeout.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            throw new RefusedException(Problem.Of(IngestionRefusals.RequestInProgress));
        }
    }

    public static NpgsqlBatchCommand Keep(IReadOnlyList<(IdempotencyClaim Claim, Answer Answer)> answers) => new(KeepSql)
    {
        Parameters =
        {
            new() { Value = answers.Select(a => a.Claim.Client).ToArray() }, new() { Value = answers.Select(a => a.Claim.Key).ToArray() },
            new() { Value = answers.Select(a => a.Answer.Status).ToArray() }, new() { Value = answers.Select(a => a.Answer.Body).ToArray() },
        },
    };

    private static async Task<Dictionary<IdempotencyClaim, Answer>> Find(
        IReadOnlyList<IdempotencyClaim> claims, NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(FindSql, connection)
        {
            Parameters = { new() { Value = claims.Select(c => c.Client).ToArray() }, new() { Value = claims.Select(c => c.Key).ToArray() } },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var given = new Dictionary<IdempotencyClaim, Answer>();
        while (await reader.ReadAsync(cancellation))
        {
            var claim = claims.First(c => c.Client == reader.GetString(0) && c.Key == reader.GetString(1));
            given[claim] = reader.GetFieldValue<byte[]>(2).AsSpan().SequenceEqual(claim.RequestHash)
                ? new Answer(reader.GetInt32(3), reader.GetFieldValue<byte[]>(4))
                : throw new RefusedException(Problem.Of(IngestionRefusals.KeyReused).With("field", "Idempotency-Key"));
        }

        return given;
    }
}

/// <summary>How long a transaction waits for what another holds before it gives up, in milliseconds; 0 is without end.</summary>
/// <param name="KeysMs">For an Idempotency-Key: the request that it repeats may soon have its answer.</param>
/// <param name="RowsMs">For everything after that.</param>
internal sealed record LockWait(int KeysMs, int RowsMs)
{
    public static readonly LockWait Alone = new(5_000, 0);

    /// <summary>One that waits holds up the others with it.</summary>
    public static readonly LockWait Together = new(200, 200);
}

public static class IdempotencyTable
{
    public static ModelBuilder AddIdempotencyKeys(this ModelBuilder model)
    {
        model.Entity<IdempotencyKey>(key =>
        {
            key.ToTable("idempotency_keys");
            key.HasKey(k => new { k.Client, k.Key });
            key.HasIndex(k => k.ClaimedAt);
        });
        return model;
    }
}

internal sealed class IdempotencyKey
{
    public required string Client { get; init; }

    public required string Key { get; init; }

    public required byte[] RequestHash { get; init; }

    public DateTimeOffset ClaimedAt { get; init; }

    public int? Status { get; init; }

    public byte[]? Answer { get; init; }
}
