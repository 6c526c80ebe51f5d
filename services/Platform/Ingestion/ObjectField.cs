using System.Text.Json;
using System.Text.Json.Nodes;

namespace Cluster.Ingestion;

/// <summary>
/// A JSON object that the resource reads itself, such as a geometry; in a file it stands in its cell as its text. Read as its text without
/// spaces.
/// </summary>
/// <param name="LengthMax">In characters of that text; what a spreadsheet's cell holds ends at 32,767.</param>
/// <param name="Sample">What one looks like, for a template.</param>
public sealed record ObjectField(string Name, string Zh, string En, int LengthMax, string Sample) : ReferenceField<string>(Name, Zh, En)
{
    internal override (string? Value, Fault? Fault) Read(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            return (null, WrongType($"JSON 对象，如 {Sample}", $"a JSON object, such as {Sample}"));
        }

        var text = JsonSerializer.Serialize(json);
        return text.Length <= LengthMax
            ? (text, null)
            : (null, Fault.Of(Name, IngestionRefusals.TooLong, Zh, LengthMax, text.Length, En).Allowing([$"≤ {LengthMax}"]));
    }

    internal override JsonElement FromAddress(string text) => Literal(text, JsonValueKind.Object);

    internal override JsonObject Schema() => new() { ["type"] = "object" };
}
