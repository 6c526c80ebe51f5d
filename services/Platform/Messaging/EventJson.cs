using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;

namespace Cluster.Messaging;

/// <summary>How an event is written: in the log, on the bus and in a dead letter alike, so that two copies can be compared.</summary>
public static class EventJson
{
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(), // what a type holds may be asked before one is written
    };

    public static string Write<TEvent>(TEvent body) => JsonSerializer.Serialize(body, Options);

    /// <summary>Of one that this system wrote.</summary>
    public static TEvent Read<TEvent>(string body) => JsonSerializer.Deserialize<TEvent>(body, Options)!;

    /// <summary>The wire name of an event: the full name of its record, so renaming one is a break.</summary>
    public static string KindOf<TEvent>() => typeof(TEvent).FullName!;
}
