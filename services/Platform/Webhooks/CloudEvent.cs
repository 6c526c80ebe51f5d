using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace Cluster.Webhooks;

/// <summary>
/// An event as it leaves the platform: CloudEvents 1.0, structured JSON. Its id is the event's place in the service's log, and is the same at
/// every attempt and every replay.
/// </summary>
/// <param name="Kind">The contract that the data follow.</param>
/// <param name="Aggregate">service/resource/key.</param>
/// <param name="Organisation">Who wrote it; empty for the platform itself.</param>
/// <param name="Body">JSON.</param>
internal sealed record CloudEvent(
    string Id, string Service, string Kind, string Aggregate, long Version, DateTimeOffset At, string Organisation, string Body)
{
    public const string MediaType = "application/cloudevents+json";

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    public static string IdOf(string service, long write, int ordinal) => $"{service}.{write}.{ordinal}";

    public byte[] Write()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteString("specversion", "1.0");
            json.WriteString("id", Id);
            json.WriteString("source", $"/api/{Service}");
            json.WriteString("type", Kind);
            json.WriteString("subject", Aggregate[(Service.Length + 1)..]);
            json.WriteString("time", At.UtcDateTime);
            json.WriteString("datacontenttype", "application/json");
            json.WriteNumber("aggregateversion", Version);
            if (Organisation.Length > 0)
            {
                json.WriteString("organisation", Organisation);
            }

            json.WritePropertyName("data");
            json.WriteRawValue(Body);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
