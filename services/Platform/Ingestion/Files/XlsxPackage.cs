using System.IO.Compression;
using System.Xml;
using Cluster.ServiceDefaults;
using Microsoft.AspNetCore.Mvc;

namespace Cluster.Ingestion.Files;

/// <summary>
/// The archive (压缩包) that a workbook is: looked over before anything is unpacked, and unpacked only as far as it is read, a part at a
/// time, with a limit on each whatever the archive says of its own size.
/// </summary>
internal sealed class XlsxPackage
{
    private const int EntriesMax = 1_000;
    private const long UnpackedBytesMax = 128 * 1024 * 1024;
    private const int RatioMax = 300; // sheets of repeated rows come to 50 or so, a bomb to 1000
    private const int RatioFromBytes = 1024 * 1024;

    private static readonly XmlReaderSettings Safe = new()
    {
        DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreComments = true, IgnoreProcessingInstructions = true, CloseInput = true,
    };

    private readonly Dictionary<string, ZipArchiveEntry> _entries;

    private XlsxPackage(Dictionary<string, ZipArchiveEntry> entries) => _entries = entries;

    public static XlsxPackage Open(Stream content) => Guarded(() =>
    {
        content.Position = 0;
        var archive = new ZipArchive(content, ZipArchiveMode.Read, leaveOpen: true);
        RefuseOverLimits(archive.Entries);
        var entries = new Dictionary<string, ZipArchiveEntry>(StringComparer.OrdinalIgnoreCase);
        foreach (var entry in archive.Entries)
        {
            if (!entries.TryAdd(entry.FullName.Replace('\\', '/').TrimStart('/'), entry))
            {
                throw Damaged($"“{Path.GetFileName(entry.FullName)}”×2");
            }
        }

        return entries.Keys.Any(name => name.StartsWith("xl/externalLinks/", StringComparison.OrdinalIgnoreCase))
            ? throw Refuse(Problem.Of(FileRefusals.ExternalLinks))
            : new XlsxPackage(entries);
    });

    public bool Has(string part) => _entries.ContainsKey(part);

    /// <param name="bytesMax">What it may come to unpacked; some parts are kept in memory.</param>
    public XmlReader Read(string part, long bytesMax = UnpackedBytesMax)
    {
        var entry = _entries.GetValueOrDefault(part) ?? throw Damaged(part);
        if (entry.Length > bytesMax)
        {
            throw OverLimit($"> {bytesMax} 字节", $"> {bytesMax} bytes");
        }

        return XmlReader.Create(new LimitedStream(entry.Open(), bytesMax), Safe);
    }

    /// <summary>Copies what is not written anew.</summary>
    public void CopyTo(ZipArchive archive, IReadOnlySet<string> except) => Guarded(() =>
    {
        foreach (var (part, entry) in _entries.Where(e => !except.Contains(e.Key) && !e.Key.EndsWith('/')))
        {
            using var from = new LimitedStream(entry.Open(), UnpackedBytesMax);
            using var to = archive.CreateEntry(part, CompressionLevel.Fastest).Open();
            from.CopyTo(to);
        }

        return true;
    });

    /// <summary>Everything that reads from the archive goes through here: what it says is not what it is, and that is no failure of ours.</summary>
    public static TResult Guarded<TResult>(Func<TResult> read)
    {
        try
        {
            return read();
        }
        catch (XmlException failure) when (failure.Message.Contains("DTD", StringComparison.Ordinal))
        {
            throw Refuse(Problem.Of(FileRefusals.DocumentType));
        }
        catch (Exception failure) when (failure is XmlException or InvalidDataException or NotSupportedException or EndOfStreamException)
        {
            throw Damaged(failure is XmlException ? "XML" : "ZIP");
        }
    }

    public static RefusedException Damaged(string what) => Refuse(Problem.Of(FileRefusals.DamagedWorkbook, what));

    private static void RefuseOverLimits(System.Collections.ObjectModel.ReadOnlyCollection<ZipArchiveEntry> entries)
    {
        if (entries.Count > EntriesMax)
        {
            throw OverLimit($"> {EntriesMax} 个条目", $"> {EntriesMax} entries");
        }

        if (entries.Sum(e => (decimal)e.Length) > UnpackedBytesMax)
        {
            throw OverLimit($"> {UnpackedBytesMax} 字节", $"> {UnpackedBytesMax} bytes");
        }

        if (entries.Any(e => e.Length > RatioFromBytes && e.Length / Math.Max(e.CompressedLength, 1) > RatioMax))
        {
            throw OverLimit($"压缩比 > {RatioMax}", $"compressed more than {RatioMax} times");
        }
    }

    private static RefusedException OverLimit(string zh, string en) => Refuse(Problem.Of(FileRefusals.ArchiveLimits, zh, en));

    private static RefusedException Refuse(ProblemDetails problem) => new(problem.With("field", "$"));

    /// <summary>An archive may say less of its size than it is.</summary>
    private sealed class LimitedStream(Stream inner, long bytesMax) : Stream
    {
        private long _read;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => _read;
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = inner.Read(buffer, offset, count);
            _read += read;
            return _read <= bytesMax ? read : throw OverLimit($"> {bytesMax} 字节", $"> {bytesMax} bytes");
        }

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
