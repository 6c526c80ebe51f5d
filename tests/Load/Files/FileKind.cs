using System.Globalization;
using System.IO.Compression;
using System.Text;
using Cluster.Load.Segments;

namespace Cluster.Load.Files;

/// <summary>A way in which rows come as a file.</summary>
/// <param name="Door">The last part of its address.</param>
/// <param name="RowsMax">What fits into the 16 MiB of a call; 50,000 are allowed.</param>
internal sealed record FileKind(string Name, string Door, string MediaType, int RowsMax, Func<IReadOnlyList<SegmentRow>, byte[]> Write)
{
    private const string Workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    private static readonly string[] Headings =
        ["key", "kind", "route", "name", "touches", "lengthKm", "technicalClass", "status", "statusDate", "investmentWan", "note"];

    public static readonly IReadOnlyList<FileKind> All =
    [
        new("CSV", "file", "text/csv", 50_000, Csv), new("XLSX", "file", Workbook, 50_000, Xlsx), new("NDJSON", "batch", "application/x-ndjson", 30_000, Lines),
    ];

    private static byte[] Csv(IReadOnlyList<SegmentRow> rows) =>
        Encoding.UTF8.GetBytes(string.Join('\n', rows.Select(Cells).Prepend(Headings).Select(cells => string.Join(',', cells))));

    private static byte[] Lines(IReadOnlyList<SegmentRow> rows) => [.. rows.SelectMany(row => (byte[])[.. row.Line, (byte)'\n'])];

    private static string[] Cells(SegmentRow row) =>
    [
        row.Key, SegmentRow.Kind, row.Route, row.Name, string.Join('、', row.Touches), row.LengthKm.ToString(CultureInfo.InvariantCulture), row.TechnicalClass,
        row.Status, row.StatusDate.ToString("yyyy-MM-dd"), row.InvestmentWan.ToString(CultureInfo.InvariantCulture), row.Note,
    ];

    /// <summary>The fewest parts that make a workbook, its texts in the cells themselves.</summary>
    private static byte[] Xlsx(IReadOnlyList<SegmentRow> rows)
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            Part(zip, "[Content_Types].xml", """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>""");
            Part(zip, "_rels/.rels", Related("officeDocument", "xl/workbook.xml"));
            Part(zip, "xl/workbook.xml", $"<workbook xmlns=\"{Main}\" xmlns:r=\"{Relations}\"><sheets><sheet name=\"数据\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>");
            Part(zip, "xl/_rels/workbook.xml.rels", Related("worksheet", "worksheets/sheet1.xml"));
            Part(zip, "xl/worksheets/sheet1.xml",
                $"<worksheet xmlns=\"{Main}\"><sheetData>{string.Concat(rows.Select(Cells).Prepend(Headings).Select(SheetRow))}</sheetData></worksheet>");
        }

        return file.ToArray();
    }

    private static string SheetRow(string[] cells) =>
        $"<row>{string.Concat(cells.Select(text => $"<c t=\"inlineStr\"><is><t>{text}</t></is></c>"))}</row>";

    private static string Related(string type, string target) =>
        $"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" Type=\"{Relations}/{type}\" Target=\"{target}\"/></Relationships>";

    private static void Part(ZipArchive zip, string name, string content)
    {
        using var part = zip.CreateEntry(name, CompressionLevel.Fastest).Open();
        part.Write(Encoding.UTF8.GetBytes(content));
    }
}
