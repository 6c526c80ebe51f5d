using System.Text;
using System.Xml;
using Cluster.ServiceDefaults;

namespace Cluster.Ingestion.Files;

/// <summary>
/// An XLSX workbook (工作簿), opened. Only the parts that hold cells are ever read: macros, pictures and whatever else is inside stay packed.
/// </summary>
internal static class XlsxFile
{
    private const int SheetsMax = 200;
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string StrictRelations = "http://purl.oclc.org/ooxml/officeDocument/relationships";

    private static ReadOnlySpan<byte> ZipMark => "PK\u0003\u0004"u8;

    /// <summary>Of the compound files that .xls workbooks and encrypted ones are.</summary>
    private static ReadOnlySpan<byte> CompoundMark => [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

    /// <summary>By its first bytes: a workbook, or what people take for one.</summary>
    public static bool IsIt(Stream content)
    {
        var first = First(content);
        return first.AsSpan().StartsWith(ZipMark) || first.AsSpan().StartsWith(CompoundMark);
    }

    public static OpenedFile Open(Stream content)
    {
        if (First(content).AsSpan().StartsWith(CompoundMark))
        {
            throw new RefusedException(Problem.Of(IsEncrypted(content) ? FileRefusals.EncryptedWorkbook : FileRefusals.OldWorkbook).With("field", "$"));
        }

        var package = XlsxPackage.Open(content);
        return XlsxPackage.Guarded(() =>
        {
            var workbook = package.Has("_rels/.rels") ? Targets(package, "_rels/.rels", "").Find(t => t.Type == "officeDocument")?.Part : null;
            if (workbook?.EndsWith(".xml", StringComparison.OrdinalIgnoreCase) != true || !workbook.StartsWith("xl/", StringComparison.OrdinalIgnoreCase))
            {
                throw new RefusedException(Problem.Of(FileRefusals.UnsupportedType, workbook ?? "ZIP").With("field", "$"));
            }

            var slash = workbook.LastIndexOf('/');
            var targets = Targets(package, $"{workbook[..slash]}/_rels{workbook[slash..]}.rels", workbook[..(slash + 1)]);
            var (listed, is1904) = ReadWorkbook(package, workbook);
            var strings = XlsxStrings.Read(package, targets.Find(t => t.Type == "sharedStrings")?.Part);
            var styles = targets.Find(t => t.Type == "styles")?.Part;
            var formats = XlsxFormats.Read(package, styles);
            return new OpenedFile("xlsx",
            [
                .. from sheet in listed
                   let target = targets.Find(t => t.Id == sheet.Id)
                   where target?.Type == "worksheet"
                   select new Sheet(sheet.Name, () => XlsxRows.Read(package, target.Part, strings, formats, is1904), sheet.IsHidden,
                       styles is null ? null : new WorkbookParts(target.Part, styles)),
            ]);
        });
    }

    private static byte[] First(Stream content)
    {
        content.Position = 0;
        var first = new byte[8];
        return first[..content.ReadAtLeast(first, first.Length, throwOnEndOfStream: false)];
    }

    /// <summary>An encrypted workbook is a compound file with a stream of this name; its directory may stand anywhere.</summary>
    private static bool IsEncrypted(Stream content)
    {
        content.Position = 0;
        var name = Encoding.Unicode.GetBytes("EncryptedPackage");
        var block = new byte[64 * 1024];
        var kept = 0;
        for (int read; (read = content.Read(block, kept, block.Length - kept)) > 0;)
        {
            var filled = block.AsSpan(0, kept + read);
            if (filled.IndexOf(name) >= 0)
            {
                return true;
            }

            kept = Math.Min(name.Length, filled.Length);
            filled[^kept..].CopyTo(block);
        }

        return false;
    }

    private static (List<Listed> Sheets, bool Is1904) ReadWorkbook(XlsxPackage package, string part)
    {
        using var reader = package.Read(part);
        var (sheets, is1904) = (new List<Listed>(), false);
        while (reader.Read())
        {
            if (reader is { NodeType: XmlNodeType.Element, LocalName: "workbookPr" })
            {
                is1904 = reader.GetAttribute("date1904") is "1" or "true";
            }
            else if (reader is { NodeType: XmlNodeType.Element, LocalName: "sheet" } && sheets.Count < SheetsMax)
            {
                var id = reader.GetAttribute("id", Relations) ?? reader.GetAttribute("id", StrictRelations) ?? "";
                sheets.Add(new Listed(reader.GetAttribute("name") ?? "", id, reader.GetAttribute("state") is "hidden" or "veryHidden"));
            }
        }

        return (sheets, is1904);
    }

    /// <param name="folder">Which the targets are relative to.</param>
    private static List<Target> Targets(XlsxPackage package, string part, string folder)
    {
        using var reader = package.Read(part);
        var targets = new List<Target>();
        while (reader.Read())
        {
            if (reader is { NodeType: XmlNodeType.Element, LocalName: "Relationship" } && Resolve(folder, reader.GetAttribute("Target")) is { } target)
            {
                var type = reader.GetAttribute("Type") ?? "";
                targets.Add(new Target(reader.GetAttribute("Id") ?? "", type[(type.LastIndexOf('/') + 1)..], target));
            }
        }

        return targets;
    }

    /// <param name="from">The part that the target is relative to, or its folder.</param>
    /// <returns>Null when it is no address.</returns>
    public static string? Resolve(string from, string? target) =>
        Uri.TryCreate(new Uri($"part:/{from}"), target, out var address) ? Uri.UnescapeDataString(address.AbsolutePath).TrimStart('/') : null;

    private sealed record Listed(string Name, string Id, bool IsHidden);

    private sealed record Target(string Id, string Type, string Part);
}
