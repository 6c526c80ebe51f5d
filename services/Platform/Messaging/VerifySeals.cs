using Cluster.ServiceDefaults;
using Microsoft.AspNetCore.Builder;
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

/// <summary>Operations check the whole log against its seals with one call (审计校验).</summary>
public static class VerifySeals
{
    private const string SealsSql = "select number, transaction, writes, digests, hash from log_seals order by number";

    public static void MapAudit(this RouteGroupBuilder routes) =>
        routes.MapGet("audit/verification", Verify).RequireAuthorization(policy => policy.RequireRole(Roles.Operator));

    private static async Task<LogVerification> Verify(NpgsqlDataSource database, CancellationToken cancellation)
    {
        await using var seals = database.CreateCommand(SealsSql);
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var reader = await seals.ExecuteReaderAsync(cancellation);
        var (count, writes, place, head) = (0L, 0L, default(LogCursor), default(byte[]));
        while (await reader.ReadAsync(cancellation))
        {
            var number = reader.GetInt64(0);
            var seal = new Sealed(reader.GetFieldValue<long[]>(2), reader.GetFieldValue<byte[]>(3), reader.GetFieldValue<byte[]>(4));
            var upTo = new LogCursor(reader.GetFieldValue<ulong>(1), seal.Writes[^1]);
            var broken = number != count + 1 ? new BrokenSeal(count + 1, Write: null, "seal-missing")
                : !seal.Fits(head, number) ? new BrokenSeal(number, Write: null, "seal-changed")
                : seal.FirstDifference(number, await Seals.Between(connection, place, upTo, cancellation));
            if (broken is not null)
            {
                return new LogVerification(Intact: false, count, writes, Hex(head), broken);
            }

            (count, writes, place, head) = (number, writes + seal.Writes.Length, upTo, seal.Hash);
        }

        return new LogVerification(Intact: true, count, writes, Hex(head), FirstBroken: null);
    }

    private static string? Hex(byte[]? hash) => hash is null ? null : Convert.ToHexStringLower(hash);

    private sealed record Sealed(long[] Writes, byte[] Digests, byte[] Hash)
    {
        public bool Fits(byte[]? before, long number) =>
            Digests.Length == Writes.Length * Seals.DigestBytes && Seals.HashOf(before, number, Writes, Digests).AsSpan().SequenceEqual(Hash);

        /// <summary>Both in the order of the log, so that the first that differs is the first that was touched.</summary>
        public BrokenSeal? FirstDifference(long number, List<SealedWrite> found)
        {
            var sealedIds = Writes.ToHashSet();
            var present = found.ToDictionary(w => w.Place.Id, w => w.Digest);
            for (var i = 0; i < Writes.Length; i++)
            {
                if (!present.TryGetValue(Writes[i], out var digest))
                {
                    return new BrokenSeal(number, Writes[i], "missing");
                }

                if (!Digests.AsSpan(i * Seals.DigestBytes, Seals.DigestBytes).SequenceEqual(digest))
                {
                    return new BrokenSeal(number, Writes[i], "changed");
                }
            }

            return found.Find(w => !sealedIds.Contains(w.Place.Id)) is { } added ? new BrokenSeal(number, added.Place.Id, "added") : null;
        }
    }
}
