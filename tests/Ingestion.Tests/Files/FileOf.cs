using System.Text;
using Cluster.Infrastructure.Segments;
using Cluster.Ingestion.Files;
using Cluster.ServiceDefaults;

namespace Cluster.Ingestion.Tests.Files;

/// <summary>A file of segments in memory, read as the endpoint reads it.</summary>
internal static class FileOf
{
    private static readonly PushSegments Segments = new(TimeProvider.System);

    public static readonly RowFields Fields = new(Segments.RequiredFields, Segments.OptionalFields);

    public static FileRows Csv(string text) => Csv(Encoding.UTF8.GetBytes(text));

    public static FileRows Csv(byte[] bytes, string? charset = null) => FileRows.Of(CsvFile.Open(new MemoryStream(bytes), charset), Fields);

    public static FileRows Xlsx(byte[] bytes, string? sheet = null) => FileRows.Of(XlsxFile.Open(new MemoryStream(bytes)), Fields, sheet);

    public static FileRows Xlsx(Workbook workbook, string? sheet = null) => Xlsx(workbook.Bytes(), sheet);

    /// <summary>The rows as they would be in a JSON batch; a cell that was refused reads as its field and code.</summary>
    public static string[] Rows(this FileRows file) =>
    [
        .. file.Parts().SelectMany(part => part.Rows.Select((row, i) =>
            row.GetRawText() + string.Concat((part.Faults.GetValueOrDefault(i) ?? []).Select(f => $" {f.Field}:{f.Code}"))).ToArray()),
    ];

    /// <summary>The code with which it is refused as a whole.</summary>
    public static string Refused(Func<FileRows> read) => (string)Should.Throw<RefusedException>(() => read().Rows()).Problem.Extensions["code"]!;
}
