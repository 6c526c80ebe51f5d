using System.Globalization;
using System.Text;
using Spectre.Console;

namespace Cluster.Cli.Output;

/// <summary>
/// Text that came from elsewhere, as it may be shown: what would move the cursor, change colours or turn the writing round is made visible
/// instead of being carried out.
/// </summary>
internal static class Printed
{
    private const char ControlPictures = '\u2400';
    private const char DeletePicture = '\u2421';

    public static string Clean(string? text)
    {
        if (text is null || !text.Any(IsDangerous))
        {
            return text ?? "";
        }

        var clean = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            _ = c switch
            {
                < ' ' => clean.Append((char)(ControlPictures + c)),
                '\u007F' => clean.Append(DeletePicture),
                _ when IsDangerous(c) => clean.Append($"<{(int)c:X4}>"),
                _ => clean.Append(c),
            };
        }

        return clean.ToString();
    }

    /// <summary>A cell or a line of plain text: brackets in it are brackets, not colours.</summary>
    public static Text Plain(string? text, Style? style = null) => new(Clean(text), style);

    public static void Line(this IAnsiConsole console, string text, Style? style = null)
    {
        console.Write(Plain(text, style));
        console.WriteLine();
    }

    private static bool IsDangerous(char c) =>
        char.GetUnicodeCategory(c) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
