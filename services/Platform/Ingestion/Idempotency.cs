using System.Security.Cryptography;
using System.Text;
using Cluster.Messaging;
using Cluster.ServiceDefaults;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Cluster.Ingestion;

/// <summary>An answer as it was given, to be given again.</summary>
public sealed record Answer(int Status, byte[] Body);

/// <summary>
/// The sender's Idempotency-Key: claimed in the transaction that writes, so that key, rows, events and answer are durable together. A second
/// request with the key waits for the first and repeats its answer; keys of different credentials never meet.
/// </summary>
internal sealed record IdempotencyClaim(string Client, string Key, byte[] RequestHash)
{
    private const int KeyLengthMax = 200;

    private const string ClaimSql = """
        insert into idempotency_keys (client, key, request_hash, claimed_at) values ($1, $2, $3, $4)
        on conflict (client, key) do nothing
        returning true
        """;

    private const string FindSql = "select request_hash, status, answer from idempotency_keys where client = $1 and key = $2";

    private const string KeepSql = "update idempotency_keys set status = $3, answer = $4 where client = $1 and key = $2";

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
        hash.AppendData(Encoding.UTF8.GetBytes($"{request.Method} {request.Path}\n"));
        hash.AppendData(body.Span);
        return new IdempotencyClaim(caller.Client, key, hash.GetHashAndReset());
    }

    /// <summary>Null when the key is ours now; otherwise the answer that was given.</summary>
    public async Task<Answer?> Claim(LogTransaction transaction, CancellationToken cancellation)
    {
        await using var batch = new NpgsqlBatch(transaction.Connection)
        {
            BatchCommands =
            {
                new("set local lock_timeout = '5s'"),
                new(ClaimSql)
                {
                    Parameters =
                    {
                        new() { Value = Client }, new() { Value = Key }, new() { Value = RequestHash },
                        new() { Value = transaction.StartedAt },
                    },
                },
                new("set local lock_timeout = 0"),
            },
        };
        try
        {
            return await batch.ExecuteScalarAsync(cancellation) is true ? null : await Find(transaction.Connection, cancellation);
        }
        catch (PostgresException timeout) when (timeout.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            throw new RefusedException(Problem.Of(IngestionRefusals.RequestInProgress));
        }
    }

    /// <summary>The stored answer, or null when none was committed under this key.</summary>
    public async Task<Answer?> Find(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(FindSql, connection)
        {
            Parameters = { new() { Value = Client }, new() { Value = Key } },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        if (!await reader.ReadAsync(cancellation))
        {
            return null;
        }

        return reader.GetFieldValue<byte[]>(0).AsSpan().SequenceEqual(RequestHash)
            ? new Answer(reader.GetInt32(1), reader.GetFieldValue<byte[]>(2))
            : throw new RefusedException(Problem.Of(IngestionRefusals.KeyReused).With("field", "Idempotency-Key"));
    }

    public NpgsqlBatchCommand Keep(Answer answer) => new(KeepSql)
    {
        Parameters =
        {
            new() { Value = Client }, new() { Value = Key }, new() { Value = answer.Status }, new() { Value = answer.Body },
        },
    };
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
