using System.Text.Json;
using Cluster.Cli.Output;
using Spectre.Console;

namespace Cluster.Cli.Rows;

/// <summary>Rows of any resource as JSON, CSV or a table, page by page.</summary>
internal abstract class RowsWriter : IDisposable
{
    public static RowsWriter Of(Terminal terminal, ListRows.Settings settings) =>
        settings.Json ? new AsJson(terminal.Raw) : settings.Csv ? new AsCsv(terminal.Raw) : new AsTable(terminal.Out);

    public abstract void Add(IReadOnlyList<JsonElement> page);

    public abstract void End(string? next);

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
    }

    private static IReadOnlyList<string> NamesIn(IReadOnlyList<JsonElement> page) =>
        [.. page.SelectMany(row => row.EnumerateObject().Select(p => p.Name)).Distinct()];

    private static JsonElement? ValueIn(JsonElement row, string name) => row.TryGetProperty(name, out var value) ? value : null;

    private sealed class AsJson(TextWriter output) : RowsWriter
    {
        private readonly JsonDocumentWriter _document = new(output, "items");

        public override void Add(IReadOnlyList<JsonElement> page)
        {
            foreach (var row in page)
            {
                _document.Add(row);
            }
        }

        public override void End(string? next) => _document.End(new { Next = next });

        protected override void Dispose(bool disposing)
        {
            _document.Dispose();
            base.Dispose(disposing);
        }
    }

    /// <summary>The columns are those of the first page: the platform writes every field of a row, also the ones that say nothing.</summary>
    private sealed class AsCsv(TextWriter output) : RowsWriter
    {
        private IReadOnlyList<string>? _names;

        public override void Add(IReadOnlyList<JsonElement> page)
        {
            if (_names is null)
            {
                _names = NamesIn(page);
                output.WriteLine(string.Join(',', _names.Select(Quoted)));
            }

            foreach (var row in page)
            {
                output.WriteLine(string.Join(',', _names.Select(name => CellOf(ValueIn(row, name)))));
            }
        }

        public override void End(string? next) => output.Flush();

        /// <summary>A spreadsheet carries out what begins like a formula; an apostrophe before it makes it the text that it is.</summary>
        private static string CellOf(JsonElement? value)
        {
            var isText = value is { ValueKind: JsonValueKind.String or JsonValueKind.Array };
            var text = value is { ValueKind: JsonValueKind.Null } or null ? "" : Cells.Show(value);
            return Quoted(isText && text is ['=' or '+' or '-' or '@' or '\t' or '\r' or '＝' or '＋' or '－' or '＠', ..] ? "'" + text : text);
        }

        private static string Quoted(string text) =>
            text.AsSpan().IndexOfAny("\",\r\n") >= 0 || text is [' ', ..] ? $"\"{text.Replace("\"", "\"\"")}\"" : text;
    }

    private sealed class AsTable(IAnsiConsole output) : RowsWriter
    {
        private readonly List<JsonElement> _rows = [];

        public override void Add(IReadOnlyList<JsonElement> page) => _rows.AddRange(page);

        public override void End(string? next)
        {
            var names = NamesIn(_rows);
            if (names.Count == 0)
            {
                output.Line(Languages.Words.Say("list.empty"));
                return;
            }

            var table = new Table().Border(TableBorder.Rounded);
            foreach (var name in names)
            {
                var isFigure = _rows.Exists(r => ValueIn(r, name) is { ValueKind: JsonValueKind.Number });
                table.AddColumn(new TableColumn(Printed.Plain(name)) { Alignment = isFigure ? Justify.Right : Justify.Left });
            }

            foreach (var row in _rows)
            {
                table.AddRow(names.Select(name => Printed.Plain(Cells.Show(ValueIn(row, name)))));
            }

            output.Write(table);
        }
    }
}
