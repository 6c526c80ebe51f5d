using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Cluster.Ingestion.Files;

/// <summary>
/// How a cell is read as a field: into the JSON value that a system would have sent, so that one set of rules decides on both. What people and
/// spreadsheets do to a value is undone where that is exact, and refused where it would be a guess.
/// </summary>
internal static partial class CellReading
{
    private const int DigitsMax = 15; // more than a spreadsheet keeps
    private const int DashMax = 2;
    private static readonly HashSet<string> NotGiven = ["", "-", "--", "—", "——", "–", "―", "/"];
    private static readonly char[] LineBreaks = ['\n', '\r'];
    private static readonly char[] ListSeparators = ['、', '；', ';', '，', ',', '\n', '\r', '|'];
    private static readonly SearchValues<char> Separating = SearchValues.Create(ListSeparators);
    private static readonly HashSet<string> Yes = ["是", "true", "yes", "y", "1", "√", "✓"];
    private static readonly HashSet<string> No = ["否", "false", "no", "n", "0", "×", "✗"];

    /// <summary>An empty cell and a dash say the same.</summary>
    public static bool IsGiven(Cell cell) =>
        cell.Kind == CellKind.Formula || (cell.Kind != CellKind.Blank && (cell.Text.AsSpan().Trim().Length > DashMax || !NotGiven.Contains(Folded(cell.Text))));

    /// <summary>A text that, standing in a cell as it is, would be read as nothing or as a code that a spreadsheet has damaged.</summary>
    public static bool IsMisread(string text) => !IsGiven(new Cell(CellKind.Text, text)) || ScientificText().IsMatch(text);

    /// <summary>A text that, standing in a list as it is, would be read as several.</summary>
    public static bool IsSeveral(string text) => text.AsSpan().ContainsAny(Separating);

    /// <summary>Writes the member of a cell that <see cref="IsGiven"/>, or tells why it cannot.</summary>
    public static Fault? Write(Utf8JsonWriter json, Column column, Cell cell)
    {
        var (value, fault) = Read(column, cell);
        if (fault is null)
        {
            json.WritePropertyName(column.Field.Name);
            value!(json);
        }

        return fault;
    }

    private static (Action<Utf8JsonWriter>? Value, Fault? Fault) Read(Column column, Cell cell) =>
        cell.Kind is CellKind.Written or CellKind.Text && TextCell.Unmarked(cell.Text) is { } text
            ? column.Field switch
            {
                TextListField => (List(text), null),
                ObjectField field => (json => field.FromAddress(WholePairs(text)).WriteTo(json), null),
                TextField or { Words.Count: > 0 } => (Text(text), null),
                _ => ReadPlain(column, cell with { Text = text }),
            }
            : ReadPlain(column, cell);

    private static (Action<Utf8JsonWriter>? Value, Fault? Fault) ReadPlain(Column column, Cell cell) => column.Field switch
    {
        var field when cell.Kind == CellKind.Formula => (null, Fault.Of(field.Name, FileRefusals.FormulaWithoutValue, field.Zh, field.En)),
        var field when cell.Kind == CellKind.Error => (null, Fault.Of(field.Name, FileRefusals.CellError, field.Zh, cell.Text, field.En)),
        DecimalField field => (Number(cell, field.Unit, column.Factor), null),
        IntegerField field => (Number(cell, field.Unit, column.Factor), null),
        FlagField => (Flag(cell), null),
        DateField field => Day(field, cell),
        MonthField field => Month(field, cell),
        QuarterField => (Text(Quarter(cell.Text)), null),
        TextField { Lines: true } => (Text(cell.Text), null),
        ObjectField field => (json => field.FromAddress(WholePairs(cell.Text)).WriteTo(json), null),
        TextListField field => Code(field, column, cell) is (var text, var fault) && fault is null ? (List(text!), null) : (null, fault),
        var field => Code(field, column, cell) is (var text, var fault) && fault is null ? (Text(text!), null) : (null, fault),
    };

    private static Action<Utf8JsonWriter> Text(string text) => json => json.WriteStringValue(WholePairs(text));

    /// <summary>One a line, where there are lines; otherwise with any of the marks that lists are written with.</summary>
    private static Action<Utf8JsonWriter> List(string text) => json =>
    {
        json.WriteStartArray();
        var separators = text.AsSpan().Trim(' ').Contains('\n') ? LineBreaks : ListSeparators;
        foreach (var item in text.Split(separators, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            json.WriteStringValue(WholePairs(item));
        }

        json.WriteEndArray();
    };

    /// <summary>A number that is none goes on as the text it is, and is refused by the field.</summary>
    private static Action<Utf8JsonWriter> Number(Cell cell, string unit, decimal factor)
    {
        var text = cell.Kind == CellKind.Number ? Rounded(cell.Text) : WithoutUnit(Folded(cell.Text).Replace('−', '-'), unit);
        if (!NumberText().IsMatch(text))
        {
            return Text(cell.Text);
        }

        var plain = Plain(text);
        factor = cell.IsPercent && unit == "%" ? factor * 100 : factor;
        var isScaled = factor != 1 && decimal.TryParse(plain, NumberStyles.Float, CultureInfo.InvariantCulture, out var given)
            && Math.Abs(given) < decimal.MaxValue / Math.Max(factor, 1);
        return isScaled
            ? json => json.WriteNumberValue(decimal.Parse(plain, NumberStyles.Float, CultureInfo.InvariantCulture) * factor)
            : json => json.WriteRawValue(plain);
    }

    private static Action<Utf8JsonWriter> Flag(Cell cell)
    {
        var word = Folded(cell.Text).ToLowerInvariant();
        return Yes.Contains(word) ? json => json.WriteBooleanValue(true)
            : No.Contains(word) ? json => json.WriteBooleanValue(false)
            : Text(cell.Text);
    }

    /// <summary>Whatever is compared character by character: what a spreadsheet made a number or a date of it is not what was typed.</summary>
    private static (string? Text, Fault? Fault) Code(Field field, Column column, Cell cell)
    {
        var wasChanged = cell.Kind switch
        {
            CellKind.Number => !WholeText().IsMatch(cell.Text) || cell.Text.Length > DigitsMax || column.HasLeadingZeros,
            CellKind.Date => true,
            CellKind.Written or CellKind.Text => ScientificText().IsMatch(cell.Text.Trim()),
            _ => false,
        };
        return wasChanged
            ? (null, Fault.Of(field.Name, FileRefusals.CodeBecameNumber, field.Zh, cell.Text, field.En))
            : (cell.Text, null);
    }

    private static (Action<Utf8JsonWriter>? Value, Fault? Fault) Day(DateField field, Cell cell)
    {
        var text = Folded(cell.Text);
        if (cell.Kind == CellKind.Number && WholeText().IsMatch(text) && !EightDigits().IsMatch(text))
        {
            return (null, Fault.Of(field.Name, FileRefusals.AmbiguousDate, field.Zh, text, field.En));
        }

        var day = EightDigits().Match(text) is { Success: true } digits ? digits : DayText().Match(text);
        return (Text(day.Success ? $"{day.Groups[1].Value}-{Two(day.Groups[2])}-{Two(day.Groups[3])}" : cell.Text), null);
    }

    private static (Action<Utf8JsonWriter>? Value, Fault? Fault) Month(MonthField field, Cell cell)
    {
        var text = Folded(cell.Text);
        if ((cell.Kind == CellKind.Number && YearPointDigit().IsMatch(text)) || (cell.Kind == CellKind.Written && YearPointOne().IsMatch(text)))
        {
            return (null, Fault.Of(field.Name, FileRefusals.AmbiguousMonth, field.Zh, text, $"{text[..4]}-{text[5..].PadLeft(2, '0')}", field.En));
        }

        var month = cell.Kind == CellKind.Date ? FirstOfMonth().Match(text) : MonthText().Match(text);
        return (Text(month.Success ? $"{month.Groups[1].Value}-{Two(month.Groups[2])}" : cell.Text), null);
    }

    private static string Quarter(string text)
    {
        var quarter = QuarterText().Match(Folded(text).Replace(" ", "", StringComparison.Ordinal));
        return quarter.Success ? $"{quarter.Groups[1].Value}Q{"一二三四".IndexOf(quarter.Groups[2].Value, StringComparison.Ordinal) switch
        {
            < 0 => quarter.Groups[2].Value, var index => (index + 1).ToString(CultureInfo.InvariantCulture),
        }}" : text;
    }

    /// <summary>As the spreadsheet shows it: with 15 digits, without what the binary form adds behind them.</summary>
    private static string Rounded(string number) =>
        number.Length > DigitsMax && number.Contains('.', StringComparison.Ordinal)
        && double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && Math.Abs(value) is < 1e15 and > 1e-9
            ? ((decimal)value).ToString(CultureInfo.InvariantCulture)
            : number;

    private static string WithoutUnit(string text, string unit) =>
        unit.Length > 0 && text.EndsWith(Units.Plain(unit), StringComparison.OrdinalIgnoreCase) ? text[..^Units.Plain(unit).Length].TrimEnd() : text;

    /// <summary>JSON has no thousands separators, no plus sign, and one 0 before the point.</summary>
    private static string Plain(string number)
    {
        var digits = number.Replace(",", "", StringComparison.Ordinal).TrimStart('+');
        var sign = digits.StartsWith('-') ? "-" : "";
        digits = digits[sign.Length..].TrimStart('0');
        return digits.Length > 0 && char.IsAsciiDigit(digits[0]) ? sign + digits : $"{sign}0{digits}";
    }

    /// <summary>Full-width digits and marks made plain.</summary>
    private static string Folded(string text) => WholePairs(text).Trim().Normalize(NormalizationForm.FormKC).Trim();

    /// <summary>Half of a surrogate pair would fail where a text is normalised or written; what stands for a lost character is refused as such.</summary>
    private static string WholePairs(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF'))
        {
            return text;
        }

        var whole = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            whole.Append(rune.ToString());
        }

        return whole.ToString();
    }

    private static string Two(Group digits) => digits.Value.PadLeft(2, '0');

    private const int TimeoutMs = 1_000;

    [GeneratedRegex(@"^[+-]?(?:(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d{1,5})?$", RegexOptions.ECMAScript, TimeoutMs)]
    private static partial Regex NumberText();

    [GeneratedRegex(@"^\d+$", RegexOptions.ECMAScript, TimeoutMs)]
    private static partial Regex WholeText();

    [GeneratedRegex(@"^[+-]?\d(\.\d+)?[eE]\+?\d+$", RegexOptions.ECMAScript, TimeoutMs)]
    private static partial Regex ScientificText();

    [GeneratedRegex(@"^(\d{4})(\d{2})(\d{2})$", RegexOptions.ECMAScript, TimeoutMs)]
    private static partial Regex EightDigits();

    [GeneratedRegex(@"^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:\s0?0:00(?::00)?)?$", RegexOptions.ECMAScript, TimeoutMs)]
    private static partial Regex DayText();

    [GeneratedRegex(@"^(?<year>\d{4})\s*[-/.年]?\s*(?<month>\d{2}|(?<=[-/.年]\s*)\d)\s*月?$", RegexOptions.None, TimeoutMs)]
    private static partial Regex MonthText();

    [GeneratedRegex(@"^(\d{4})-(\d{2})-01$", RegexOptions.ECMAScript, TimeoutMs)]
    private static partial Regex FirstOfMonth();

    [GeneratedRegex(@"^\d{4}\.\d$", RegexOptions.ECMAScript, TimeoutMs)]
    private static partial Regex YearPointDigit();

    [GeneratedRegex(@"^\d{4}\.1$", RegexOptions.ECMAScript, TimeoutMs)]
    private static partial Regex YearPointOne();

    [GeneratedRegex(@"^(?<year>\d{4})年?-?(?:Q|第)?(?<=[年Q第-])(?<quarter>[1-4一二三四])(?:季度?)?$", RegexOptions.IgnoreCase, TimeoutMs)]
    private static partial Regex QuarterText();
}
