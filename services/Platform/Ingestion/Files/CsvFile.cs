using System.Text;
using Cluster.ServiceDefaults;
using CsvHelper;

namespace Cluster.Ingestion.Files;

/// <summary>A CSV file, opened: what it is encoded in is detected or declared, and which separator it has is what finds its header.</summary>
internal static class CsvFile
{
    private const int RecordBytesMax = 256 * 1024;
    private const int ColumnsMax = 500;

    /// <summary>In the order of their use here.</summary>
    private static readonly char[] Separators = [',', ';', '\t'];

    /// <param name="charset">As declared; null to detect it.</param>
    public static OpenedFile Open(Stream content, string? charset)
    {
        var encoding = TextEncoding.Of(content, charset);
        return new OpenedFile("csv", [.. Separators.Select(s => new Sheet($"{s}", () => Rows(content, encoding, s)))], encoding.WebName);
    }

    private static IEnumerable<SheetRow> Rows(Stream content, Encoding encoding, char separator)
    {
        content.Position = 0;
        using var text = new StreamReader(content, encoding, detectEncodingFromByteOrderMarks: true, leaveOpen: true);
        using var reader = CsvReader.Create(text, new CsvReaderOptions
        {
            Separator = separator, HasHeader = false, TrackLineNumbers = true, SkipEmptyLines = false, MaxRecordSize = RecordBytesMax,
            MalformedData = CsvMalformedDataHandling.Recover, OnMalformedRecord = RefuseBrokenQuotes,
        });
        while (Read(reader))
        {
            if (reader.FieldCount > ColumnsMax)
            {
                throw Refuse(FileRefusals.TooManyColumns, reader.LineNumber, ColumnsMax);
            }

            var cells = new Cell[reader.FieldCount];
            for (var i = 0; i < cells.Length; i++)
            {
                cells[i] = reader.GetString(i) is { Length: > 0 } value ? new Cell(CellKind.Written, value) : default;
            }

            yield return new SheetRow((int)reader.LineNumber, cells);
        }
    }

    private static bool Read(CsvReader reader)
    {
        try
        {
            return reader.Read();
        }
        catch (CsvFormatException) // nothing else is malformed that is not recovered from
        {
            throw Refuse(FileRefusals.RecordTooLong, reader.LineNumber + 1, RecordBytesMax);
        }
    }

    /// <summary>A quote inside a cell that has none around it (5" 管) is a character like any other.</summary>
    private static void RefuseBrokenQuotes(CsvMalformedRecord record)
    {
        if (record.Reason != CsvMalformedReason.StrayQuote)
        {
            throw Refuse(FileRefusals.BrokenQuotes, record.LineNumber);
        }
    }

    private static RefusedException Refuse(Refusal refusal, params object?[] particulars) =>
        new(Problem.Of(refusal, particulars).With("field", "$").With("line", particulars[0]));
}
