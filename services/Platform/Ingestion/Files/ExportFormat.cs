using System.Text;
using System.Text.Json;
using Cluster.ServiceDefaults;
using Microsoft.AspNetCore.Http;

namespace Cluster.Ingestion.Files;

/// <summary>A file being written, row by row; its rest is written when it is disposed of.</summary>
internal interface IExportTable : IDisposable
{
    void Row(IReadOnlyList<JsonElement> values);
}

/// <summary>A kind of file that a list can be taken as.</summary>
/// <param name="Extension">Also how an address asks for it.</param>
/// <param name="MediaTypeName">How an Accept header asks for it.</param>
internal sealed record ExportFormat(
    string Extension, string MediaTypeName, string MediaType, Func<Stream, IReadOnlyList<ExportColumn>, IExportTable> Begin)
{
    public const int RowsMax = 200_000;

    /// <summary>For the database to begin to answer, and to go on.</summary>
    public const int SecondsMax = 120;

    private const string Json = "json";

    public static readonly IReadOnlyList<ExportFormat> All =
    [
        new("csv", "text/csv", "text/csv; charset=utf-8; header=present", (file, columns) => new CsvTable(file, columns)),
        new("xlsx", XlsxWriter.MediaType, XlsxWriter.MediaType, (file, columns) => new Sheet(file, columns)),
    ];

    public static ExportFormat Workbook => All[1];

    public static IEnumerable<string> Names => All.Select(f => f.Extension).Prepend(Json);

    /// <summary>What the address asks for, for a browser has no other say; otherwise what the header likes best. Null for JSON.</summary>
    public static ExportFormat? Of(HttpRequest request)
    {
        if (request.Query["format"] is [{ } name, ..])
        {
            return All.FirstOrDefault(f => f.Extension == name) ?? (name == Json ? null : throw new RefusedException(
                Problem.Of(IngestionRefusals.NotAllowed, "格式", Refusal.Repeat(name), "The format").With("field", "format").With("allowed", Names.ToArray())));
        }

        var liked = request.GetTypedHeaders().Accept.Where(a => a.Quality is not 0).OrderByDescending(a => a.Quality ?? 1).FirstOrDefault();
        return liked is null ? null : All.FirstOrDefault(f => liked.MediaType.Equals(f.MediaTypeName, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>What a file system takes for a path or a wildcard is none of the name.</summary>
    public string FileName(string list, string organisation, DateOnly day)
    {
        var whose = string.Concat(organisation.EnumerateRunes().Where(r => Rune.IsLetterOrDigit(r)));
        return string.Join('-', new[] { list, whose, $"{day:yyyy-MM-dd}" }.Where(part => part.Length > 0)) + $".{Extension}";
    }

    /// <summary>UTF-8 with its mark, without which spreadsheets take Chinese for something else; RFC 4180.</summary>
    private sealed class CsvTable : IExportTable
    {
        private static readonly System.Buffers.SearchValues<char> Quoted = System.Buffers.SearchValues.Create("\",;\t\r\n ");

        private readonly StreamWriter _text;
        private readonly IReadOnlyList<ExportColumn> _columns;

        public CsvTable(Stream file, IReadOnlyList<ExportColumn> columns)
        {
            (_text, _columns) = (new StreamWriter(file, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true), columns);
            Line(columns.Select(c => c.HeadingShown));
        }

        public void Row(IReadOnlyList<JsonElement> values) =>
            Line(_columns.Select((c, i) => CellWriting.TextOf(c.Field, values[i], c.IsRequired, beginsRow: i == 0)));

        public void Dispose() => _text.Dispose();

        private void Line(IEnumerable<string> cells)
        {
            _text.Write(string.Join(',', cells.Select(Quote)));
            _text.Write("\r\n");
        }

        private static string Quote(string cell) =>
            cell.AsSpan().ContainsAny(Quoted) ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;
    }

    private sealed class Sheet : IExportTable
    {
        private readonly XlsxWriter _book;
        private readonly IReadOnlyList<ExportColumn> _columns;

        public Sheet(Stream file, IReadOnlyList<ExportColumn> columns)
        {
            (_book, _columns) = (new XlsxWriter(file), columns);
            _book.BeginSheet("数据", [.. columns.Select(c => CellWriting.ColumnOf(c.Field))]);
            _book.Row(columns.Select(c => Written.Of(c.HeadingShown, Look.Heading)));
        }

        public void Row(IReadOnlyList<JsonElement> values) =>
            _book.Row(_columns.Select((c, i) => CellWriting.CellOf(c.Field, values[i], c.IsRequired, beginsRow: i == 0)));

        public void Dispose()
        {
            _book.EndSheet([]);
            _book.Dispose();
        }
    }
}
