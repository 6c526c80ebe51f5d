using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace Cluster.Coordination.Bulletins.Documents.Docx;

/// <summary>The fonts of the standard, the body's size and line, and the page numbers' two sides.</summary>
internal static class DocxStyles
{
    public const string TitleSong = "方正小标宋简体";
    public const string FangSong = "仿宋_GB2312";
    public const string Hei = "黑体";
    public const string Kai = "楷体_GB2312";
    public const string Song = "宋体";
    public const string Red = "FF0000";

    private const string StylesId = "rIdStyles";
    private const string SettingsId = "rIdSettings";

    public static void AddTo(MainDocumentPart main)
    {
        main.AddNewPart<StyleDefinitionsPart>(StylesId).Styles = new Styles(
            new DocDefaults(
                new RunPropertiesDefault(new RunPropertiesBaseStyle(
                    Fonts(FangSong), new FontSize { Val = HalfPoints(OfficialLayout.BodyPoints) },
                    new Languages { Val = "en-US", EastAsia = "zh-CN" })),
                new ParagraphPropertiesDefault(new ParagraphPropertiesBaseStyle(
                    new SpacingBetweenLines { Line = $"{DocxPage.LineTwips}", LineRule = LineSpacingRuleValues.Exact }))),
            new Style(new StyleName { Val = "Normal" }) { Type = StyleValues.Paragraph, StyleId = "Normal", Default = true });
        main.AddNewPart<DocumentSettingsPart>(SettingsId).Settings = new Settings(new EvenAndOddHeaders());
    }

    public static RunProperties Font(string name, decimal points, string? color = null, bool bold = false)
    {
        var font = new RunProperties(Fonts(name));
        if (bold)
        {
            font.Append(new Bold());
        }

        if (color is not null)
        {
            font.Append(new Color { Val = color });
        }

        font.Append(new FontSize { Val = HalfPoints(points) });
        return font;
    }

    private static RunFonts Fonts(string name) => new() { Ascii = name, HighAnsi = name, EastAsia = name, Hint = FontTypeHintValues.EastAsia };

    private static string HalfPoints(decimal points) => $"{(int)(points * 2)}";
}
