using System.Globalization;
using System.IO.Compression;
using System.Security;
using System.Text;
using System.Xml;

namespace Cluster.Ingestion.Files;

/// <summary>The looks that a written cell can have; the number is the place in the style sheet.</summary>
internal enum Look
{
    Plain,

    /// <summary>What is typed stays as typed: no code becomes a number.</summary>
    Text,
    Day,
    Heading,
    Wrapped,
}

/// <param name="Text">A figure or a day number as it stands in the file, otherwise the text.</param>
internal readonly record struct Written(Look Look, string Text, bool IsNumber = false)
{
    public static Written Of(string text, Look look = Look.Text) => new(look, text);

    public static Written Number(string number) => new(Look.Plain, number, IsNumber: true);

    public static Written Day(DateOnly day) => new(
        Look.Day, day.ToDateTime(TimeOnly.MinValue).ToOADate().ToString(CultureInfo.InvariantCulture), IsNumber: true);
}

/// <param name="Width">In characters.</param>
internal sealed record WrittenColumn(double Width, Look Look);

/// <summary>Cells of a column that offer a list, which stands in cells elsewhere.</summary>
/// <param name="Source">Sheet and cells: 选项!$A$1:$A$9.</param>
internal sealed record DropDown(string Cells, string Source);

/// <summary>Writes a workbook forward, sheet after sheet and row after row. Texts are texts: none is ever taken for a formula.</summary>
internal sealed class XlsxWriter(Stream output) : IDisposable
{
    public const string MediaType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Package = "http://schemas.openxmlformats.org/package/2006";
    private const string Xml = "http://www.w3.org/XML/1998/namespace";
    private const string Declaration = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>""";

    private const string Styles = $"""
        {Declaration}
        <styleSheet xmlns="{Main}">
        <numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\-mm\-dd"/></numFmts>
        <fonts count="2"><font><sz val="11"/><name val="宋体"/></font><font><b/><sz val="11"/><name val="宋体"/></font></fonts>
        <fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFE7EEF5"/><bgColor indexed="64"/></patternFill></fill></fills>
        <borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>
        <cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>
        <cellXfs count="5">
        <xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>
        <xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>
        <xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>
        <xf numFmtId="49" fontId="1" fillId="2" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1"/>
        <xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>
        </cellXfs>
        <cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>
        </styleSheet>
        """;

    private readonly ZipArchive _archive = new(output, ZipArchiveMode.Create, leaveOpen: true);
    private readonly List<(string Name, bool IsHidden)> _sheets = [];
    private XmlWriter? _sheet;
    private int _line;

    /// <summary>Begins a sheet whose first row stays in view.</summary>
    public void BeginSheet(string name, IReadOnlyList<WrittenColumn> columns, bool isHidden = false)
    {
        _sheets.Add((name, isHidden));
        _line = 0;
        _sheet = XmlWriter.Create(
            _archive.CreateEntry($"xl/worksheets/sheet{_sheets.Count}.xml").Open(),
            new XmlWriterSettings { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), CloseOutput = true, CheckCharacters = true });
        _sheet.WriteStartElement("worksheet", Main);
        _sheet.WriteRaw("""<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>""");
        for (var i = 1; i <= columns.Count; i++)
        {
            _sheet.WriteRaw(string.Create(CultureInfo.InvariantCulture, $"""<col min="{i}" max="{i}" width="{columns[i - 1].Width}" style="{(int)columns[i - 1].Look}" customWidth="1"/>"""));
        }

        _sheet.WriteRaw("</cols>");
        _sheet.WriteStartElement("sheetData", Main);
    }

    public void Row(IEnumerable<Written> cells)
    {
        _sheet!.WriteStartElement("row", Main);
        _sheet.WriteAttributeString("r", $"{++_line}");
        foreach (var (column, cell) in cells.Index().Where(c => c.Item.Text is { Length: > 0 }))
        {
            _sheet.WriteStartElement("c", Main);
            _sheet.WriteAttributeString("r", $"{ColumnName(column)}{_line}");
            _sheet.WriteAttributeString("s", $"{(int)cell.Look}");
            if (cell.IsNumber)
            {
                _sheet.WriteElementString("v", Main, cell.Text);
            }
            else
            {
                _sheet.WriteAttributeString("t", "inlineStr");
                _sheet.WriteStartElement("is", Main);
                _sheet.WriteStartElement("t", Main);
                _sheet.WriteAttributeString("xml", "space", Xml, "preserve");
                _sheet.WriteString(XlsxStrings.Escaped(cell.Text));
                _sheet.WriteEndElement();
                _sheet.WriteEndElement();
            }

            _sheet.WriteEndElement();
        }

        _sheet.WriteEndElement();
    }

    public void EndSheet(IReadOnlyList<DropDown> lists)
    {
        _sheet!.WriteEndElement();
        if (lists.Count > 0)
        {
            _sheet.WriteRaw($"""<dataValidations count="{lists.Count}">""");
            foreach (var list in lists)
            {
                _sheet.WriteRaw($"""<dataValidation type="list" allowBlank="1" showErrorMessage="1" errorStyle="warning" sqref="{list.Cells}"><formula1>{list.Source}</formula1></dataValidation>""");
            }

            _sheet.WriteRaw("</dataValidations>");
        }

        _sheet.WriteEndElement();
        _sheet.Dispose();
        _sheet = null;
    }

    public void Dispose()
    {
        Part("xl/styles.xml", Styles);
        Part("xl/workbook.xml", $"""
            {Declaration}
            <workbook xmlns="{Main}" xmlns:r="{Office}"><sheets>{Each((sheet, i) =>
                $"""<sheet name="{SecurityElement.Escape(sheet.Name)}" sheetId="{i}"{(sheet.IsHidden ? " state=\"hidden\"" : "")} r:id="rId{i}"/>""")}</sheets></workbook>
            """);
        Part("xl/_rels/workbook.xml.rels", Relations(Each((_, i) => $"""<Relationship Id="rId{i}" Type="{Office}/worksheet" Target="worksheets/sheet{i}.xml"/>""")
            + $"""<Relationship Id="styles" Type="{Office}/styles" Target="styles.xml"/>"""));
        Part("_rels/.rels", Relations($"""<Relationship Id="rId1" Type="{Office}/officeDocument" Target="xl/workbook.xml"/>"""));
        Part("[Content_Types].xml", $"""
            {Declaration}
            <Types xmlns="{Package}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="{MediaType}.main+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>{Each((_, i) =>
                $"""<Override PartName="/xl/worksheets/sheet{i}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>""")}</Types>
            """);
        _archive.Dispose();
    }

    /// <summary>As a spreadsheet names it: A, B … AA.</summary>
    public static string ColumnName(int index) =>
        index < Letters ? $"{(char)('A' + index)}" : ColumnName((index / Letters) - 1) + ColumnName(index % Letters);

    private const int Letters = 26;

    private string Each(Func<(string Name, bool IsHidden), int, string> part) => string.Concat(_sheets.Select((sheet, i) => part(sheet, i + 1)));

    private static string Relations(string content) => $"""
        {Declaration}
        <Relationships xmlns="{Package}/relationships">{content}</Relationships>
        """;

    private void Part(string name, string content)
    {
        using var part = _archive.CreateEntry(name).Open();
        part.Write(Encoding.UTF8.GetBytes(content));
    }
}
