using System.Globalization;
using System.Xml;
using Cluster.ServiceDefaults;

namespace Cluster.Ingestion.Files;

/// <summary>The rows of one sheet, read forward with one row in memory.</summary>
internal sealed class XlsxRows : IDisposable
{
    private const int ColumnsMax = 500;
    private const int LineMax = 1_048_576;
    private const int FirstSoundDay = 61; // before it, 1900 is counted as a leap year
    private const int LastDay = 2_958_465;
    private static readonly DateTime Epoch = new(1899, 12, 30, 0, 0, 0, DateTimeKind.Unspecified);
    private static readonly DateTime Epoch1904 = new(1904, 1, 1, 0, 0, 0, DateTimeKind.Unspecified);

    private readonly XmlReader _reader;
    private readonly IReadOnlyList<string> _strings;
    private readonly XlsxFormats _formats;
    private readonly bool _is1904;
    private int _line;

    private XlsxRows(XmlReader reader, IReadOnlyList<string> strings, XlsxFormats formats, bool is1904) =>
        (_reader, _strings, _formats, _is1904) = (reader, strings, formats, is1904);

    public static IEnumerable<SheetRow> Read(XlsxPackage package, string part, IReadOnlyList<string> strings, XlsxFormats formats, bool is1904)
    {
        using var rows = new XlsxRows(XlsxPackage.Guarded(() => package.Read(part)), strings, formats, is1904);
        while (XlsxPackage.Guarded(rows.Next) is { } row)
        {
            yield return row;
        }
    }

    public void Dispose() => _reader.Dispose();

    private SheetRow? Next()
    {
        while (_reader.Read())
        {
            if (_reader is not { NodeType: XmlNodeType.Element, LocalName: "row" })
            {
                continue;
            }

            var line = Number(_reader.GetAttribute("r")) ?? _line + 1;
            if (line <= _line || line > LineMax)
            {
                throw XlsxPackage.Damaged($"row {line}");
            }

            _line = line;
            return new SheetRow(line, ReadCells());
        }

        return null;
    }

    private List<Cell> ReadCells()
    {
        var cells = new List<Cell>();
        if (_reader.IsEmptyElement)
        {
            return cells;
        }

        var (depth, column) = (_reader.Depth, -1);
        while (_reader.Read() && _reader.Depth > depth)
        {
            if (_reader is not { NodeType: XmlNodeType.Element, LocalName: "c" })
            {
                continue;
            }

            column = ColumnOf(_reader.GetAttribute("r")) ?? column + 1;
            if (ReadCell() is not { Kind: not CellKind.Blank } cell)
            {
                continue;
            }

            if (column >= ColumnsMax)
            {
                throw new RefusedException(Problem.Of(FileRefusals.TooManyColumns, _line, ColumnsMax).With("field", "$").With("line", _line));
            }

            while (cells.Count <= column)
            {
                cells.Add(default);
            }

            cells[column] = cell;
        }

        return cells;
    }

    private Cell ReadCell()
    {
        var (type, style) = (_reader.GetAttribute("t"), Number(_reader.GetAttribute("s")) ?? 0);
        if (_reader.IsEmptyElement)
        {
            return default;
        }

        var (depth, value, inline, isFormula) = (_reader.Depth, (string?)null, (string?)null, false);
        var isValue = false;
        while (_reader.Read() && _reader.Depth > depth)
        {
            if (_reader is { NodeType: XmlNodeType.Element, LocalName: "is" })
            {
                inline = XlsxStrings.ReadText(_reader);
            }
            else if (_reader.NodeType == XmlNodeType.Element)
            {
                isFormula |= _reader.LocalName == "f";
                isValue = _reader.LocalName == "v";
                value ??= isValue ? "" : null;
                isValue &= !_reader.IsEmptyElement;
            }
            else if (_reader.NodeType == XmlNodeType.EndElement)
            {
                isValue = false;
            }
            else if (isValue)
            {
                value += _reader.Value;
            }
        }

        return (type, value) switch
        {
            ("inlineStr", _) => TextOf(inline),
            (_, null) => isFormula ? new Cell(CellKind.Formula, "") : default,
            ("s", _) => TextOf(Number(value) is { } index && index < _strings.Count ? _strings[index] : throw XlsxPackage.Damaged($"row {_line}")),
            ("str", _) => TextOf(XlsxStrings.Unescaped(value)),
            ("b", _) => new Cell(CellKind.Flag, value == "1" ? "TRUE" : "FALSE"),
            ("e", _) => new Cell(CellKind.Error, value),
            ("d", _) => TextOf(value.Replace("T00:00:00", "", StringComparison.Ordinal)),
            _ => NumberOf(value, _formats.Of(style)),
        };
    }

    private static Cell TextOf(string? text) => string.IsNullOrEmpty(text) ? default : new Cell(CellKind.Text, text);

    private Cell NumberOf(string value, XlsxFormat format)
    {
        if (!double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
        {
            return TextOf(value);
        }

        if (format.IsDate && number >= (_is1904 ? 0 : FirstSoundDay) && number < LastDay - (_is1904 ? (Epoch1904 - Epoch).Days : 0))
        {
            var moment = (_is1904 ? Epoch1904 : Epoch).AddSeconds(Math.Round(number * TimeSpan.SecondsPerDay));
            return new Cell(CellKind.Date, moment.ToString(moment.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture));
        }

        return format.Zeros > value.Length && value.AsSpan().IndexOfAnyExceptInRange('0', '9') < 0
            ? new Cell(CellKind.Text, value.PadLeft(format.Zeros, '0'))
            : new Cell(CellKind.Number, value, format.IsPercent);
    }

    private static int? Number(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>AB12 is in column 27, counted from 0.</summary>
    public static int? ColumnOf(string? reference)
    {
        var column = 0;
        foreach (var letter in reference ?? "")
        {
            if (!char.IsAsciiLetterUpper(letter) || column > LineMax)
            {
                break;
            }

            column = (column * 26) + letter - 'A' + 1;
        }

        return column > 0 ? column - 1 : null;
    }
}
