using System.Text;
using SkiaSharp;

namespace Cluster.Coordination.Bulletins.Documents.Pdf;

/// <summary>Pages that are filled from the top of the type area down; each gets its number when it is full.</summary>
internal sealed class PdfPages(SKDocument document, PdfFonts fonts) : IDisposable
{
    public const string Black = "#000000";
    public const string Red = "#E60000";

    private readonly SKFont _number = new(fonts.Body, (float)OfficialLayout.SmallPoints);
    private SKCanvas? _page;
    private int _pages;

    public static float Left => Points(OfficialLayout.LeftMm);

    public static float Width => Points(OfficialLayout.TypeWidthMm);

    public static float Line => Points(OfficialLayout.TypeHeightMm) / OfficialLayout.LinesOfPage;

    /// <summary>Where the next thing begins.</summary>
    public float At { get; private set; }

    private static float Top => Points(OfficialLayout.TopMm);

    private static float Bottom => Top + Points(OfficialLayout.TypeHeightMm);

    private SKCanvas Page => _page ?? throw new InvalidOperationException("No page was begun.");

    public static float Points(decimal millimetres) => (float)OfficialLayout.Points(millimetres);

    /// <summary>Room for what must not be divided; on the next page where this one has none. A hair is forgiven, so that 22 lines fit.</summary>
    /// <returns>Whether a page was begun.</returns>
    public bool Need(float height)
    {
        const float Hair = 0.5f;
        if (_page is not null && At + height <= Bottom + Hair)
        {
            return false;
        }

        End();
        _page = document.BeginPage(Points(OfficialLayout.PageWidthMm), Points(OfficialLayout.PageHeightMm));
        _pages++;
        At = Top;
        return true;
    }

    public void Skip(float height) => At += height;

    /// <summary>Down to where what is left of the page is just that high.</summary>
    public void SkipToLast(float height)
    {
        Need(height);
        At = Bottom - height;
    }

    /// <param name="baseline">Below the place that is reached.</param>
    public void Draw(SetLine line, SKFont font, float x, float baseline, string color = Black)
    {
        using var paint = Paint(color);
        using var builder = new SKTextBlobBuilder();
        foreach (var piece in line.Pieces)
        {
            Add(builder, piece, font);
        }

        if (builder.Build() is { } blob)
        {
            using (blob)
            {
                Page.DrawText(blob, x, At + baseline, paint);
            }
        }

        foreach (var linked in line.Pieces.Where(p => p.Source is not null))
        {
            var (left, below) = (x + linked.Offset, At + baseline);
            Page.DrawUrlAnnotation(new SKRect(left, below - font.Size, left + linked.Width, below + (font.Size / 4)), linked.Source);
        }
    }

    /// <param name="y">Below the place that is reached.</param>
    public void Rule(float x1, float y1, float x2, float y2, float width, string color = Black)
    {
        using var paint = Paint(color);
        paint.IsStroke = true;
        paint.StrokeWidth = width;
        Page.DrawLine(x1, At + y1, x2, At + y2, paint);
    }

    public void Fill(float x, float y, float width, float height, string color)
    {
        using var paint = Paint(color);
        Page.DrawRect(x, At + y, width, height, paint);
    }

    public void End()
    {
        if (_page is null)
        {
            return;
        }

        var type = new Typesetting(_number);
        var line = type.Lines([new Run($"— {_pages} —")], Width, spread: false)[0];
        var character = (float)OfficialLayout.SmallPoints;
        At = Bottom;
        Draw(line, _number, _pages % 2 == 1 ? Left + Width - character - line.Width : Left + character, Points(OfficialLayout.PageNumberBelowMm) + (character / 2));
        document.EndPage();
        _page = null;
    }

    public void Dispose()
    {
        _number.Dispose();
    }

    /// <summary>
    /// With the text that the glyphs stand for: 行 and the radical ⾏ are one glyph, and who searches the file or copies from it is to find the character.
    /// </summary>
    private static void Add(SKTextBlobBuilder builder, SetPiece piece, SKFont font)
    {
        var (glyphs, text) = (font.GetGlyphs(piece.Text), Encoding.UTF8.GetBytes(piece.Text));
        var widths = font.GetGlyphWidths(glyphs);
        var run = builder.AllocatePositionedTextRun(font, glyphs.Length, text.Length);
        glyphs.CopyTo(run.Glyphs);
        text.CopyTo(run.Text);
        var (at, place) = (piece.Offset, 0u);
        foreach (var (rune, index) in piece.Text.EnumerateRunes().Select((rune, index) => (rune, index)))
        {
            run.Positions[index] = new SKPoint(at, 0);
            run.Clusters[index] = place;
            at += widths[index];
            place += (uint)rune.Utf8SequenceLength;
        }
    }

    private static SKPaint Paint(string color) => new() { Color = SKColor.Parse(color), IsAntialias = true };
}
