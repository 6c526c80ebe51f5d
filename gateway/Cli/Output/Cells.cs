using System.Text.Json;

namespace Cluster.Cli.Output;

/// <summary>Values of JSON in a table.</summary>
internal static class Cells
{
    private const string Nothing = "—";

    public static string Show(JsonElement? value) => value switch
    {
        null or { ValueKind: JsonValueKind.Null or JsonValueKind.Undefined } => Nothing,
        { ValueKind: JsonValueKind.String } text => text.GetString()!,
        { ValueKind: JsonValueKind.Array } list => string.Join("、", list.EnumerateArray().Select(item => Show(item))),
        { } other => other.GetRawText(),
    };

    /// <summary>A time as the office reads it, in Beijing.</summary>
    public static string Show(DateTimeOffset time) => $"{time.ToOffset(TimeSpan.FromHours(8)):yyyy-MM-dd HH:mm:ss}";
}
