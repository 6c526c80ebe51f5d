using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace Cluster.Cli.Output;

/// <summary>What programs read (--json): one document, the names of the API.</summary>
internal static class Json
{
    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    };

    public static readonly JsonSerializerOptions Compact = new(Indented) { WriteIndented = false };

    public static void Write<T>(TextWriter output, T value) => output.WriteLine(JsonSerializer.Serialize(value, Indented));

    public static void WriteLine<T>(TextWriter output, T value) => output.WriteLine(JsonSerializer.Serialize(value, Compact));
}

/// <summary>One document that grows as its parts become known, so that memory does not follow its length; it is whole however the work ends.</summary>
internal sealed class JsonDocumentWriter : IDisposable
{
    private readonly ArrayBufferWriter<byte> _buffer = new();
    private readonly TextWriter _output;
    private readonly Utf8JsonWriter _json;

    /// <param name="output">Where it goes.</param>
    /// <param name="list">The member that grows.</param>
    /// <param name="first">The members before it.</param>
    public JsonDocumentWriter(TextWriter output, string list, object? first = null)
    {
        _output = output;
        _json = new Utf8JsonWriter(_buffer, new JsonWriterOptions { Encoder = Json.Compact.Encoder });
        _json.WriteStartObject();
        WriteMembers(first);
        _json.WriteStartArray(list);
    }

    public void Add<T>(T item)
    {
        JsonSerializer.Serialize(_json, item, Json.Compact);
        _json.Flush();
        _output.Write(Encoding.UTF8.GetString(_buffer.WrittenSpan));
        _buffer.ResetWrittenCount();
    }

    public void End(object last)
    {
        _json.WriteEndArray();
        WriteMembers(last);
        _json.WriteEndObject();
        _json.Flush();
        _output.WriteLine(Encoding.UTF8.GetString(_buffer.WrittenSpan));
    }

    public void Dispose() => _json.Dispose();

    private void WriteMembers(object? members)
    {
        if (members is null)
        {
            return;
        }

        foreach (var member in JsonSerializer.SerializeToElement(members, Json.Compact).EnumerateObject())
        {
            member.WriteTo(_json);
        }
    }
}
