using System.IO.Compression;
using System.Text;
using Cluster.Ingestion.Files;
using Cluster.ServiceDefaults;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using static Cluster.Ingestion.Tests.Files.Workbook;

namespace Cluster.Ingestion.Tests.Files;

public sealed class HostileFileTests
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    /// <summary>Tenths of a second on a machine that has nothing else to do.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    private static readonly string[] Rows = [Row("key", "kind", "name", "status"), Row("a", "road", "x", "open")];

    public static TheoryData<string, byte[], string> Files => new()
    {
        { "an .xls", Compound("Workbook"), "workbook-old-format" },
        { "a password", Compound("EncryptedPackage"), "workbook-encrypted" },
        { "links to other workbooks", Of(Rows).WithPart("xl/externalLinks/externalLink1.xml", "<externalLink/>").Bytes(), "workbook-external-links" },
        { "an entity from a file", Sheet("""<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>""", "&e;"), "workbook-document-type" },
        { "a billion laughs", Sheet("""<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>""", "&c;"), "workbook-document-type" },
        { "a DTD in the strings", Of(Rows).WithPart("xl/sharedStrings.xml", "<!DOCTYPE sst><sst/>").Bytes(), "workbook-document-type" },
        { "a DTD in the styles", Of(Rows).WithPart("xl/styles.xml", "<!DOCTYPE x><styleSheet/>").Bytes(), "workbook-document-type" },
        { "a DTD in the workbook", Of(Rows).WithPart("xl/workbook.xml", "<!DOCTYPE x><workbook/>").Bytes(), "workbook-document-type" },
        { "a DTD in the relations", Of(Rows).WithPart("_rels/.rels", "<!DOCTYPE x><Relationships/>").Bytes(), "workbook-document-type" },
        { "a bomb of one part", Bomb(200 * 1024 * 1024), "archive-limits" },
        { "a bomb compressed too well", Bomb(100 * 1024 * 1024), "archive-limits" },
        { "texts without end", Of(Rows).WithStrings([.. Enumerable.Range(0, 400_000).Select(i => $"<t>{i:X8}{i * 7919:X8}{i * 104729:X8}{new string('x', 80)}</t>")]).Bytes(), "archive-limits" },
        { "a bomb that says it is small", Lying(Bomb(200 * 1024 * 1024)), "workbook-damaged" },
        { "very many parts", Many(1_001), "archive-limits" },
        { "a document of Word", Renamed("xl/workbook.xml", "word/document.xml"), "file-type-unsupported" },
        { "a binary workbook", Renamed("xl/workbook.xml", "xl/workbook.bin"), "file-type-unsupported" },
        { "a ZIP of something else", new Workbook().WithPart("_rels/.rels", "<Relationships/>").Bytes(), "file-type-unsupported" },
        { "a relation that leads out", Renamed("xl/workbook.xml", "../../../etc/passwd"), "file-type-unsupported" },
        { "no sheet", new Workbook().Bytes(), "header-not-found" },
        { "no such part", Of(Rows).WithPart("xl/_rels/workbook.xml.rels", "<Relationships><Relationship Id=\"rId1\" Type=\"/worksheet\" Target=\"worksheets/none.xml\"/></Relationships>").Bytes(), "workbook-damaged" },
        { "XML that ends early", Of(Rows).WithPart("xl/worksheets/sheet1.xml", $"<worksheet xmlns=\"{Main}\"><sheetData><row>").Bytes(), "workbook-damaged" },
        { "a text that nobody shares", Of(Rows[0], "<c t=\"s\"><v>7</v></c>").Bytes(), "workbook-damaged" },
        { "rows in no order", Of(Rows[0], $"<row r=\"9\">{Rows[1]}</row>", $"<row r=\"3\">{Rows[1]}</row>").Bytes(), "workbook-damaged" },
        { "a row beyond the last", Of(Rows[0], $"<row r=\"1048577\">{Rows[1]}</row>").Bytes(), "workbook-damaged" },
        { "a cell far to the right", Of(Rows[0], $"{Rows[1]}<c r=\"XFD2\"><v>1</v></c>").Bytes(), "too-many-columns" },
        { "an archive cut short", Of(Rows).Bytes()[..^100], "workbook-damaged" },
        { "only the beginning of an archive", "PK\u0003\u0004"u8.ToArray(), "workbook-damaged" },
        { "nesting without end", Of(Rows).WithPart("xl/worksheets/sheet1.xml", string.Concat(Enumerable.Repeat("<a>", 100_000))).Bytes(), "workbook-damaged" },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public async Task A_hostile_file_is_refused_at_once(string what, byte[] file, string code)
    {
        what.ShouldNotBeEmpty();

        (await Task.Run(() => FileOf.Refused(() => FileOf.Xlsx(file))).WaitAsync(Limit)).ShouldBe(code);
    }

    [Fact]
    public void A_million_rows_that_are_only_formatted_are_no_rows()
    {
        var blank = string.Concat(Enumerable.Range(2, 1_000_000).Select(i => $"<row r=\"{i}\"><c r=\"A{i}\" s=\"1\"/></row>"));

        FileOf.Refused(() => FileOf.Xlsx(Of(Rows[0], blank))).ShouldBe("no-rows");
    }

    [Fuzz(1_000)]
    public Property A_workbook_with_bytes_changed_is_read_or_refused()
    {
        var sound = Of([.. Rows, Row("合计"), T("b") + T("road") + N("4.5", Day) + F("1", null)]).WithStrings("<t>a</t>").WithComment("A1", "张三", "x").Bytes();
        return Prop.ForAll(
            Arb.From(
                from at in Gen.Choose(0, sound.Length - 1).ArrayOf(3)
                from value in Gen.Choose(0, 255).ArrayOf(3)
                select at.Zip(value).Aggregate((byte[])sound.Clone(), (bytes, change) => { bytes[change.First] = (byte)change.Second; return bytes; })),
            ReadOrRefuse);
    }

    /// <summary>Behind the checksums: the XML itself is what is changed.</summary>
    [Fuzz(2_000)]
    public Property A_workbook_with_parts_changed_is_read_or_refused() => Prop.ForAll(
        Arb.From(
            from part in Gen.Elements("xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/worksheets/_rels/sheet1.xml.rels", "xl/comments1.xml", "[Content_Types].xml")
            from at in Gen.Choose(0, 10_000)
            from length in Gen.Choose(0, 20)
            from piece in Gen.Elements("", "<", ">", "\"", "&amp;", "&#0;", "<c t=\"s\"><v>-1</v></c>", "<v>1e999</v>", " t=\"inlineStr\"", "<is><t>", "</t>", "9999999999", "%00", "<![CDATA[", "2020.9", "<rPh>")
            select Changed(part, at, length, piece)),
        ReadOrRefuse);

    private static void ReadOrRefuse(byte[] bytes)
    {
        try
        {
            var file = FileOf.Xlsx(bytes);
            file.Rows().Length.ShouldBeGreaterThan(0);
            if (file.Workbook is { } parts)
            {
                using var marked = new MemoryStream();
                MarkedWorkbook.Write(new MemoryStream(bytes), parts, [new Mark(2, 0, "a"), new Mark(2, 9, "b\n<")], marked);
                FileOf.Xlsx(marked.ToArray()).Rows().ShouldBe(file.Rows());
            }
        }
        catch (RefusedException refused)
        {
            refused.Problem.Extensions["code"].ShouldNotBeNull();
        }
    }

    private static byte[] Changed(string part, int at, int length, string piece)
    {
        var sound = Of([.. Rows, Row("合计"), T("b") + T("road") + N("4.5", Day) + "<c t=\"s\"><v>0</v></c>"]).WithStrings("<t>a</t>", "<r><t>b</t></r><rPh><t>c</t></rPh>").WithComment("A1", "张三", "x").Bytes();
        using var stream = new MemoryStream();
        stream.Write(sound);
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Update, leaveOpen: true))
        {
            var entry = archive.GetEntry(part)!;
            string text;
            using (var reader = new StreamReader(entry.Open()))
            {
                text = reader.ReadToEnd();
            }

            at %= text.Length;
            entry.Delete();
            using var writer = new StreamWriter(archive.CreateEntry(part).Open());
            writer.Write(text[..at] + piece + text[Math.Min(text.Length, at + length)..]);
        }

        return stream.ToArray();
    }

    /// <summary>What of a compound file is looked at.</summary>
    private static byte[] Compound(string stream) =>
        [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[70_000], .. Encoding.Unicode.GetBytes(stream), .. new byte[512]];

    private static byte[] Sheet(string prologue, string text) => Of().WithPart(
        "xl/worksheets/sheet1.xml", $"{prologue}<worksheet xmlns=\"{Main}\"><sheetData><row><c t=\"inlineStr\"><is><t>{text}</t></is></c></row></sheetData></worksheet>").Bytes();

    private static byte[] Renamed(string part, string target) =>
        Of(Rows).WithPart("_rels/.rels", $"<Relationships><Relationship Type=\"/officeDocument\" Target=\"{target}\"/></Relationships>").WithPart(target.TrimStart('.', '/'), part).Bytes();

    private static byte[] Many(int parts) => Enumerable.Range(0, parts).Aggregate(Of(Rows), (book, i) => book.WithPart($"xl/media/{i}.png", "")).Bytes();

    private static byte[] Bomb(int bytes)
    {
        using var stream = new MemoryStream();
        stream.Write(Of(Rows).Bytes());
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Update, leaveOpen: true))
        {
            archive.GetEntry("xl/worksheets/sheet1.xml")!.Delete();
            using var part = archive.CreateEntry("xl/worksheets/sheet1.xml", CompressionLevel.Optimal).Open();
            part.Write(Encoding.UTF8.GetBytes($"<worksheet xmlns=\"{Main}\"><sheetData>"));
            var blanks = new byte[1024 * 1024];
            blanks.AsSpan().Fill((byte)' ');
            for (var written = 0; written < bytes; written += blanks.Length)
            {
                part.Write(blanks);
            }
        }

        return stream.ToArray();
    }

    /// <summary>Writes 1000 for the unpacked size of the last entry into the archive's directory.</summary>
    private static byte[] Lying(byte[] archive)
    {
        var last = archive.AsSpan().LastIndexOf("PK\u0001\u0002"u8);
        BitConverter.TryWriteBytes(archive.AsSpan(last + 24), 1_000);
        return archive;
    }
}
