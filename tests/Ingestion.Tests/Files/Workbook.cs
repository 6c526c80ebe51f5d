using System.IO.Compression;
using System.Security;
using System.Text;

namespace Cluster.Ingestion.Tests.Files;

/// <summary>A workbook made part by part, so that each can be what a spreadsheet program would never write.</summary>
internal sealed class Workbook
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    private readonly Dictionary<string, string> _parts = [];
    private readonly List<(string Name, string State)> _sheets = [];

    public Workbook()
    {
        _parts["_rels/.rels"] = Relations("""<Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/>""");
        _parts["[Content_Types].xml"] = """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>""";
        _parts["xl/styles.xml"] = $"""
            <styleSheet xmlns="{Main}"><numFmts count="3"><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;;@"/><numFmt numFmtId="165" formatCode="000000"/><numFmt numFmtId="166" formatCode="0.0&quot; days&quot;"/></numFmts>
            <fills count="1"><fill><patternFill patternType="none"/></fill></fills><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>
            <cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="10"/><xf numFmtId="4"/><xf numFmtId="166"/></cellXfs></styleSheet>
            """;
    }

    public const int Day = 1;
    public const int Month = 2;
    public const int SixZeros = 3;
    public const int Percent = 4;
    public const int Thousands = 5;
    public const int InDays = 6;

    public static Workbook Of(params string[] rows) => new Workbook().WithSheet("Sheet1", rows);

    /// <param name="rows">The XML of each row's cells; see <see cref="T"/> and its neighbours.</param>
    public Workbook WithSheet(string name, IEnumerable<string> rows, string state = "visible")
    {
        _sheets.Add((name, state));
        return WithPart($"xl/worksheets/sheet{_sheets.Count}.xml", $"""<worksheet xmlns="{Main}"><sheetData>{string.Concat(rows.Select((r, i) => r.StartsWith("<row", StringComparison.Ordinal) ? r : $"<row r=\"{i + 1}\">{r}</row>"))}</sheetData></worksheet>""");
    }

    public Workbook WithPart(string name, string content)
    {
        _parts[name] = content;
        return this;
    }

    public Workbook WithStrings(params string[] items) =>
        WithPart("xl/sharedStrings.xml", $"""<sst xmlns="{Main}">{string.Concat(items.Select(i => $"<si>{i}</si>"))}</sst>""");

    /// <summary>On the first sheet.</summary>
    public Workbook WithComment(string reference, string author, string text) =>
        WithPart("xl/worksheets/_rels/sheet1.xml.rels", Relations($"<Relationship Id=\"c\" Type=\"{Office}/comments\" Target=\"../comments1.xml\"/>"))
            .WithPart("xl/comments1.xml", $"""<comments xmlns="{Main}"><authors><author>{author}</author></authors><commentList><comment ref="{reference}" authorId="0"><text><t>{text}</t></text></comment></commentList></comments>""");

    public byte[] Bytes()
    {
        var parts = new Dictionary<string, string>(_parts);
        parts.TryAdd("xl/workbook.xml", $"""
            <workbook xmlns="{Main}" xmlns:r="{Office}"><sheets>{string.Concat(_sheets.Select((s, i) => $"<sheet name=\"{SecurityElement.Escape(s.Name)}\" sheetId=\"{i + 1}\" state=\"{s.State}\" r:id=\"rId{i + 1}\"/>"))}</sheets></workbook>
            """);
        parts.TryAdd("xl/_rels/workbook.xml.rels", Relations(string.Concat(_sheets.Select((_, i) => $"<Relationship Id=\"rId{i + 1}\" Type=\"{Office}/worksheet\" Target=\"worksheets/sheet{i + 1}.xml\"/>"))
            + $"<Relationship Id=\"s\" Type=\"{Office}/styles\" Target=\"/xl/styles.xml\"/>"
            + (parts.ContainsKey("xl/sharedStrings.xml") ? $"<Relationship Id=\"t\" Type=\"{Office}/sharedStrings\" Target=\"sharedStrings.xml\"/>" : "")));
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in parts)
            {
                using var part = archive.CreateEntry(name).Open();
                part.Write(Encoding.UTF8.GetBytes(content));
            }
        }

        return stream.ToArray();
    }

    public static string T(string text) => $"<c t=\"inlineStr\"><is><t xml:space=\"preserve\">{SecurityElement.Escape(text)}</t></is></c>";

    public static string N(string number, int style = 0) => $"<c s=\"{style}\"><v>{number}</v></c>";

    /// <summary>A formula with the value that was computed last; null when it never was.</summary>
    public static string F(string formula, string? value) => $"<c><f>{formula}</f>{(value is null ? "" : $"<v>{value}</v>")}</c>";

    public const string Empty = "<c s=\"1\"/>";

    public static string Row(params string[] texts) => string.Concat(texts.Select(T));

    private static string Relations(string content) => $"""<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{content}</Relationships>""";
}
