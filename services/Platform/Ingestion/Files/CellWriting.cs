using System.Globalization;
using System.Text.Json;

namespace Cluster.Ingestion.Files;

/// <summary>How a field stands in a file: what <see cref="CellReading"/> reads back as the same value.</summary>
internal static class CellWriting
{
    private const int WideFrom = 200;
    private const double Narrow = 16;
    private const double Wide = 40;

    /// <summary>Before it, spreadsheets count days differently.</summary>
    private static readonly DateOnly FirstSoundDay = new(1900, 3, 1);

    /// <summary>里程(km)*: the words, the unit, and a star where it must be filled in.</summary>
    public static string HeadingOf(Field field, bool isRequired) =>
        field.Zh + (UnitOf(field) is { Length: > 0 } unit ? $"({unit})" : "") + (isRequired ? "*" : "");

    public static WrittenColumn ColumnOf(Field field) => new(
        field is TextField { MaxLength: >= WideFrom } or TextListField or ObjectField ? Wide : Narrow,
        field switch { DecimalField or IntegerField => Look.Plain, DateField => Look.Day, _ => Look.Text });

    /// <summary>In a workbook, which knows numbers and days from texts.</summary>
    public static Written CellOf(Field field, JsonElement value, bool isRequired, bool beginsRow) =>
        value.ValueKind == JsonValueKind.Number ? Written.Number(value.GetRawText())
        : field is DateField && value.ValueKind == JsonValueKind.String && DayIn(value) is { } day && day >= FirstSoundDay ? Written.Day(day)
        : Written.Of(TextOf(field, value, isRequired, beginsRow));

    /// <summary>In a file that knows only characters. A figure stays a figure, below zero too.</summary>
    public static string TextOf(Field field, JsonElement value, bool isRequired, bool beginsRow) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => "",
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.True => "是",
        JsonValueKind.False => "否",
        JsonValueKind.Array when value.GetArrayLength() == 0 && !isRequired => "",
        JsonValueKind.Array => TextCell.Write(ListOf(value), beginsRow),
        JsonValueKind.Object => value.GetRawText(),
        _ => TextCell.Write(WordOf(field, value.GetString()!), beginsRow),
    };

    /// <summary>One a line, where an item holds what separates items.</summary>
    private static string ListOf(JsonElement list)
    {
        var items = list.EnumerateArray().Select(item => item.ValueKind == JsonValueKind.Number ? item.GetRawText() : item.GetString()!).ToList();
        return items.Exists(CellReading.IsSeveral) ? string.Concat(items.Select(item => $"{item}\n")) : string.Join('、', items);
    }

    private static string WordOf(Field field, string text) => field.Words.FirstOrDefault(w => w.Code == text)?.Zh ?? text;

    private static DateOnly? DayIn(JsonElement value) =>
        DateOnly.TryParse(value.GetString(), CultureInfo.InvariantCulture, out var day) ? day : null;

    private static string UnitOf(Field field) => field switch { DecimalField f => f.Unit, IntegerField f => f.Unit, _ => "" };
}
