using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cluster.Contracts;
using Cluster.Ingestion.SenderCodes;
using Cluster.ServiceDefaults;

namespace Cluster.Ingestion;

/// <summary>A field of a row: its name on the wire, its words, how it is read and what the OpenAPI document says of it.</summary>
public abstract record Field(string Name, string Zh, string En)
{
    internal byte[] Utf8Name { get; } = Encoding.UTF8.GetBytes(Name);

    /// <summary>What else a heading may call it, the likeliest first, where no column has its own name.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>What its text is a key of, where a sender may write a code of its own instead (代码对照).</summary>
    public Referable? RefersTo { get; init; }

    internal abstract JsonObject Schema();

    /// <summary>What it may be, where that is a closed list.</summary>
    internal virtual IReadOnlyList<CodeWord> Words => [];

    /// <summary>A string that a list or a calendar decides on, full-width forms folded; null when it is none.</summary>
    internal static string? WordOf(JsonElement json) => StringOf(json) is { } text ? Text.Read(text, NormalizationForm.FormKC) : null;

    /// <summary>Null when it is no string, or holds half of a surrogate pair.</summary>
    private protected static string? StringOf(JsonElement json)
    {
        try
        {
            return json.ValueKind == JsonValueKind.String ? json.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>The value in the form in which it is stored, or why it is none.</summary>
    internal abstract (object? Value, Fault? Fault) ReadStored(JsonElement json);

    /// <summary>What a system would push where an address says this: a figure and a flag are no text.</summary>
    internal virtual JsonElement FromAddress(string text) => JsonSerializer.SerializeToElement(text);

    /// <summary>The text itself where it is JSON of one of these kinds; a string otherwise, which the field then refuses.</summary>
    private protected static JsonElement Literal(string text, params ReadOnlySpan<JsonValueKind> kinds)
    {
        try
        {
            var json = JsonElement.Parse(text);
            return kinds.Contains(json.ValueKind) ? json : JsonSerializer.SerializeToElement(text);
        }
        catch (JsonException)
        {
            return JsonSerializer.SerializeToElement(text);
        }
    }

    internal Fault WrongType(string zh, string en) => Fault.Of(Name, IngestionRefusals.WrongType, Zh, zh, En, en);
}

public abstract record ReferenceField<T>(string Name, string Zh, string En) : Field(Name, Zh, En)
    where T : class
{
    /// <summary>The value, or why it is none.</summary>
    internal abstract (T? Value, Fault? Fault) Read(JsonElement json);

    internal sealed override (object? Value, Fault? Fault) ReadStored(JsonElement json) => Read(json);
}

public abstract record ValueField<T>(string Name, string Zh, string En) : Field(Name, Zh, En)
    where T : struct
{
    /// <summary>The value, or why it is none.</summary>
    internal abstract (T? Value, Fault? Fault) Read(JsonElement json);

    internal sealed override (object? Value, Fault? Fault) ReadStored(JsonElement json)
    {
        var (value, fault) = Read(json);
        return (value is { } read ? Stored(read) : null, fault);
    }

    /// <summary>As the services map it: what the database has no type for is stored as it is written.</summary>
    private protected virtual object Stored(T value) => value is decimal or long or bool or DateOnly ? value : value.ToString()!;
}

/// <param name="MaxLength">In characters (UTF-16 units) after trimming.</param>
/// <param name="Lines">Whether line breaks are part of the text.</param>
/// <param name="Telephone">Whether it is there for an organisation's telephone number; otherwise a mobile number in it is refused.</param>
public sealed record TextField(string Name, string Zh, string En, int MaxLength, bool Lines = false, bool Telephone = false) : ReferenceField<string>(Name, Zh, En)
{
    /// <summary>From this length on a text is words and not a key, a code or a name.</summary>
    private const int FreeFrom = 200;

    internal override (string? Value, Fault? Fault) Read(JsonElement json) => Read(json, NormalizationForm.FormC);

    internal (string? Value, Fault? Fault) Read(JsonElement json, NormalizationForm form) =>
        json.ValueKind == JsonValueKind.String ? Read(StringOf(json), form) : (null, WrongType("文本", "text"));

    /// <param name="given">Null when it could not be decoded.</param>
    internal (string? Value, Fault? Fault) Read(string? given, NormalizationForm form) =>
        (given is null ? null : Text.Read(given, form, Lines)) switch
        {
            null => (null, Fault.Of(Name, IngestionRefusals.InvalidText, Zh, En)),
            "" => (null, Fault.Of(Name, IngestionRefusals.Required, Zh, En)),
            var text when text.Length > MaxLength =>
                (null, Fault.Of(Name, IngestionRefusals.TooLong, Zh, MaxLength, text.Length, En).Allowing([$"≤ {MaxLength}"])),
            var text when IsOfPerson(text) => (null, Fault.Of(Name, IngestionRefusals.PersonalNumber, Zh, En)),
            var text => (text, null),
        };

    internal override JsonObject Schema() => new() { ["type"] = "string", ["maxLength"] = MaxLength };

    /// <summary>
    /// Eleven digits that are all of a short text are a code of the department's own: those that begin with a division of Inner Mongolia look like
    /// mobile numbers.
    /// </summary>
    private bool IsOfPerson(string text) =>
        PersonalNumbers.HoldsIdentity(text)
        || (!Telephone && (MaxLength >= FreeFrom || !text.All(char.IsDigit)) && PersonalNumbers.HoldsMobile(text));
}

/// <summary>How a unit is said in a message; a plain count or order has none.</summary>
internal sealed record UnitWords(string Unit)
{
    public string Zh => Unit.Length == 0 ? "" : $"，单位{Unit}";

    public string En => Unit.Length == 0 ? "" : $", in {Unit}";

    public Fault OutOfRange(Field field, decimal min, decimal max) =>
        Fault.Of(field.Name, IngestionRefusals.OutOfRange, field.Zh, min, max, Zh, field.En, En).Allowing([$"{min} … {max} {Unit}".TrimEnd()]);
}

/// <summary>Several texts; order is kept, repeats are dropped.</summary>
public sealed record TextListField(string Name, string Zh, string En, int MaxLength, int MaxCount) : ReferenceField<string[]>(Name, Zh, En)
{
    /// <summary>They are figures, which may be written as such and may be equal.</summary>
    public bool OfNumbers { get; init; }

    /// <summary>What they are of, where they are divisions: a name of one is read as its code.</summary>
    public Divisions? Of { get; init; }

    internal override (string[]? Value, Fault? Fault) Read(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Array || json.GetArrayLength() > MaxCount)
        {
            return (null, WrongType($"最多 {MaxCount} 项的文本数组", $"an array of at most {MaxCount} texts"));
        }

        var item = new TextField(Name, Zh, En, MaxLength);
        var texts = new List<string>(json.GetArrayLength());
        foreach (var element in json.EnumerateArray())
        {
            var (text, fault) = OfNumbers && element.ValueKind == JsonValueKind.Number ? (element.GetRawText(), null) : item.Read(element);
            if (fault is not null)
            {
                return (null, fault);
            }

            if (Of is not null && Of.Find(text!) is null)
            {
                return (null, Of.Refuse(this, text!));
            }

            texts.Add(Of?.Find(text!)?.ToString() ?? text!);
        }

        return (OfNumbers ? [.. texts] : [.. texts.Distinct()], null);
    }

    internal override JsonElement FromAddress(string text) => JsonSerializer.SerializeToElement(new[] { text });

    internal override JsonObject Schema() => new()
    {
        ["type"] = "array", ["maxItems"] = MaxCount, ["items"] = new JsonObject { ["type"] = "string", ["maxLength"] = MaxLength },
    };
}

/// <param name="Unit">What one of it is: km, 万元, %; said again in every refusal.</param>
/// <param name="Decimals">Decimal places that are kept; more are refused, not rounded away.</param>
public sealed record DecimalField(string Name, string Zh, string En, string Unit, decimal Min, decimal Max, int Decimals)
    : ValueField<decimal>(Name, Zh, En)
{
    internal override (decimal? Value, Fault? Fault) Read(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Number)
        {
            return (null, WrongType($"数字{new UnitWords(Unit).Zh}", $"a number{new UnitWords(Unit).En}"));
        }

        if (!json.TryGetDecimal(out var value) || value < Min || value > Max)
        {
            return (null, new UnitWords(Unit).OutOfRange(this, Min, Max));
        }

        return Places.Exceed(json, Decimals)
            ? (null, Fault.Of(Name, IngestionRefusals.TooManyDecimals, Zh, Decimals, En))
            : (Places.Plain(value), null);
    }

    internal override JsonElement FromAddress(string text) => Literal(text, JsonValueKind.Number);

    internal override JsonObject Schema() => new()
    {
        ["type"] = "number", ["minimum"] = Min, ["maximum"] = Max, ["x-unit"] = Unit, ["x-decimals"] = Decimals,
    };
}

public sealed record IntegerField(string Name, string Zh, string En, string Unit, long Min, long Max) : ValueField<long>(Name, Zh, En)
{
    internal override (long? Value, Fault? Fault) Read(JsonElement json)
    {
        var number = 0m;
        if (json.ValueKind == JsonValueKind.Number && (!json.TryGetDecimal(out number) || number < Min || number > Max))
        {
            return (null, new UnitWords(Unit).OutOfRange(this, Min, Max));
        }

        return json.ValueKind == JsonValueKind.Number && !Places.Exceed(json, 0)
            ? ((long)number, null)
            : (null, WrongType($"整数{new UnitWords(Unit).Zh}", $"a whole number{new UnitWords(Unit).En}"));
    }

    internal override JsonElement FromAddress(string text) => Literal(text, JsonValueKind.Number);

    internal override JsonObject Schema() => new() { ["type"] = "integer", ["minimum"] = Min, ["maximum"] = Max, ["x-unit"] = Unit };
}

public sealed record FlagField(string Name, string Zh, string En) : ValueField<bool>(Name, Zh, En)
{
    internal override (bool? Value, Fault? Fault) Read(JsonElement json) =>
        json.ValueKind is JsonValueKind.True or JsonValueKind.False
            ? (json.GetBoolean(), null)
            : (null, WrongType("true 或 false", "true or false"));

    internal override JsonElement FromAddress(string text) => Literal(text, JsonValueKind.True, JsonValueKind.False);

    internal override JsonObject Schema() => new() { ["type"] = "boolean" };
}

/// <summary>A day, written 2025-09-30.</summary>
public sealed record DateField(string Name, string Zh, string En) : ValueField<DateOnly>(Name, Zh, En)
{
    internal override (DateOnly? Value, Fault? Fault) Read(JsonElement json) =>
        IsPlain(json, out var moment) ? (DateOnly.FromDateTime(moment), null)
        : DateOnly.TryParseExact(WordOf(json), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? (day, null)
        : (null, Fault.Of(Name, IngestionRefusals.BadDate, Zh, "2025-09-30", En));

    /// <summary>As nearly all systems write it; the reader of JSON knows that form, and is ten times as fast as one that is told it.</summary>
    private static bool IsPlain(JsonElement json, out DateTime moment)
    {
        moment = default;
        return json.ValueKind == JsonValueKind.String && JsonMarshal.GetRawUtf8Value(json).Length == "\"2025-09-30\"".Length
            && json.TryGetDateTime(out moment);
    }

    internal override JsonObject Schema() => new() { ["type"] = "string", ["format"] = "date" };
}

/// <summary>A month, written 2025-09; kept as its first day.</summary>
public sealed record MonthField(string Name, string Zh, string En) : ValueField<DateOnly>(Name, Zh, En)
{
    /// <summary>The cumulative figure of a month that stands below its heading in a wide sheet, a row a thing and a column a month (宽表).</summary>
    public DecimalField? Across { get; init; }

    internal override (DateOnly? Value, Fault? Fault) Read(JsonElement json) =>
        DateOnly.TryParseExact(WordOf(json), "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? (day, null)
            : (null, Fault.Of(Name, IngestionRefusals.BadDate, Zh, "2025-09", En));

    internal override JsonObject Schema() => new() { ["type"] = "string", ["pattern"] = "^\\d{4}-\\d{2}$" };
}

/// <summary>A quarter, written 2025Q3.</summary>
public sealed record QuarterField(string Name, string Zh, string En) : ValueField<Quarter>(Name, Zh, En)
{
    internal override (Quarter? Value, Fault? Fault) Read(JsonElement json) =>
        Quarter.TryParse(WordOf(json), out var quarter)
            ? (quarter, null)
            : (null, Fault.Of(Name, IngestionRefusals.BadDate, Zh, "2025Q3", En));

    internal override JsonObject Schema() => new() { ["type"] = "string", ["pattern"] = "^\\d{4}Q[1-4]$" };
}

public sealed record CodeField<TEnum>(string Name, string Zh, string En, Codes<TEnum> Codes) : ValueField<TEnum>(Name, Zh, En)
    where TEnum : struct, Enum
{
    internal override (TEnum? Value, Fault? Fault) Read(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.String)
        {
            return (null, WrongType("代码", "a code").Allowing(Codes.All));
        }

        var word = WordOf(json);
        return word is not null && Codes.TryParse(word, out var value)
            ? (value, null)
            : (null, Fault.Of(Name, IngestionRefusals.NotAllowed, Zh, Refusal.Repeat(word ?? "…"), En).Allowing(Codes.All));
    }

    private protected override object Stored(TEnum value) => Codes.Write(value);

    internal override IReadOnlyList<CodeWord> Words => Codes.Words;

    internal override JsonObject Schema() => new()
    {
        ["type"] = "string", ["enum"] = new JsonArray([.. Codes.All.Select(c => (JsonNode)c)]),
    };
}
