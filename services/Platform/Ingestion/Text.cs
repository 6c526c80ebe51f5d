using System.Buffers;
using System.Globalization;
using System.Text;

namespace Cluster.Ingestion;

/// <summary>The one form in which a string is kept: what looks the same is the same.</summary>
internal static class Text
{
    /// <summary>No language needs more (UAX #15, stream-safe format), and composing takes quadratic time without a limit.</summary>
    private const int MarksInARowMax = 30;

    /// <summary>Printable ASCII and the common Chinese characters: nothing to refuse, compose or fold, and most of what is sent.</summary>
    private static readonly SearchValues<char> Everyday = SearchValues.Create(
        [.. Enumerable.Range(' ', '~' - ' ' + 1).Concat(Enumerable.Range('一', '龥' - '一' + 1)).Select(c => (char)c)]);

    /// <returns>Trimmed and composed; null when it has characters that are broken or that nobody sees.</returns>
    public static string? Read(string text, NormalizationForm form, bool lines = false)
    {
        var trimmed = text.Trim();
        return !trimmed.AsSpan().ContainsAnyExcept(Everyday) ? trimmed
            : IsPlain(trimmed, lines) ? trimmed.Normalize(form)
            : null;
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
