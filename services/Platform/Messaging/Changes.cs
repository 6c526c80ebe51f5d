using System.Buffers.Binary;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Claims;
using System.Text.Json;
using Cluster.ServiceDefaults;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Npgsql;
using NpgsqlTypes;

namespace Cluster.Messaging;

/// <summary>A change as a reader of changes gets it.</summary>
/// <param name="Kind">Name of the contract that <paramref name="Body"/> follows.</param>
/// <param name="Aggregate">service/resource/key.</param>
public sealed record ChangeView(
    string Kind, string Aggregate, long Version, DateTimeOffset At, string Organisation, string Client, JsonElement Body);

/// <param name="Next">Give it back as <c>after</c>, now or later; always there, also at the end.</param>
/// <param name="More">Whether there is more to read now.</param>
public sealed record ChangesPage(IReadOnlyList<ChangeView> Items, string Next, bool More);

/// <summary>
/// What has changed since the reader last asked (增量读取), in the order of the log. The cursor never passes a write that commits late. A
/// department reads its own organisation's writes, and those of others that concern it.
/// </summary>
public static class Changes
{
    private const int PageSizeDefault = 100;
    private const int PageSizeMax = 500;

    /// <summary>One row at least: up to which transaction everything there is has been looked at.</summary>
    private const string Sql = """
        with horizon as materialized (select pg_snapshot_xmin(pg_current_snapshot()) as open)
        select open, page.*
        from horizon
        left join lateral (
            select write.transaction, write.id, event.ordinal, kind, aggregate, version, written_at, organisation, client, body
            from log_writes as write
            join log_events as event on event.write_id = write.id
            where (write.transaction, write.id) >= ($1, $2)
              and ((write.transaction, write.id) > ($1, $2) or event.ordinal > $3)
              and write.transaction < horizon.open
              and ($4 is null or organisation = $4 or $4 = any(addressees))
              and starts_with(aggregate, $5)
            order by write.transaction, write.id, event.ordinal
            limit $6) as page on true
        order by page.transaction, page.id, page.ordinal
        """;

    public static readonly Refusal BadCursor = new("bad-cursor", RefusalKind.Malformed,
        "after 不是本接口给出的游标。不带 after 则从头读取。",
        "after is not a cursor that this address gave. Leave it out to read from the beginning.");

    public static void MapChanges(this RouteGroupBuilder routes, string service) =>
        routes.MapGet("changes", (HttpContext context, NpgsqlDataSource database, string? after, string? resource, int? pageSize, CancellationToken cancellation) =>
            Cursor.TryParse(after, out var cursor)
                ? Read(database, cursor, $"{service}/{(resource is null ? "" : $"{resource}/")}", context.User, pageSize, cancellation)
                : throw new RefusedException(Problem.Of(BadCursor).With("field", "after")))
            .WithSummary("增量读取 What has changed since");

    private static async Task<ChangesPage> Read(
        NpgsqlDataSource database, Cursor cursor, string aggregates, ClaimsPrincipal user, int? pageSize, CancellationToken cancellation)
    {
        var size = Math.Clamp(pageSize ?? PageSizeDefault, 1, PageSizeMax);
        await using var command = database.CreateCommand(Sql);
        command.Parameters.Add(new() { Value = cursor.Transaction, NpgsqlDbType = NpgsqlDbType.Xid8 });
        command.Parameters.Add(new() { Value = cursor.Write });
        command.Parameters.Add(new() { Value = cursor.Ordinal });
        command.Parameters.Add(new() { Value = user.SeesOnly() ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        command.Parameters.Add(new() { Value = aggregates });
        command.Parameters.Add(new() { Value = size + 1 });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var items = new List<ChangeView>();
        var horizon = 0UL;
        while (await reader.ReadAsync(cancellation))
        {
            horizon = reader.GetFieldValue<ulong>(0);
            if (await reader.IsDBNullAsync(1, cancellation))
            {
                break;
            }

            if (items.Count == size)
            {
                return new ChangesPage(items, cursor.ToString(), More: true);
            }

            cursor = new Cursor(reader.GetFieldValue<ulong>(1), reader.GetInt64(2), reader.GetInt64(3));
            items.Add(new ChangeView(
                reader.GetString(4), reader.GetString(5), reader.GetInt64(6), reader.GetFieldValue<DateTimeOffset>(7), reader.GetString(8),
                reader.GetString(9), reader.GetFieldValue<JsonElement>(10)));
        }

        // Past what was not for this reader, too: the next look begins where this one ended, however little it found.
        return new ChangesPage(items, new Cursor(horizon, 0, 0).ToString(), More: false);
    }

    /// <summary>A place between two events; to a reader only a word.</summary>
    private readonly record struct Cursor(ulong Transaction, long Write, long Ordinal)
    {
        private const int Length = 3 * sizeof(ulong);

        public static bool TryParse([NotNullWhen(true)] string? text, out Cursor cursor)
        {
            cursor = default;
            if (text is null)
            {
                return true;
            }

            Span<byte> bytes = stackalloc byte[Length];
            if (!Base64Url.IsValid(text, out var length) || length != Length || !Base64Url.TryDecodeFromChars(text, bytes, out _))
            {
                return false;
            }

            cursor = new Cursor(
                BinaryPrimitives.ReadUInt64BigEndian(bytes), BinaryPrimitives.ReadInt64BigEndian(bytes[sizeof(ulong)..]),
                BinaryPrimitives.ReadInt64BigEndian(bytes[(2 * sizeof(ulong))..]));
            return true;
        }

        public override string ToString()
        {
            Span<byte> bytes = stackalloc byte[Length];
            BinaryPrimitives.WriteUInt64BigEndian(bytes, Transaction);
            BinaryPrimitives.WriteInt64BigEndian(bytes[sizeof(ulong)..], Write);
            BinaryPrimitives.WriteInt64BigEndian(bytes[(2 * sizeof(ulong))..], Ordinal);
            return Base64Url.EncodeToString(bytes);
        }
    }
}
