using System.Buffers;
using System.Text.Json;
using System.Text.RegularExpressions;
using Cluster.ServiceDefaults;

namespace Cluster.Ingestion.Files;

/// <summary>Some rows of a file as the JSON that a system would have sent for them.</summary>
/// <param name="First">The index of its first row in the whole file.</param>
/// <param name="Faults">By row: what is wrong with its cells already.</param>
/// <param name="Columns">By row: where its month begins in a wide sheet; null where the rows are those of the file.</param>
internal sealed record FilePart(
    int First, IReadOnlyList<JsonElement> Rows, IReadOnlyList<int> Lines, IReadOnlyDictionary<int, List<Fault>> Faults,
    IReadOnlyList<string>? Columns = null);

/// <summary>A row that is no row of the resource, and why it was left out: subtotal (小计、合计), note (填表人).</summary>
public sealed record SkippedRow(int Line, string Reason);

/// <summary>How a file was read, for its sender to see.</summary>
/// <param name="Encoding">Of a CSV file.</param>
/// <param name="Columns">Which field each column was read as.</param>
/// <param name="IgnoredColumns">Headings that name no field.</param>
public sealed record FileReading(
    string Format, string? Sheet, string? Encoding, int HeaderLine, IReadOnlyDictionary<string, string> Columns,
    IReadOnlyList<string> IgnoredColumns, IReadOnlyList<SkippedRow> Skipped);

/// <summary>Rows in parts that fit into memory, however many there are.</summary>
internal interface IRows
{
    int Count { get; }

    /// <summary>Null where nothing had to be found out.</summary>
    FileReading? Reading { get; }

    /// <summary>Each part is of use until the next is asked for.</summary>
    IEnumerable<FilePart> Parts();
}

/// <summary>The rows below a file's header.</summary>
internal sealed partial class FileRows : IRows
{
    public const int RowsMax = 50_000;
    public const int PartRowsMax = 5_000;
    private const int SkippedMax = 200;

    private readonly Sheet _sheet;
    private readonly Header _header;
    private readonly IReadOnlyList<Column> _columns;

    private FileRows(OpenedFile file, Sheet sheet, Header header, int rowsMax)
    {
        (_sheet, _header) = (sheet, header);
        var skipped = new List<SkippedRow>();
        var withZeros = new HashSet<int>();
        foreach (var row in Below())
        {
            if (SkipReason(row) is { } reason)
            {
                skipped.Add(new SkippedRow(row.Line, reason));
                continue;
            }

            Count += Spread(row).Count();
            if (Count > rowsMax)
            {
                throw TooMany(rowsMax);
            }

            withZeros.UnionWith(header.Columns.Where(c => IsCodeWithZero(row.At(c.Index))).Select(c => c.Index));
        }

        if (Count == 0)
        {
            throw new RefusedException(Problem.Of(FileRefusals.NoRows).With("field", "$").With("line", header.Line));
        }

        _columns = [.. header.Columns.Select(c => c with { HasLeadingZeros = withZeros.Contains(c.Index) })];
        Reading = new FileReading(
            file.Format, file.Format == "csv" ? null : sheet.Name, file.Encoding, header.Line,
            Read(header), header.Ignored, [.. skipped.Take(SkippedMax)]);
    }

    public int Count { get; }

    public FileReading Reading { get; }

    FileReading? IRows.Reading => Reading;

    /// <summary>Null when it is none.</summary>
    public WorkbookParts? Workbook => _sheet.Parts;

    /// <summary>Where the faults of each row's fields are shown, row by row; one of no field stands in the row's first cell.</summary>
    public IEnumerable<Func<string, int>> Places() =>
        Rows().Select(row => (Func<string, int>)(field => ColumnsOf(row).FirstOrDefault(c => c.Field.Name == field)?.Index ?? FirstOf(row)));

    /// <summary>Letters, or those from the first month to the last of a wide sheet: J:U.</summary>
    private static Dictionary<string, string> Read(Header header)
    {
        var across = header.Months.SelectMany(m => m.Columns).ToList();
        var read = header.Columns.Concat(across).GroupBy(c => c.Field.Name).ToDictionary(g => g.Key, g => Letters(g));
        if (across.Count > 0)
        {
            read[header.Fields.Month!.Name] = Letters(across);
        }

        return read;

        static string Letters(IEnumerable<Column> columns) => (columns.Min(c => c.Index), columns.Max(c => c.Index)) is var (from, to) && from == to
            ? XlsxWriter.ColumnName(from)
            : $"{XlsxWriter.ColumnName(from)}:{XlsxWriter.ColumnName(to)}";
    }

    /// <summary>The first sheet with all that is required; where there is none, the one that comes nearest says what is missing.</summary>
    /// <param name="sheetName">The only one to look at; null for all that are not hidden.</param>
    public static FileRows Of(OpenedFile file, RowFields fields, string? sheetName = null, int rowsMax = RowsMax)
    {
        var sheets = file.Sheets.Where(s => sheetName is null ? !s.IsHidden : s.Name == sheetName).ToList();
        if (sheetName is not null && sheets.Count == 0)
        {
            throw new RefusedException(Problem.Of(FileRefusals.SheetNotFound, Refusal.Repeat(sheetName))
                .With("field", "sheet").With("allowed", file.Sheets.Select(s => s.Name).ToArray()));
        }

        var headers = new List<(Sheet Sheet, Header Header)>();
        foreach (var sheet in sheets)
        {
            if (Header.Find([.. sheet.Rows().Take(Header.RowsMax)], fields) is not { } header)
            {
                continue;
            }

            headers.Add((sheet, header));
            if (fields.Required.All(header.Gives))
            {
                return new FileRows(file, sheet, header, rowsMax);
            }
        }

        if (headers.Count == 0)
        {
            throw new RefusedException(Problem.Of(FileRefusals.HeaderNotFound, Header.RowsMax).With("field", "$").With("allowed", fields.Words));
        }

        var nearest = headers.MaxBy(h => h.Header.Columns.Count);
        nearest.Header.DemandRequired(fields);
        return new FileRows(file, nearest.Sheet, nearest.Header, rowsMax);
    }

    public static RefusedException TooMany(int rowsMax) =>
        new(Problem.Of(IngestionRefusals.TooManyRows, rowsMax, $"> {rowsMax}").With("field", "$").With("limit", rowsMax));

    public IEnumerable<FilePart> Parts()
    {
        var first = 0;
        foreach (var rows in Rows().Chunk(PartRowsMax))
        {
            var json = new ArrayBufferWriter<byte>();
            var faults = new Dictionary<int, List<Fault>>();
            Write(rows, json, faults);
            using var document = JsonDocument.Parse(json.WrittenMemory);
            yield return new FilePart(first, [.. document.RootElement.EnumerateArray()], [.. rows.Select(r => r.Cells.Line)], faults,
                _header.Months.Count > 0 ? [.. rows.Select(r => XlsxWriter.ColumnName(FirstOf(r)))] : null);
            first += rows.Length;
        }
    }

    private void Write(FileRow[] rows, ArrayBufferWriter<byte> json, Dictionary<int, List<Fault>> faults)
    {
        using var writer = new Utf8JsonWriter(json);
        writer.WriteStartArray();
        for (var i = 0; i < rows.Length; i++)
        {
            writer.WriteStartObject();
            if (rows[i].Month is { } month)
            {
                writer.WriteString(_header.Fields.Month!.Name, $"{(month.Year is { } year ? $"{year}" : rows[i].Cells.At(_header.YearIndex!.Value).Text)}-{month.Month:00}");
            }

            foreach (var column in ColumnsOf(rows[i]))
            {
                var cell = rows[i].Cells.At(column.Index);
                if (CellReading.IsGiven(cell) && CellReading.Write(writer, column, cell) is { } fault)
                {
                    (faults.TryGetValue(i, out var others) ? others : faults[i] = []).Add(fault);
                }
            }

            if (_header.Unit is { } unit && unit.Write(writer, CellOf(rows[i].Cells, unit.Field)) is { } contradiction)
            {
                (faults.TryGetValue(i, out var others) ? others : faults[i] = []).Add(contradiction);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private Cell CellOf(SheetRow row, Field field) => _columns.FirstOrDefault(c => c.Field == field) is { } column ? row.At(column.Index) : default;

    private IEnumerable<FileRow> Rows() => Below().Where(r => SkipReason(r) is null).SelectMany(Spread);

    /// <summary>The months of a wide sheet's row that are filled in; the row itself where the sheet is none.</summary>
    private IEnumerable<FileRow> Spread(SheetRow row)
    {
        if (_header.Months.Count == 0)
        {
            return [new FileRow(row, Month: null, IsLast: true)];
        }

        var given = _header.Months.Where(m => m.IsGiven(row)).ToList();
        return given.Select(m => new FileRow(row, m, m == given[^1]));
    }

    /// <summary>What a wide sheet's row says beside its months (形象进度) is how things stand, so it is of the last of them.</summary>
    private IEnumerable<Column> ColumnsOf(FileRow row) => row.Month is not { } month
        ? _columns
        : _columns.Where(c => (row.IsLast || c.Field is InstantField || _header.IsRequired(c.Field)) && month.Columns.All(m => m.Field != c.Field)).Concat(month.Columns);

    private int FirstOf(FileRow row) => row.Month?.Columns[0].Index ?? _columns.Min(c => c.Index);

    /// <param name="Month">Whose columns it is made of in a wide sheet.</param>
    private readonly record struct FileRow(SheetRow Cells, MonthColumns? Month, bool IsLast);

    /// <summary>Rows that are only formatted are no rows.</summary>
    private IEnumerable<SheetRow> Below() =>
        _sheet.Rows().Where(r => r.Line > _header.Line && r.Cells.Any(CellReading.IsGiven));

    /// <summary>A text that, standing first in a row, says that it is none.</summary>
    public static bool IsNoRow(string first) => SkipReason(first) is not null;

    private static string? SkipReason(SheetRow row) => SkipReason(row.Cells.First(CellReading.IsGiven).Text);

    private static string? SkipReason(string first) =>
        first.Length > WordMax ? null
            : SubtotalText().IsMatch(first) ? "subtotal"
            : NoteText().IsMatch(first) ? "note"
            : null;

    private static bool IsCodeWithZero(Cell cell) =>
        cell.Kind is CellKind.Text && cell.Text is ['0', _, ..] && cell.Text.AsSpan().IndexOfAnyExceptInRange('0', '9') < 0;

    private const int WordMax = 200;

    [GeneratedRegex(@"^\s*(?:(?:合|小|总|共)\s*计\s*(?:[:：(（].*)?|其\s*中.*)$", RegexOptions.None, 1_000)]
    private static partial Regex SubtotalText();

    [GeneratedRegex(@"^\s*(?:填表人|填报人|制表人|审核人|负责人|填报单位|填报日期|联系电话|备注|说明|注)\s*[:：]", RegexOptions.None, 1_000)]
    private static partial Regex NoteText();
}
