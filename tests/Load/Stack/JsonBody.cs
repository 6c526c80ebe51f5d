using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace Cluster.Load.Stack;

/// <summary>Bodies written as departments' systems write them, Chinese as Chinese.</summary>
internal static class JsonBody
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All), SkipValidation = true };

    public static byte[] Of(Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            write(writer);
        }

        return buffer.ToArray();
    }

    public static byte[] Batch<T>(IEnumerable<T> rows, Action<T, Utf8JsonWriter> write) => Of(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("mode", "commit");
        writer.WriteStartArray("rows");
        foreach (var row in rows)
        {
            write(row, writer);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    });
}
