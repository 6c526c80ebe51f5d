using System.Text.Json;
using Cluster.Messaging;
using Npgsql;

namespace Cluster.Ingestion.SenderCodes;

/// <summary>
/// The register as the rows of a resource use it: one statement for all codes that occur in a call. A resource whose fields refer to nothing
/// has none, and pays nothing.
/// </summary>
internal sealed class CodesInCall
{
    /// <summary>More than any field of a row may hold.</summary>
    private const int ListMax = 1_000;

    private static readonly TextField CodeText = new("code", "系统代码", "The system's code", MaxLength: 100);

    private readonly IReadOnlyList<Field> _fields;
    private readonly string _sql;

    private CodesInCall(IReadOnlyList<Field> fields)
    {
        _fields = fields;
        var kinds = fields.Select(f => f.RefersTo!).Distinct();
        _sql = $"""
            select c.system, c.kind, c.code, c.owner, c.target,
                case c.kind {string.Concat(kinds.Select(k => $"when '{k.Kind}' then exists (select from {k.Table} t where t.key = c.code and t.key <> c.target) "))}end
            from sender_codes c where c.key = any($1)
            """;
    }

    /// <returns>Null where no field refers to anything.</returns>
    public static CodesInCall? Of(IEnumerable<Field> fields) =>
        fields.Where(f => f.RefersTo is not null).ToList() is { Count: > 0 } referring ? new CodesInCall(referring) : null;

    /// <summary>What the rows' codes stand for, each to the credential that sent it.</summary>
    public async Task<KnownCodes?> Read(IEnumerable<(Caller Caller, JsonElement Row)> rows, NpgsqlConnection connection, CancellationToken cancellation)
    {
        var keys = KeysIn(rows);
        if (keys.Count == 0)
        {
            return null;
        }

        await using var command = new NpgsqlCommand(_sql, connection) { Parameters = { new() { Value = keys.ToArray() } } };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var known = new KnownCodes();
        while (await reader.ReadAsync(cancellation))
        {
            known.Add(
                reader.GetString(3), reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetString(4),
                !await reader.IsDBNullAsync(5, cancellation) && reader.GetBoolean(5));
        }

        return known.IsEmpty ? null : known;
    }

    /// <summary>Of each code once: rows by the thousand name the same few.</summary>
    private HashSet<string> KeysIn(IEnumerable<(Caller Caller, JsonElement Row)> rows)
    {
        var (seen, keys) = (new HashSet<(string Client, string Kind, string Code)>(), new HashSet<string>());
        foreach (var (caller, row) in rows.Where(r => r.Row.ValueKind == JsonValueKind.Object))
        {
            foreach (var field in _fields)
            {
                foreach (var code in row.TryGetProperty(field.Utf8Name, out var json) ? CodesIn(json) : [])
                {
                    if (seen.Add((caller.Client, field.RefersTo!.Kind, code)))
                    {
                        keys.Add(SenderCode.KeyOf(caller.Client, field.RefersTo.Kind, code));
                    }
                }
            }
        }

        return keys;
    }

    private static IEnumerable<string> CodesIn(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => CodeIn(json) is { } code ? [code] : [],
        JsonValueKind.Array => json.EnumerateArray().Take(ListMax).Select(CodeIn).OfType<string>(),
        _ => [],
    };

    /// <summary>A text in the form in which the register has it; null when it is none that it could have.</summary>
    public static string? CodeIn(JsonElement json) => CodeText.Read(json).Value;
}
