using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Cluster.Messaging;
using Npgsql;

namespace Cluster.Ingestion.Lists;

/// <summary>
/// A place in a list (游标): what the last row was sorted by, and for which question that is a place at all. To a reader only a word; one that
/// was tampered with is another place in what its bearer sees anyway, so it is not signed.
/// </summary>
internal static class ListCursor
{
    private const int MarkBytes = 9;

    /// <summary>Tells one question from another.</summary>
    public static byte[] MarkOf(string from, IReadOnlyList<ListFilter> filters, IReadOnlyList<ListOrder> order) =>
        SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(new object[]
        {
            from, filters.Select(f => new object?[] { f.Column.Name, f.Range?.Name, f.Values }), order.Select(o => new object[] { o.Column.Name, o.IsDescending }),
        }))[..MarkBytes];

    public static string Write(byte[] mark, object?[] values) =>
        Base64Url.EncodeToString([.. mark, .. JsonSerializer.SerializeToUtf8Bytes(values, EventJson.Options)]);

    /// <returns>Null when it is no cursor of this question.</returns>
    public static object?[]? Read(string text, byte[] mark, IReadOnlyList<ListOrder> order)
    {
        if (!Base64Url.IsValid(text))
        {
            return null;
        }

        var bytes = Base64Url.DecodeFromChars(text);
        if (!bytes.AsSpan().StartsWith(mark))
        {
            return null;
        }

        try
        {
            var json = JsonElement.Parse(bytes.AsSpan(MarkBytes));
            return json.ValueKind == JsonValueKind.Array && json.GetArrayLength() == order.Count
                ? [.. json.EnumerateArray().Select((value, i) => Value(order[i].Column, value))]
                : null;
        }
        catch (Exception broken) when (broken is JsonException or FormatException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Values of the sorted columns, which stand behind those of the row.</summary>
    public static object?[] ValuesOf(NpgsqlDataReader reader, IReadOnlyList<ListOrder> order)
    {
        var first = reader.FieldCount - order.Count;
        return [.. order.Select((o, i) => reader.IsDBNull(first + i) ? null : ValueAt(reader, first + i, o.Column.Field))];
    }

    private static object ValueAt(NpgsqlDataReader reader, int ordinal, Field field) => field switch
    {
        DecimalField => reader.GetDecimal(ordinal),
        IntegerField => Convert.ToInt64(reader.GetValue(ordinal), CultureInfo.InvariantCulture),
        FlagField => reader.GetBoolean(ordinal),
        DateField or MonthField => reader.GetFieldValue<DateOnly>(ordinal),
        _ => reader.GetString(ordinal),
    };

    /// <exception cref="FormatException">It is not what this column holds.</exception>
    private static object? Value(ListColumn column, JsonElement json) => column.Field switch
    {
        _ when json.ValueKind == JsonValueKind.Null => column.Name == "key" ? throw new FormatException() : null,
        DecimalField => json.GetDecimal(),
        IntegerField => json.GetInt64(),
        FlagField => json.GetBoolean(),
        DateField or MonthField => DateOnly.ParseExact(json.GetString()!, "yyyy-MM-dd", CultureInfo.InvariantCulture),
        _ => json.GetString() is { } text && !text.Contains('\0') ? text : throw new FormatException(),
    };
}
