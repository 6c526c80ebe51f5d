using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;

namespace Cluster.Ingestion.Files;

/// <summary>The texts that a workbook's cells share; cells refer to them by number.</summary>
internal static partial class XlsxStrings
{
    private const long BytesMax = 32 * 1024 * 1024;

    public static IReadOnlyList<string> Read(XlsxPackage package, string? part)
    {
        var strings = new List<string>();
        if (part is null)
        {
            return strings;
        }

        using var reader = package.Read(part, BytesMax);
        while (reader.Read())
        {
            if (reader is { NodeType: XmlNodeType.Element, LocalName: "si" })
            {
                strings.Add(ReadText(reader));
            }
        }

        return strings;
    }

    /// <summary>The text of the element that the reader is on, formatted or not, without what says how it is pronounced.</summary>
    public static string ReadText(XmlReader reader)
    {
        if (reader.IsEmptyElement)
        {
            return "";
        }

        var (text, depth) = (new StringBuilder(), reader.Depth);
        var (isText, isSound) = (false, false);
        while (reader.Read() && reader.Depth > depth)
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    (isText, isSound) = (reader is { LocalName: "t", IsEmptyElement: false }, isSound || reader is { LocalName: "rPh", IsEmptyElement: false });
                    break;
                case XmlNodeType.EndElement:
                    (isText, isSound) = (false, isSound && reader.LocalName != "rPh");
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace when isText && !isSound:
                    text.Append(reader.Value);
                    break;
            }
        }

        return Unescaped(text.ToString());
    }

    /// <summary>What XML cannot hold is written _x000D_.</summary>
    public static string Unescaped(string text) => text.Contains("_x", StringComparison.Ordinal)
        ? EscapeText().Replace(text, m => $"{(char)int.Parse(m.Groups[1].ValueSpan, NumberStyles.HexNumber, CultureInfo.InvariantCulture)}")
        : text;

    /// <summary>What would be taken for such a writing is written so itself; and a carriage return, which XML does not keep.</summary>
    public static string Escaped(string text) =>
        (text.Contains("_x", StringComparison.Ordinal) ? EscapeText().Replace(text, "_x005F$0") : text).Replace("\r", "_x000D_", StringComparison.Ordinal);

    [GeneratedRegex("_x(?<hex>[0-9A-Fa-f]{4})_", RegexOptions.None, 1_000)]
    private static partial Regex EscapeText();
}
