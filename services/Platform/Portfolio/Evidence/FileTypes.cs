using System.IO.Compression;
using System.Text;
using Cluster.Ingestion;
using Cluster.ServiceDefaults;

namespace Cluster.Portfolio.Evidence;

/// <summary>What may be filed: photographs, and documents that nothing runs in.</summary>
public enum FileType
{
    Jpeg,
    Png,
    WebP,
    Pdf,
    Xlsx,
    Docx,
}

/// <summary>
/// Tells a file's type by its content; the name and the type that its sender gives are only words. A program under the name of a photograph
/// is none of these, and an Office document that holds macros is refused for them.
/// </summary>
public static class FileTypes
{
    public static readonly Codes<FileType> Codes = new(
        (FileType.Jpeg, "image/jpeg", "JPEG"),
        (FileType.Png, "image/png", "PNG"),
        (FileType.WebP, "image/webp", "WebP"),
        (FileType.Pdf, "application/pdf", "PDF"),
        (FileType.Xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "XLSX"),
        (FileType.Docx, "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "DOCX"));

    private const int HeadLength = 16;
    private const int ZipEntriesMax = 5_000;
    private const int ContentTypesBytesMax = 1024 * 1024;

    /// <summary>The first is the one that a name gets which has none of them.</summary>
    private static readonly Dictionary<FileType, string[]> Endings = new()
    {
        [FileType.Jpeg] = [".jpg", ".jpeg"],
        [FileType.Png] = [".png"],
        [FileType.WebP] = [".webp"],
        [FileType.Pdf] = [".pdf"],
        [FileType.Xlsx] = [".xlsx"],
        [FileType.Docx] = [".docx"],
    };

    /// <summary>The main part of a document, as its package declares it (ECMA-376); one with macros declares another.</summary>
    private static readonly (FileType Type, string Part, string Declared)[] Office =
    [
        (FileType.Xlsx, "xl/workbook.xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"),
        (FileType.Docx, "word/document.xml", "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"),
    ];

    public static IReadOnlyList<string> EndingsOf(FileType type) => Endings[type];

    /// <returns>The type, or why it may not be filed.</returns>
    public static async Task<(FileType? Type, Refusal? Refusal)> Find(Stream content, CancellationToken cancellation)
    {
        content.Position = 0;
        var head = new byte[HeadLength];
        var length = await content.ReadAtLeastAsync(head, HeadLength, throwOnEndOfStream: false, cancellation);
        return head.AsSpan(0, length) switch
        {
            [0xFF, 0xD8, 0xFF, ..] => (FileType.Jpeg, null),
            [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => (FileType.Png, null),
            [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => (FileType.WebP, null),
            [(byte)'%', (byte)'P', (byte)'D', (byte)'F', (byte)'-', >= (byte)'1' and <= (byte)'2', (byte)'.', ..] => (FileType.Pdf, null),
            [(byte)'P', (byte)'K', 3, 4, ..] => await FindOffice(content, cancellation),
            _ => (null, EvidenceRefusals.TypeNotAllowed),
        };
    }

    private static async Task<(FileType? Type, Refusal? Refusal)> FindOffice(Stream content, CancellationToken cancellation)
    {
        try
        {
            content.Position = 0;
            await using var package = await ZipArchive.CreateAsync(content, ZipArchiveMode.Read, leaveOpen: true, entryNameEncoding: null, cancellation);
            var names = package.Entries.Select(e => e.FullName).ToList();
            if (package.GetEntry("[Content_Types].xml") is not { } declarations || names.Count > ZipEntriesMax || names.Distinct(StringComparer.OrdinalIgnoreCase).Count() < names.Count)
            {
                return (null, EvidenceRefusals.TypeNotAllowed);
            }

            var declared = await Read(declarations, cancellation);
            if (names.Exists(IsMacro) || declared.Contains("macroEnabled", StringComparison.OrdinalIgnoreCase) || declared.Contains("vbaProject", StringComparison.OrdinalIgnoreCase))
            {
                return (null, EvidenceRefusals.HoldsMacros);
            }

            var found = Array.Find(Office, o => names.Contains(o.Part) && declared.Contains(o.Declared, StringComparison.Ordinal));
            return found.Part is null ? (null, EvidenceRefusals.TypeNotAllowed) : (found.Type, null);
        }
        catch (InvalidDataException) // it only begins like an archive
        {
            return (null, EvidenceRefusals.TypeNotAllowed);
        }
    }

    /// <summary>Visual Basic, macros of Excel 4, and controls: what runs when the document is opened.</summary>
    private static bool IsMacro(string name) =>
        name.EndsWith("vbaProject.bin", StringComparison.OrdinalIgnoreCase) || name.Contains("/macrosheets/", StringComparison.OrdinalIgnoreCase)
        || name.Contains("/activeX/", StringComparison.OrdinalIgnoreCase);

    private static async Task<string> Read(ZipArchiveEntry entry, CancellationToken cancellation)
    {
        var bytes = new byte[Math.Min(Math.Max(entry.Length, 0), ContentTypesBytesMax)];
        await using var stream = await entry.OpenAsync(cancellation);
        var length = await stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellation);
        return Encoding.UTF8.GetString(bytes, 0, length);
    }
}
