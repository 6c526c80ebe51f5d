using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml;

namespace Cluster.Ingestion.Files;

/// <summary>How a number is shown decides what it is: a day, a share, a code with leading zeros (ECMA-376, 18.8.30).</summary>
internal sealed partial class XlsxFormats
{
    private const int StylesMax = 65_536;
    private static readonly XlsxFormat General = new(IsDate: false, IsPercent: false, Zeros: 0);

    private readonly List<XlsxFormat> _styles = [];

    public static XlsxFormats Read(XlsxPackage package, string? part)
    {
        var formats = new XlsxFormats();
        if (part is null)
        {
            return formats;
        }

        using var reader = package.Read(part);
        var codes = new Dictionary<int, string>();
        var isInCells = false;
        while (reader.Read())
        {
            switch (reader)
            {
                case { NodeType: XmlNodeType.Element, LocalName: "numFmt" }:
                    codes[Number(reader.GetAttribute("numFmtId"))] = reader.GetAttribute("formatCode") ?? "";
                    break;
                case { LocalName: "cellXfs" }:
                    isInCells = reader.NodeType == XmlNodeType.Element;
                    break;
                case { NodeType: XmlNodeType.Element, LocalName: "xf" } when isInCells && formats._styles.Count < StylesMax:
                    var id = Number(reader.GetAttribute("numFmtId"));
                    formats._styles.Add(codes.TryGetValue(id, out var code) ? Of(code) : BuiltIn(id));
                    break;
            }
        }

        return formats;
    }

    public XlsxFormat Of(int style) => style >= 0 && style < _styles.Count ? _styles[style] : General;

    private static XlsxFormat BuiltIn(int id) => General with
    {
        IsDate = id is (>= 14 and <= 22) or (>= 27 and <= 36) or (>= 45 and <= 47) or (>= 50 and <= 58), IsPercent = id is 9 or 10,
    };

    private static XlsxFormat Of(string code)
    {
        if (code.Length > CodeMax)
        {
            return General;
        }

        var bare = LiteralText().Replace(code, "");
        var isDate = DateText().IsMatch(bare);
        return new XlsxFormat(isDate, !isDate && bare.Contains('%', StringComparison.Ordinal), ZerosText().IsMatch(code) ? code.Length : 0);
    }

    private static int Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private const int CodeMax = 255;

    [GeneratedRegex("""
        "[^"]*"|\[[^\]]*\]|\\.|_.|\*.|General
        """, RegexOptions.IgnoreCase, 1_000)]
    private static partial Regex LiteralText();

    [GeneratedRegex("[ymdhs]", RegexOptions.IgnoreCase, 1_000)]
    private static partial Regex DateText();

    [GeneratedRegex("^0{2,}$", RegexOptions.None, 1_000)]
    private static partial Regex ZerosText();
}

/// <param name="Zeros">How many digits a code is filled up to with leading zeros.</param>
internal sealed record XlsxFormat(bool IsDate, bool IsPercent, int Zeros);
