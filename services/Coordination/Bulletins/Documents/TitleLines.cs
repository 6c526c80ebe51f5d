namespace Cluster.Coordination.Bulletins.Documents;

/// <summary>
/// A title is cut where its template says so, as only who writes it knows what belongs together (GB/T 9704: 回行时词意完整、排列对称、长短适宜). Otherwise it has as few
/// lines as it takes, of about one length, so that none ends with a character alone; a number or a word in Latin script stays whole.
/// </summary>
internal static class TitleLines
{
    private const decimal LatinWidth = 0.6m; // of a Chinese character

    private static decimal CharactersMax => decimal.Floor(OfficialLayout.Points(OfficialLayout.TypeWidthMm) / OfficialLayout.TitlePoints);

    public static IReadOnlyList<string> Of(string title) => title.Contains('\n') ? title.Split('\n') : Cut(title);

    private static List<string> Cut(string title)
    {
        var whole = title.Sum(WidthOf);
        var count = Math.Max(1, (int)decimal.Ceiling(whole / CharactersMax));
        var lines = new List<string>();
        var (begin, width) = (0, 0m);
        for (var at = 0; at < title.Length; at++)
        {
            width += WidthOf(title[at]);
            if (lines.Count < count - 1 && MayEnd(title, at) && (width >= whole / count || width + WidthOf(title[at + 1]) > CharactersMax))
            {
                lines.Add(title[begin..(at + 1)]);
                (begin, width) = (at + 1, 0);
            }
        }

        return [.. lines, title[begin..]];
    }

    private static decimal WidthOf(char c) => char.IsAscii(c) ? LatinWidth : 1;

    private static bool MayEnd(string title, int at) => at + 1 < title.Length && !(char.IsAscii(title[at]) && char.IsAscii(title[at + 1]));
}
