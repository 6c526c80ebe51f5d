using System.Text.Json;
using System.Text.Json.Serialization;

namespace Cluster.Contracts;

/// <summary>
/// An administrative division code (行政区划代码, GB/T 2260): two digits each for province, prefecture and county, 150200 is the city.
/// The shape is checked, not the list: codes are retired, and some reporting areas carry one that the standard does not know.
/// </summary>
[JsonConverter(typeof(DivisionCodeJsonConverter))]
public readonly record struct DivisionCode
{
    private readonly string _text;

    private DivisionCode(string text) => _text = text;

    public static bool TryParse(string? text, out DivisionCode code)
    {
        var isCode = text is { Length: 6 } && text[0] is >= '1' and <= '8' && text.All(char.IsAsciiDigit)
            && (text[2..4] != "00" || text[4..] == "00");
        code = isCode ? new DivisionCode(text!) : default;
        return isCode;
    }

    public static DivisionCode Parse(string text) =>
        TryParse(text, out var code) ? code : throw new FormatException($"'{text}' is not a division code such as 150203.");

    public override string ToString() => _text;
}

internal sealed class DivisionCodeJsonConverter : JsonConverter<DivisionCode>
{
    public override DivisionCode Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        DivisionCode.TryParse(reader.GetString(), out var code) ? code : throw new JsonException("A division code is written 150203.");

    public override void Write(Utf8JsonWriter writer, DivisionCode value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
