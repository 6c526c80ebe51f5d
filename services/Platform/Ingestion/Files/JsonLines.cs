using System.Text.Json;
using System.Text.Unicode;
using Cluster.ServiceDefaults;

namespace Cluster.Ingestion.Files;

/// <summary>
/// A row a line (NDJSON, JSON Lines). A line that cannot be read refuses itself and not its neighbours, so that a system that writes its rows one by
/// one is told which of them is broken.
/// </summary>
internal sealed class JsonLines : IRows
{
    private const int BufferBytes = 64 * 1024;

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = Limits.DepthMax, AllowDuplicateProperties = false };

    private readonly Stream _content;

    private JsonLines(Stream content, int rowsMax)
    {
        _content = content;
        Count = Lines().Take(rowsMax + 1).Count();
        if (Count == 0)
        {
            throw new RefusedException(Problem.Of(IngestionRefusals.RowsMissing).With("field", "$"));
        }

        if (Count > rowsMax)
        {
            throw FileRows.TooMany(rowsMax);
        }
    }

    public int Count { get; }

    public FileReading? Reading => null;

    public static JsonLines Of(Stream content, int rowsMax) => new(content, rowsMax);

    public IEnumerable<FilePart> Parts()
    {
        var first = 0;
        foreach (var lines in Lines().Chunk(FileRows.PartRowsMax))
        {
            var documents = new List<JsonDocument>(lines.Length);
            var faults = new Dictionary<int, List<Fault>>();
            try
            {
                var rows = lines.Select((line, i) => Parse(line, i, documents, faults)).ToList();
                yield return new FilePart(first, rows, [.. lines.Select(line => line.Number)], faults);
            }
            finally
            {
                documents.ForEach(document => document.Dispose());
            }

            first += lines.Length;
        }
    }

    private static JsonElement Parse(Line line, int index, List<JsonDocument> documents, Dictionary<int, List<Fault>> faults)
    {
        try
        {
            if (Utf8.IsValid(line.Text.Span))
            {
                var document = JsonDocument.Parse(line.Text, Options);
                documents.Add(document);
                return document.RootElement;
            }

            faults[index] = [Fault.Of("$", IngestionRefusals.BrokenLine, line.Number, "UTF-8")];
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException) // the second: half of a surrogate pair in a name
        {
            faults[index] = [Fault.Of("$", IngestionRefusals.BrokenLine, line.Number, failure.Message)];
        }

        return default;
    }

    /// <summary>Those with something in them, each in memory of its own.</summary>
    private IEnumerable<Line> Lines()
    {
        _content.Position = 0;
        var buffer = new byte[BufferBytes];
        var begun = new List<byte>();
        var number = 1;
        for (int read; (read = _content.Read(buffer)) > 0;)
        {
            var rest = buffer.AsMemory(0, read);
            for (int end; (end = rest.Span.IndexOf((byte)'\n')) >= 0; rest = rest[(end + 1)..])
            {
                begun.AddRange(rest.Span[..end]);
                if (new Line(number, TextOf(begun, number)) is { IsEmpty: false } line)
                {
                    yield return line;
                }

                begun.Clear();
                number++;
            }

            begun.AddRange(rest.Span);
        }

        if (new Line(number, TextOf(begun, number)) is { IsEmpty: false } last)
        {
            yield return last;
        }
    }

    /// <summary>Some systems begin UTF-8 with a byte order mark.</summary>
    private static ReadOnlyMemory<byte> TextOf(List<byte> line, int number)
    {
        ReadOnlyMemory<byte> text = line.ToArray();
        return number == 1 && text.Span.StartsWith("\uFEFF"u8) ? text[3..] : text;
    }

    private readonly record struct Line(int Number, ReadOnlyMemory<byte> Text)
    {
        public bool IsEmpty => Text.Span.Trim(" \t\r"u8).IsEmpty;
    }
}
