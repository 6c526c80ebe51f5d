using System.Globalization;
using System.Text;

namespace Cluster.Ingestion;

/// <summary>The one form in which a string is kept: what looks the same is the same.</summary>
internal static class Text
{
    /// <summary>No language needs more (UAX #15, stream-safe format), and composing takes quadratic time without a limit.</summary>
    private const int MarksInARowMax = 30;

    /// <returns>Trimmed and composed; null when it has characters that are broken or that nobody sees.</returns>
    public static string? Read(string text, NormalizationForm form, bool lines = false)
    {
        var trimmed = text.Trim();
        return IsPlain(trimmed, lines) ? trimmed.Normalize(form) : null;
    }

    private static bool IsPlain(string text, bool lines)
    {
        var marks = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            var category = Rune.GetUnicodeCategory(rune);
            var isMark = category is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;
            marks = isMark ? marks + 1 : 0;
            if (marks > MarksInARowMax || IsHidden(rune.Value) || (IsBreak(category) && !(lines && rune.Value is '\n' or '\r' or '\t')))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsBreak(UnicodeCategory category) =>
        category is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    /// <summary>
    /// Blanks without width, marks of direction, and what stands for a character that was lost. The joiners that Mongolian is written
    /// with are not among them.
    /// </summary>
    private static bool IsHidden(int rune) => rune is
        0x00AD or 0x200B or 0x200E or 0x200F or (>= 0x202A and <= 0x202E) or (>= 0x2060 and <= 0x206F) or 0xFEFF or 0xFFFD or 0xFFFE or 0xFFFF;
}
