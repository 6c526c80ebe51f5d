using System.Text;
using SkiaSharp;

namespace Cluster.Coordination.Bulletins.Documents.Pdf;

/// <summary>What is never divided: one character, or a word or number in Latin script.</summary>
/// <param name="Offset">From the line's beginning.</param>
internal sealed record SetPiece(string Text, string? Source, float Width, float Offset = 0);

internal sealed record SetLine(IReadOnlyList<SetPiece> Pieces, float Width);

/// <summary>
/// Runs made into lines. A line does not begin with a closing mark nor end with an opening one (避头尾), and all but the last of a paragraph are spread
/// to the full width.
/// </summary>
internal sealed class Typesetting(SKFont font, float tracking = 0)
{
    private const string NotFirst = "，。、；：！？）》〉”’】〕％%…—·";
    private const string NotLast = "（《〈“‘【〔";
    private const float SpreadMax = 0.6f; // of a character's width

    public SKFont Font => font;

    public IReadOnlyList<SetLine> Lines(IEnumerable<Run> runs, float width, float firstIndent = 0, bool spread = true)
    {
        var pieces = runs.SelectMany(PiecesOf).ToList();
        var lines = new List<SetLine>();
        for (var at = 0; at < pieces.Count;)
        {
            var indent = lines.Count == 0 ? firstIndent : 0;
            var end = EndOf(pieces, at, width - indent);
            lines.Add(Place(pieces[at..end], indent, width, spread && end < pieces.Count));
            at = end;
        }

        return lines;
    }

    private static int EndOf(List<SetPiece> pieces, int at, float width)
    {
        var end = at;
        for (var sum = 0f; end < pieces.Count && (sum + pieces[end].Width <= width || end == at); end++)
        {
            sum += pieces[end].Width;
        }

        var cut = end;
        while (cut > at && cut < pieces.Count && (NotFirst.Contains(pieces[cut].Text[0]) || NotLast.Contains(pieces[cut - 1].Text[0])))
        {
            cut--;
        }

        return cut == at ? end : cut;
    }

    private SetLine Place(List<SetPiece> pieces, float indent, float width, bool spread)
    {
        var natural = pieces.Sum(p => p.Width);
        var space = spread && pieces.Count > 1 ? Math.Clamp((width - indent - natural) / (pieces.Count - 1), 0, font.Size * SpreadMax) : 0;
        var at = indent;
        var placed = new List<SetPiece>();
        foreach (var piece in pieces)
        {
            placed.Add(piece with { Offset = at });
            at += piece.Width + space;
        }

        return new SetLine(placed, at - (pieces.Count > 1 ? space : 0));
    }

    private IEnumerable<SetPiece> PiecesOf(Run run)
    {
        var word = new StringBuilder();
        foreach (var rune in run.Text.EnumerateRunes())
        {
            if (rune.IsAscii && rune.Value > ' ')
            {
                word.Append((char)rune.Value);
                continue;
            }

            if (word.Length > 0)
            {
                yield return Measure(word.ToString(), run.Source, 0);
                word.Clear();
            }

            yield return Measure(rune.ToString(), run.Source, tracking);
        }

        if (word.Length > 0)
        {
            yield return Measure(word.ToString(), run.Source, 0);
        }
    }

    private SetPiece Measure(string text, string? source, float added) => new(text, source, font.MeasureText(text) + added);
}
