using System.Globalization;
using System.Xml;

namespace Cluster.Ingestion.Files;

/// <summary>What is wrong in one cell, by where it stands.</summary>
internal sealed record Mark(int Line, int Column, string Words)
{
    public string Reference => $"{XlsxWriter.ColumnName(Column)}{Line}";
}

/// <summary>Copies a sheet and gives the cells that are marked another style; all else stays as it was.</summary>
internal sealed class MarkedSheet(XmlReader reader, XmlWriter writer, IEnumerable<Mark> marks, MarkedStyles styles, string commentsId)
{
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    /// <summary>What comes after the reference to the comments (ECMA-376, 18.3.1.99).</summary>
    private static readonly HashSet<string> Later =
        ["legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst"];

    private readonly Dictionary<int, Queue<Mark>> _marks = marks.GroupBy(m => m.Line).ToDictionary(g => g.Key, g => new Queue<Mark>(g.DistinctBy(m => m.Column).OrderBy(m => m.Column)));
    private string _namespace = "";
    private Queue<Mark> _inRow = [];
    private int _line;
    private int _column;
    private bool _hasComments;

    public void Copy()
    {
        while (reader.Read())
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element when reader is { LocalName: "legacyDrawing", Depth: 1 }:
                    reader.Skip();
                    CopyAgain();
                    break;
                case XmlNodeType.Element:
                    CopyElement();
                    break;
                case XmlNodeType.EndElement:
                    EndElement();
                    break;
                case XmlNodeType.Text or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace:
                    writer.WriteString(reader.Value);
                    break;
                case XmlNodeType.CDATA:
                    writer.WriteCData(reader.Value);
                    break;
            }
        }
    }

    /// <summary>What was skipped left the reader on the next node already.</summary>
    private void CopyAgain()
    {
        if (reader.NodeType == XmlNodeType.Element)
        {
            CopyElement();
        }
        else if (reader.NodeType == XmlNodeType.EndElement)
        {
            EndElement();
        }
    }

    private void CopyElement()
    {
        var (depth, name, isEmpty) = (reader.Depth, reader.LocalName, reader.IsEmptyElement);
        if (depth == 0)
        {
            _namespace = reader.NamespaceURI;
        }
        else if (depth == 1 && Later.Contains(name))
        {
            WriteComments();
        }
        else if (name == "row" && depth == 2)
        {
            _line = int.TryParse(reader.GetAttribute("r"), CultureInfo.InvariantCulture, out var line) ? line : _line + 1;
            (_column, _inRow) = (-1, _marks.GetValueOrDefault(_line) ?? []);
        }

        var isCell = name == "c" && depth == 3;
        var isMarked = isCell && StartCell();
        writer.WriteStartElement(reader.Prefix, name, reader.NamespaceURI);
        CopyAttributes(isCell, isMarked);
        if (isEmpty)
        {
            EndElement(name, depth);
        }
    }

    /// <returns>Whether the cell that begins is marked; those that are missing before it are written.</returns>
    private bool StartCell()
    {
        _column = XlsxRows.ColumnOf(reader.GetAttribute("r")) ?? _column + 1;
        WriteMissing(_column);
        if (!_inRow.TryPeek(out var next) || next.Column != _column)
        {
            return false;
        }

        _inRow.Dequeue();
        return true;
    }

    private void CopyAttributes(bool isCell, bool isMarked)
    {
        var style = 0;
        for (var more = reader.MoveToFirstAttribute(); more; more = reader.MoveToNextAttribute())
        {
            if (isCell && reader is { LocalName: "s", Prefix: "" })
            {
                style = int.TryParse(reader.Value, CultureInfo.InvariantCulture, out var given) ? given : 0;
            }
            else
            {
                writer.WriteAttributeString(reader.Prefix, reader.LocalName, reader.NamespaceURI, reader.Value);
            }
        }

        reader.MoveToElement();
        style = isMarked ? styles.Marked(style) : isCell ? styles.Unmarked(style) : 0;
        if (style > 0)
        {
            writer.WriteAttributeString("s", $"{style}");
        }
    }

    private void EndElement() => EndElement(reader.LocalName, reader.Depth);

    private void EndElement(string name, int depth)
    {
        if (name == "row" && depth == 2)
        {
            WriteMissing(int.MaxValue);
        }
        else if (depth == 0)
        {
            WriteComments();
        }

        writer.WriteEndElement();
    }

    /// <summary>A cell that should have been filled in is often not there at all.</summary>
    private void WriteMissing(int before)
    {
        while (_inRow.TryPeek(out var mark) && mark.Column < before)
        {
            writer.WriteStartElement("c", _namespace);
            writer.WriteAttributeString("r", mark.Reference);
            writer.WriteAttributeString("s", $"{styles.Marked(0)}");
            writer.WriteEndElement();
            _inRow.Dequeue();
        }
    }

    private void WriteComments()
    {
        if (!_hasComments)
        {
            writer.WriteStartElement("legacyDrawing", _namespace);
            writer.WriteAttributeString("r", "id", Relations, commentsId);
            writer.WriteEndElement();
            _hasComments = true;
        }
    }
}
