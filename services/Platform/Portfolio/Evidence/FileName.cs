using System.Globalization;
using System.Text;

namespace Cluster.Portfolio.Evidence;

/// <summary>The name under which a reader may save a file: no path, nothing that a system or an eye is fooled by, and the ending of what it is.</summary>
internal static class FileName
{
    public const int LengthMax = 120;

    private const string Unnamed = "evidence";

    /// <summary>What no file system has in a name, and what shells read.</summary>
    private const string Forbidden = "\"*:<>?|/\\";

    public static string Clean(string given, FileType type)
    {
        var last = given[(given.LastIndexOfAny(['/', '\\']) + 1)..];
        var plain = new StringBuilder();
        foreach (var rune in last.EnumerateRunes())
        {
            if (!Forbidden.Contains(rune.ToString(), StringComparison.Ordinal) && !IsUnseen(rune))
            {
                plain.Append(rune);
            }
        }

        var name = plain.ToString().Normalize(NormalizationForm.FormC).TrimEnd(' ', '.');
        var endings = FileTypes.EndingsOf(type);
        var ending = endings.FirstOrDefault(e => name.EndsWith(e, StringComparison.OrdinalIgnoreCase));
        var stem = (ending is null ? name : name[..^ending.Length]).Trim(' ', '.');
        return $"{Cut(stem.Length == 0 ? Unnamed : stem, LengthMax - endings[0].Length)}{ending ?? endings[0]}";
    }

    /// <summary>Controls, lone halves of pairs, marks of direction and blanks without width.</summary>
    private static bool IsUnseen(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
        || rune == Rune.ReplacementChar;

    private static string Cut(string text, int lengthMax)
    {
        var length = Math.Min(text.Length, lengthMax);
        return length < text.Length && char.IsHighSurrogate(text[length - 1]) ? text[..(length - 1)] : text[..length];
    }
}
