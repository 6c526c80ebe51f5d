using MudBlazor;

namespace Cluster.Dashboard;

/// <summary>One accent, quiet greys, and a colour for each state that is never its only sign. Fonts are those of the machine.</summary>
internal static class OfficeTheme
{
    private static readonly string[] Fonts =
    [
        "Noto Sans SC", "Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei UI", "Microsoft YaHei",
        "system-ui", "sans-serif",
    ];

    public static readonly MudTheme Theme = new()
    {
        PaletteLight = new PaletteLight
        {
            Primary = "#1f5c99",
            Info = "#1f5c99",
            Success = "#23784b",
            Warning = "#a15c07",
            Error = "#b3261e",
            TextPrimary = "#1d2733",
            TextSecondary = "#5b6774",
            Background = "#f6f7f9",
            Surface = "#ffffff",
            TableLines = "#e6e9ed",
            LinesDefault = "#e6e9ed",
        },
        LayoutProperties = new LayoutProperties { DefaultBorderRadius = "4px" },
        Typography = new Typography
        {
            Default = new DefaultTypography { FontFamily = Fonts, FontSize = "0.9375rem", LineHeight = "1.6", LetterSpacing = "normal" },
            Body1 = new Body1Typography { FontFamily = Fonts, FontSize = "0.9375rem", LineHeight = "1.6", LetterSpacing = "normal" },
            Body2 = new Body2Typography { FontFamily = Fonts, FontSize = "0.8125rem", LineHeight = "1.6", LetterSpacing = "normal" },
        },
    };
}
