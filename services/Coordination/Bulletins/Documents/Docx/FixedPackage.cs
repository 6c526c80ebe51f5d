using System.IO.Compression;

namespace Cluster.Coordination.Bulletins.Documents.Docx;

/// <summary>A package whose entries are in the order of their names and of one date, so that it does not tell when it was made.</summary>
internal static class FixedPackage
{
    private const string ContentTypes = "[Content_Types].xml";

    /// <summary>The first that a ZIP can say.</summary>
    private static readonly DateTimeOffset Date = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static byte[] Of(byte[] package)
    {
        using var made = new MemoryStream();
        using (var from = new ZipArchive(new MemoryStream(package), ZipArchiveMode.Read))
        using (var to = new ZipArchive(made, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var entry in from.Entries.OrderBy(e => e.FullName != ContentTypes).ThenBy(e => e.FullName, StringComparer.Ordinal))
            {
                var copy = to.CreateEntry(entry.FullName, CompressionLevel.Optimal);
                copy.LastWriteTime = Date;
                using var read = entry.Open();
                using var written = copy.Open();
                read.CopyTo(written);
            }
        }

        return made.ToArray();
    }
}
