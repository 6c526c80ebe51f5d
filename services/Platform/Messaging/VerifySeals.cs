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
/// <param name="What">
/// <c>changed</c>, <c>missing</c>, <c>added</c>: the write or one of its events. <c>removal-changed</c>: it was removed, and not as the note of the
/// removal says. <c>removed-too-early</c>. <c>seal-changed</c>, <c>seal-missing</c>.
/// </param>
public sealed record BrokenSeal(long Seal, long? Write, string What);

/// <summary>Operators and auditors check the whole log against its seals with one call (审计校验).</summary>
internal static class VerifySeals
{
    private const string SealsSql = "select number, sealed_at, transaction, writes, digests, hash from log_seals order by number";

    /// <summary>What each removal left, by its note.</summary>
    private const string RemovalsSql = $"""
        select removal,
            (select written_at from log_writes join log_events on log_events.write_id = id
             where id = removal and kind = $1 and body ->> 'digest' = encode(digest, 'hex'))
        from (select removal, {Retention.RemovalDigest} as digest from log_removals group by removal) as made
        """;

    private const string RemovedSql = """
        select write_id, removal, cardinality(ordinals) = 0, digests from log_removals where write_id = any($1)
        """;

    public static void MapVerification(this RouteGroupBuilder audit) =>
        audit.MapGet("verification", Verify).WithSummary("审计校验 Check the log against its seals");

    private static async Task<LogVerification> Verify(NpgsqlDataSource database, CancellationToken cancellation)
    {
        await using var seals = database.CreateCommand(SealsSql);
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var removals = await Removals(connection, cancellation);
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
                : FirstDifference(
                    seal, await Seals.Digest(connection, place, seal.UpTo, cancellation),
                    await Removed(connection, seal, removals, cancellation));
            if (broken is not null)
            {
                return new LogVerification(Intact: false, count, writes, Hex(head), broken);
            }

            (count, writes, place, head) = (seal.Number, writes + seal.Writes.Length, seal.UpTo, seal.Hash);
        }

        return new LogVerification(Intact: true, count, writes, Hex(head), FirstBroken: null);
    }

    private static string? Hex(byte[]? hash) => hash is null ? null : Convert.ToHexStringLower(hash);

    /// <returns>When each was, by its number; null where the note that tells of it says something else or is gone.</returns>
    private static async Task<Dictionary<long, DateTimeOffset?>> Removals(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(RemovalsSql, connection) { Parameters = { new() { Value = EventJson.KindOf<EntriesRemoved>() } } };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var removals = new Dictionary<long, DateTimeOffset?>();
        while (await reader.ReadAsync(cancellation))
        {
            removals.Add(reader.GetInt64(0), reader.GetFieldValue<DateTimeOffset?>(1));
        }

        return removals;
    }

    private static async Task<ILookup<long, Removal>> Removed(
        NpgsqlConnection connection, LogSeal seal, Dictionary<long, DateTimeOffset?> removals, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(RemovedSql, connection) { Parameters = { new() { Value = seal.Writes } } };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var removed = new List<(long Write, Removal Removal)>();
        while (await reader.ReadAsync(cancellation))
        {
            var wrong = removals.GetValueOrDefault(reader.GetInt64(1)) is not { } at ? "removal-changed"
                : at - seal.SealedAt < TimeSpan.FromDays(MessagingOptions.KeepDaysMin) ? "removed-too-early"
                : null;
            removed.Add((reader.GetInt64(0), new Removal(wrong, reader.GetBoolean(2) ? reader.GetFieldValue<byte[]>(3) : null)));
        }

        return removed.ToLookup(r => r.Write, r => r.Removal);
    }

    /// <summary>Both in the order of the log, so that the first that differs is the first that was touched.</summary>
    private static BrokenSeal? FirstDifference(LogSeal seal, List<DigestedWrite> found, ILookup<long, Removal> removed)
    {
        var present = found.ToDictionary(w => w.Place.Id, w => w.Digest);
        foreach (var (write, digest) in seal.Writes.Zip(seal.Digests.Chunk(Seals.DigestBytes)))
        {
            var whole = removed[write].Select(r => r.Whole).FirstOrDefault(d => d is not null);
            var what = removed[write].Select(r => r.Wrong).FirstOrDefault(w => w is not null)
                ?? (present.Remove(write, out var now), whole) switch
                {
                    (true, not null) => "added",
                    (false, null) => "missing",
                    _ => (now ?? whole).AsSpan().SequenceEqual(digest) ? null : "changed",
                };
            if (what is not null)
            {
                return new BrokenSeal(seal.Number, write, what);
            }
        }

        return found.Find(w => present.ContainsKey(w.Place.Id)) is { } added ? new BrokenSeal(seal.Number, added.Place.Id, "added") : null;
    }

    /// <param name="Wrong">Why it cannot stand.</param>
    /// <param name="Whole">The digest that the write had, where nothing is left of it.</param>
    private sealed record Removal(string? Wrong, byte[]? Whole);
}
