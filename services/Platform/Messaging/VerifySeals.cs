using Cluster.ServiceDefaults;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Npgsql;

namespace Cluster.Messaging;

/// <summary>Whether the log still says what was sealed.</summary>
/// <param name="Head">
/// Hash of the last seal, in hexadecimal. Whoever can change the log can also make new seals for it; only a hash that was noted elsewhere at the
/// time tells, so auditors note it.
/// </param>
/// <param name="FirstBroken">Null when all is as it was sealed.</param>
public sealed record LogVerification(bool Intact, long Seals, long Writes, string? Head, BrokenSeal? FirstBroken);

/// <param name="Write">The write (<c>log_writes.id</c>) where it is one; null where the seal itself is meant.</param>
/// <param name="What"><c>changed</c>, <c>missing</c>, <c>added</c>: the write or one of its events. <c>seal-changed</c>, <c>seal-missing</c>.</param>
public sealed record BrokenSeal(long Seal, long? Write, string What);

/// <summary>Operators and auditors check the whole log against its seals with one call (审计校验).</summary>
internal static class VerifySeals
{
    private const string SealsSql = "select number, sealed_at, transaction, writes, digests, hash from log_seals order by number";

    public static void MapVerification(this RouteGroupBuilder audit) =>
        audit.MapGet("verification", Verify).WithSummary("审计校验 Check the log against its seals");

    private static async Task<LogVerification> Verify(NpgsqlDataSource database, CancellationToken cancellation)
    {
        await using var seals = database.CreateCommand(SealsSql);
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var reader = await seals.ExecuteReaderAsync(cancellation);
        var (count, writes, place, head) = (0L, 0L, default(LogCursor), default(byte[]));
        while (await reader.ReadAsync(cancellation))
        {
            var seal = new LogSeal
            {
                Number = reader.GetInt64(0), SealedAt = reader.GetFieldValue<DateTimeOffset>(1), Transaction = reader.GetFieldValue<ulong>(2),
                Writes = reader.GetFieldValue<long[]>(3), Digests = reader.GetFieldValue<byte[]>(4), Hash = reader.GetFieldValue<byte[]>(5),
            };
            var broken = seal.Number != count + 1 ? new BrokenSeal(count + 1, Write: null, "seal-missing")
                : !Seals.HashOf(head, seal).AsSpan().SequenceEqual(seal.Hash) ? new BrokenSeal(seal.Number, Write: null, "seal-changed")
                : FirstDifference(seal, await Seals.Digest(connection, place, seal.UpTo, cancellation));
            if (broken is not null)
            {
                return new LogVerification(Intact: false, count, writes, Hex(head), broken);
            }

            (count, writes, place, head) = (seal.Number, writes + seal.Writes.Length, seal.UpTo, seal.Hash);
        }

        return new LogVerification(Intact: true, count, writes, Hex(head), FirstBroken: null);
    }

    private static string? Hex(byte[]? hash) => hash is null ? null : Convert.ToHexStringLower(hash);

    /// <summary>Both in the order of the log, so that the first that differs is the first that was touched.</summary>
    private static BrokenSeal? FirstDifference(LogSeal seal, List<DigestedWrite> found)
    {
        var present = found.ToDictionary(w => w.Place.Id, w => w.Digest);
        foreach (var (write, digest) in seal.Writes.Zip(seal.Digests.Chunk(Seals.DigestBytes)))
        {
            if (!present.Remove(write, out var now))
            {
                return new BrokenSeal(seal.Number, write, "missing");
            }

            if (!now.AsSpan().SequenceEqual(digest))
            {
                return new BrokenSeal(seal.Number, write, "changed");
            }
        }

        return found.Find(w => present.ContainsKey(w.Place.Id)) is { } added ? new BrokenSeal(seal.Number, added.Place.Id, "added") : null;
    }
}
