using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Cluster.Coordination.Bulletins.Documents;

/// <summary>
/// JSON in one form only (RFC 8785): members in the order of their names, no space, no more escapes than must be, numbers without idle zeros. What two
/// programs write of the same figures is the same bytes, so that a signature on them holds.
/// </summary>
internal static class CanonicalJson
{
    public static byte[] Write(JsonNode? node)
    {
        var text = new StringBuilder();
        Append(text, node);
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static void Append(StringBuilder text, JsonNode? node)
    {
        switch (node)
        {
            case null:
                text.Append("null");
                break;
            case JsonObject members:
                text.Append('{');
                foreach (var (member, index) in members.OrderBy(m => m.Key, StringComparer.Ordinal).Select((member, index) => (member, index)))
                {
                    text.Append(index == 0 ? "" : ",");
                    Append(text, member.Key);
                    text.Append(':');
                    Append(text, member.Value);
                }

                text.Append('}');
                break;
            case JsonArray items:
                text.Append('[');
                foreach (var (item, index) in items.Select((item, index) => (item, index)))
                {
                    text.Append(index == 0 ? "" : ",");
                    Append(text, item);
                }

                text.Append(']');
                break;
            default:
                Append(text, node.AsValue());
                break;
        }
    }

    private static void Append(StringBuilder text, JsonValue value)
    {
        switch (value.GetValueKind())
        {
            case JsonValueKind.String:
                Append(text, value.GetValue<string>());
                break;
            case JsonValueKind.Number:
                // Money and rates are decimal; no figure of a bulletin has an exponent.
                text.Append(decimal.Parse(value.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture).ToString("0.############################", CultureInfo.InvariantCulture));
                break;
            default:
                text.Append(value.ToJsonString());
                break;
        }
    }

    private static void Append(StringBuilder text, string words)
    {
        text.Append('"');
        foreach (var c in words)
        {
            _ = c switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\b' => text.Append("\\b"),
                '\f' => text.Append("\\f"),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                < ' ' => text.Append($"\\u{(int)c:x4}"),
                _ => text.Append(c),
            };
        }

        text.Append('"');
    }
}
