using System.Text.Json;
using System.Text.RegularExpressions;
using Npgsql;

namespace Cluster.Gateway.Identity.Trail;

/// <summary>
/// Sign-ins and changes of accounts and roles, newest first, in few words; the same with before and after is <c>/identity/audit/events</c>. For the
/// audit administrator and auditors.
/// </summary>
public static partial class GetIdentityEvents
{
    private const int PageSizeMax = 500;

    private const string Sql = """
        select id, written_at, kind, client, split_part(aggregate, '/', 4), before, body, address, trace
        from log_writes join log_events on write_id = id
        where id < $1 and starts_with(aggregate, 'audit/identity/persons/')
        order by id desc
        limit $2
        """;

    /// <param name="Actor">The person's or client's id; empty before a sign-in.</param>
    /// <param name="Subject">Whom it is about.</param>
    public sealed record Item(
        long Id, DateTimeOffset At, string Kind, string Actor, string Subject, string? Detail, string? Address, string? Trace);

    public sealed record Page(IReadOnlyList<Item> Items, long? Next);

    public static async Task<Page> Handle(NpgsqlDataSource database, CancellationToken cancellation, int pageSize = 100, long before = long.MaxValue)
    {
        var size = Math.Clamp(pageSize, 1, PageSizeMax);
        await using var command = database.CreateCommand(Sql);
        command.Parameters.Add(new() { Value = before });
        command.Parameters.Add(new() { Value = size + 1 });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        List<Item> items = [];
        while (await reader.ReadAsync(cancellation))
        {
            items.Add(new Item(
                reader.GetInt64(0), reader.GetFieldValue<DateTimeOffset>(1), WordOf(reader.GetString(2)), reader.GetString(3), reader.GetString(4),
                DetailOf(reader.GetFieldValue<JsonElement?>(5), reader.GetFieldValue<JsonElement>(6)), reader.IsDBNull(7) ? null : reader.GetString(7),
                reader.IsDBNull(8) ? null : reader.GetString(8)));
        }

        return new Page([.. items.Take(size)], items.Count > size ? items[size - 1].Id : null);
    }

    /// <summary>RoleGranted is told as role-granted.</summary>
    private static string WordOf(string kind) => Capital().Replace(kind[(kind.LastIndexOf('.') + 1)..], "-$0").TrimStart('-').ToLowerInvariant();

    private static string? DetailOf(JsonElement? before, JsonElement after) =>
        before is { } was ? $"{ValuesOf(was)} → {ValuesOf(after)}" : ValuesOf(after) is { Length: > 0 } said ? said : null;

    private static string ValuesOf(JsonElement fact) => string.Join(", ", fact.EnumerateObject().Select(member => member.Value.ToString()));

    [GeneratedRegex("[A-Z]", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 100)]
    private static partial Regex Capital();
}
