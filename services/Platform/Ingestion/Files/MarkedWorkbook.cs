using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;

namespace Cluster.Ingestion.Files;

/// <summary>
/// The workbook as it came, with the cells that were refused filled red and the reason as a comment on each. Everything else in it is copied
/// part by part; comments of this kind from an earlier time are replaced, those of people stay.
/// </summary>
internal static partial class MarkedWorkbook
{
    private const int CommentsMax = 2_000;
    private const string Author = "Cluster";
    private const string CommentsPart = "xl/cluster-comments.xml";
    private const string DrawingPart = "xl/cluster-comments.vml";
    private const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string CommentsType = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml";
    private static readonly XNamespace Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private static readonly XNamespace Package = "http://schemas.openxmlformats.org/package/2006/relationships";
    private static readonly XNamespace Types = "http://schemas.openxmlformats.org/package/2006/content-types";

    /// <summary>A row that others kept out is sound and stays as it is.</summary>
    public static IReadOnlyList<Mark> MarksOf(BatchResult result, FileRows rows) =>
    [
        .. from row in result.Rows.Zip(rows.Places())
           from fault in row.First.Errors
           where fault.Code != IngestionRefusals.AtomicBatchRefused.Code
           group $"{fault.Message.Zh}\n{fault.Message.En}\n({fault.Code})" by (row.First.Line!.Value, Column: row.Second(fault.Field)) into cell
           select new Mark(cell.Key.Value, cell.Key.Column, string.Join("\n", cell)),
    ];

    public static void Write(Stream content, WorkbookParts parts, IReadOnlyList<Mark> marks, Stream output)
    {
        var package = XlsxPackage.Open(content);
        var relations = RelationsOf(parts.Sheet);
        var links = package.Has(relations) ? Load(package, relations) : new XDocument(new XElement(Package + "Relationships"));
        var old = links.Root!.Elements().Where(l => ((string?)l.Attribute("Type"))?.Split('/')[^1] is "comments" or "vmlDrawing").ToList();
        var kept = KeptComments(package, old, parts.Sheet);
        var replaced = old.ConvertAll(l => XlsxFile.Resolve(parts.Sheet, (string?)l.Attribute("Target")));
        old.ForEach(l => l.Remove());
        links.Root.Add(Link("clusterComments", "comments", CommentsPart), Link("clusterDrawing", "vmlDrawing", DrawingPart));

        var comments = marks.Take(CommentsMax).Select(m => (m.Reference, Element: CommentOf(m))).Concat(kept).DistinctBy(c => c.Reference).ToList();
        var styles = new MarkedStyles(Load(package, parts.Styles));
        using var archive = new ZipArchive(output, ZipArchiveMode.Create, leaveOpen: true);
        using (var writer = XmlWriter.Create(Entry(archive, parts.Sheet), new XmlWriterSettings { CloseOutput = true }))
        using (var reader = package.Read(parts.Sheet))
        {
            XlsxPackage.Guarded(() =>
            {
                new MarkedSheet(reader, writer, marks, styles, "clusterDrawing").Copy();
                return true;
            });
        }

        Save(archive, parts.Styles, styles.Document);
        Save(archive, relations, links);
        Save(archive, "[Content_Types].xml", TypesWith(Load(package, "[Content_Types].xml"), replaced));
        Save(archive, CommentsPart, new XDocument(new XElement(Main + "comments", AuthorsOf(comments), new XElement(Main + "commentList", comments.Select(c => c.Element)))));
        using (var drawing = new StreamWriter(Entry(archive, DrawingPart)))
        {
            drawing.Write(DrawingOf(comments.ConvertAll(c => c.Reference)));
        }

        package.CopyTo(archive, new HashSet<string>(
            [parts.Sheet, parts.Styles, relations, "[Content_Types].xml", CommentsPart, DrawingPart, .. replaced.OfType<string>()], StringComparer.OrdinalIgnoreCase));
    }

    private static List<(string Reference, XElement Element)> KeptComments(XlsxPackage package, List<XElement> links, string sheet)
    {
        var link = links.Find(l => ((string?)l.Attribute("Type"))?.EndsWith("/comments", StringComparison.Ordinal) == true);
        var part = link is null ? null : XlsxFile.Resolve(sheet, (string?)link.Attribute("Target"));
        if (part is null || !package.Has(part))
        {
            return [];
        }

        var comments = Load(package, part).Root!;
        var authors = comments.Descendants(Main + "author").Select(a => a.Value).ToList();
        return
        [
            .. from comment in comments.Descendants(Main + "comment")
               let author = int.TryParse((string?)comment.Attribute("authorId"), CultureInfo.InvariantCulture, out var id) ? authors.ElementAtOrDefault(id) : null
               let reference = (string?)comment.Attribute("ref") ?? ""
               where author != Author && ReferenceText().IsMatch(reference)
               select (reference, Authored(new XElement(comment), author ?? "")),
        ];
    }

    private static XElement CommentOf(Mark mark) => Authored(
        new XElement(
            Main + "comment", new XAttribute("ref", mark.Reference),
            new XElement(Main + "text", new XElement(Main + "r", new XElement(Main + "t", new XAttribute(XNamespace.Xml + "space", "preserve"), mark.Words)))),
        Author);

    /// <summary>The author goes along until all are known.</summary>
    private static XElement Authored(XElement comment, string author)
    {
        comment.SetAttributeValue("authorId", null);
        comment.AddAnnotation(author);
        return comment;
    }

    private static XElement AuthorsOf(List<(string Reference, XElement Element)> comments)
    {
        var authors = comments.Select(c => c.Element.Annotation<string>()!).Distinct().ToList();
        comments.ForEach(c => c.Element.SetAttributeValue("authorId", authors.IndexOf(c.Element.Annotation<string>()!)));
        return new XElement(Main + "authors", authors.Select(a => new XElement(Main + "author", a)));
    }

    private static XElement Link(string id, string type, string part) => new(
        Package + "Relationship", new XAttribute("Id", id), new XAttribute("Type", $"{Office}/{type}"), new XAttribute("Target", "/" + part));

    private static XDocument TypesWith(XDocument types, List<string?> replaced)
    {
        var root = types.Root!;
        root.Elements(Types + "Override").Where(o => replaced.Contains(((string?)o.Attribute("PartName"))?.TrimStart('/'))).Remove();
        if (!root.Elements(Types + "Default").Any(d => string.Equals((string?)d.Attribute("Extension"), "vml", StringComparison.OrdinalIgnoreCase)))
        {
            root.AddFirst(new XElement(Types + "Default", new XAttribute("Extension", "vml"), new XAttribute("ContentType", "application/vnd.openxmlformats-officedocument.vmlDrawing")));
        }

        root.Add(new XElement(Types + "Override", new XAttribute("PartName", "/" + CommentsPart), new XAttribute("ContentType", CommentsType)));
        return types;
    }

    /// <summary>Spreadsheet programs show a comment only where it has a shape of this old kind.</summary>
    private static string DrawingOf(IReadOnlyList<string> references)
    {
        var drawing = new StringBuilder("""
            <xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel">
            <v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>
            """);
        foreach (var (index, reference) in references.Index())
        {
            var column = XlsxRows.ColumnOf(reference) ?? 0;
            var row = int.Parse(reference.AsSpan(reference.AsSpan().IndexOfAnyInRange('0', '9')), CultureInfo.InvariantCulture) - 1;
            drawing.Append(CultureInfo.InvariantCulture, $"""
                <v:shape id="_x0000_s{1025 + index}" type="#_x0000_t202" style="position:absolute;width:240pt;height:96pt;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/><v:textbox/><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{column + 1}, 12, {row}, 4, {column + 5}, 12, {row + 6}, 4</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>
                """);
        }

        return drawing.Append("</xml>").ToString();
    }

    private static string RelationsOf(string part) => $"{part[..part.LastIndexOf('/')]}/_rels{part[part.LastIndexOf('/')..]}.rels";

    private static Stream Entry(ZipArchive archive, string part) => archive.CreateEntry(part, CompressionLevel.Fastest).Open();

    private static void Save(ZipArchive archive, string part, XDocument document)
    {
        using var stream = Entry(archive, part);
        document.Save(stream, SaveOptions.DisableFormatting);
    }

    private static XDocument Load(XlsxPackage package, string part) => XlsxPackage.Guarded(() =>
    {
        using var reader = package.Read(part, PartBytesMax);
        return XDocument.Load(reader);
    });

    private const long PartBytesMax = 8 * 1024 * 1024;

    [GeneratedRegex("^[A-Z]{1,3}[1-9][0-9]{0,6}$", RegexOptions.None, 1_000)]
    private static partial Regex ReferenceText();
}
