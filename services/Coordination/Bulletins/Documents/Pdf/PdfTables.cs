using SkiaSharp;

namespace Cluster.Coordination.Bulletins.Documents.Pdf;

/// <summary>Tables, whose head is repeated on each page, and charts of horizontal bars.</summary>
internal sealed class PdfTables(PdfPages pages, PdfFonts fonts) : IDisposable
{
    private const float Padding = 3;
    private const float LineHeight = (float)OfficialLayout.TablePoints * 1.4f;
    private const float After = (float)OfficialLayout.TablePoints;
    private const float BarHeight = 14;
    private const float BarGap = 8;
    private const float LabelShare = 0.25f;
    private const float ValueWidth = 70;
    private const string Accent = "#C00000";

    private readonly Typesetting _cell = new(new SKFont(fonts.Body, (float)OfficialLayout.TablePoints) { Hinting = SKFontHinting.None, Subpixel = true });
    private readonly Typesetting _head = new(new SKFont(fonts.Heading, (float)OfficialLayout.TablePoints) { Hinting = SKFontHinting.None, Subpixel = true });

    public static float HeightOf(Chart chart) => (chart.Bars.Count * (BarHeight + BarGap)) + After;

    public void Write(Table table)
    {
        var shares = table.Columns.Select(c => c.Share).ToList();
        var widths = shares.ConvertAll(share => PdfPages.Width * share / shares.Sum());
        var head = RowOf([.. table.Columns.Select(c => new Run(c.Title))], widths, _head);
        pages.Need(HeightOf(head) * 2);
        DrawHead();
        foreach (var cells in table.Rows.Select(row => RowOf(row, widths, _cell)))
        {
            if (pages.Need(HeightOf(cells)))
            {
                DrawHead();
            }

            Draw(cells, widths, _cell, index => table.Columns[index].IsWords ? 0 : 1);
        }

        pages.Skip(After);

        void DrawHead()
        {
            pages.Rule(PdfPages.Left, 0, PdfPages.Left + PdfPages.Width, 0, 1);
            Draw(head, widths, _head, _ => 0.5f);
        }
    }

    public void Write(Chart chart)
    {
        var label = PdfPages.Width * LabelShare;
        var most = chart.Bars.Max(b => b.Value);
        foreach (var bar in chart.Bars)
        {
            pages.Need(BarHeight + BarGap);
            var name = _cell.Lines([new Run(bar.Label)], label - Padding, spread: false)[0];
            pages.Draw(name, _cell.Font, PdfPages.Left + label - Padding - name.Width, BarHeight * 0.78f);
            var width = most > 0 ? (float)(bar.Value / most) * (PdfPages.Width - label - ValueWidth) : 0;
            pages.Fill(PdfPages.Left + label, 0, width, BarHeight, Accent);
            pages.Draw(
                _cell.Lines([new Run(bar.Text, bar.Source)], ValueWidth, spread: false)[0], _cell.Font, PdfPages.Left + label + width + Padding, BarHeight * 0.78f);
            pages.Skip(BarHeight + BarGap);
        }

        pages.Skip(After);
    }

    public void Dispose()
    {
        _cell.Font.Dispose();
        _head.Font.Dispose();
    }

    private static List<IReadOnlyList<SetLine>> RowOf(IReadOnlyList<Run> row, List<float> widths, Typesetting type) =>
        [.. row.Select((run, index) => type.Lines([run], widths[index] - (2 * Padding), spread: false))];

    private static float HeightOf(List<IReadOnlyList<SetLine>> cells) => (Math.Max(1, cells.Max(c => c.Count)) * LineHeight) + (2 * Padding);

    /// <param name="side">0 to the left, 0.5 in the middle, 1 to the right.</param>
    private void Draw(List<IReadOnlyList<SetLine>> cells, List<float> widths, Typesetting type, Func<int, float> side)
    {
        var (height, x) = (HeightOf(cells), PdfPages.Left);
        foreach (var (lines, index) in cells.Select((lines, index) => (lines, index)))
        {
            var y = (height - (lines.Count * LineHeight)) / 2;
            foreach (var line in lines)
            {
                var room = widths[index] - (2 * Padding) - line.Width;
                pages.Draw(line, type.Font, x + Padding + (room * side(index)), y + (LineHeight * 0.75f));
                y += LineHeight;
            }

            pages.Rule(x, 0, x, height, 0.5f);
            x += widths[index];
        }

        pages.Rule(x, 0, x, height, 0.5f);
        pages.Rule(PdfPages.Left, height, x, height, 0.5f);
        pages.Skip(height);
    }
}
