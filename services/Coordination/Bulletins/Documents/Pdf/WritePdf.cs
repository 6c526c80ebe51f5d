using SkiaSharp;

namespace Cluster.Coordination.Bulletins.Documents.Pdf;

/// <summary>
/// The bulletin as a PDF in the official layout, its fonts embedded, each figure a link to the rows behind it. The same document makes the same bytes as
/// long as the fonts and the drawing library are the same.
/// </summary>
internal sealed class WritePdf : IDisposable
{
    private const float RedLineWidth = 2.25f;
    private const float BaselineOfLine = 0.78f;
    private const int SignatureLines = 4; // two empty ones before it

    private readonly PdfPages _pages;
    private readonly Typesetting _mark;
    private readonly Typesetting _title;
    private readonly Typesetting _body;
    private readonly Typesetting _heading;
    private readonly Typesetting _small;
    private readonly Typesetting _caption;
    private readonly PdfTables _tables;

    private WritePdf(PdfPages pages, PdfFonts fonts)
    {
        _pages = pages;
        _mark = Type(fonts.Title, OfficialLayout.MarkPoints);
        _title = Type(fonts.Title, OfficialLayout.TitlePoints);
        _body = Type(fonts.Body, OfficialLayout.BodyPoints);
        _heading = Type(fonts.Heading, OfficialLayout.BodyPoints);
        _small = Type(fonts.Body, OfficialLayout.SmallPoints);
        _caption = Type(fonts.Heading, OfficialLayout.SmallPoints);
        _tables = new PdfTables(pages, fonts);
    }

    /// <summary>What takes from each character so that a line holds 28.</summary>
    private static float Tracking => (PdfPages.Width / OfficialLayout.CharactersOfLine) - (float)OfficialLayout.BodyPoints;

    public static byte[] Of(BulletinDocument document, string fontFolder)
    {
        var fonts = PdfFonts.In(fontFolder);
        using var stream = new MemoryStream();
        using (var pdf = SKDocument.CreatePdf(stream, MetadataOf(document)))
        using (var pages = new PdfPages(pdf, fonts))
        using (var writer = new WritePdf(pages, fonts))
        {
            writer.Write(document);
            pages.End();
            pdf.Close();
        }

        return stream.ToArray();
    }

    public void Dispose()
    {
        foreach (var type in new[] { _mark, _title, _body, _heading, _small, _caption })
        {
            type.Font.Dispose();
        }

        _tables.Dispose();
    }

    /// <summary>No time but the bulletin's own.</summary>
    private static SKDocumentPdfMetadata MetadataOf(BulletinDocument document)
    {
        var day = document.Date?.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
        return new SKDocumentPdfMetadata
        {
            Title = document.Title, Author = document.Issuer, Subject = document.NumberShown, Creator = "Cluster", Producer = "Cluster", Creation = day, Modified = day,
        };
    }

    private static Typesetting Type(SKTypeface typeface, decimal points)
    {
        var font = new SKFont(typeface, (float)points) { Hinting = SKFontHinting.None, Subpixel = true };
        return new Typesetting(font, points == OfficialLayout.BodyPoints ? Tracking : 0);
    }

    private void Write(BulletinDocument document)
    {
        Head(document);
        foreach (var (block, index) in document.Blocks.Select((block, index) => (block, index)))
        {
            switch (block)
            {
                case Heading heading:
                    _pages.Need(PdfPages.Line * 2);
                    Body([new Run(heading.Text)], heading.Level == 1 ? _heading : _body);
                    break;
                case Paragraph paragraph:
                    Body(paragraph.Runs, _body, isLast: index == document.Blocks.Count - 1);
                    break;
                case Table table:
                    _pages.Need(PdfPages.Line * 4);
                    Centred(table.Unit.Length > 0 ? $"{table.Caption}（{table.Unit}）" : table.Caption, _caption, PdfPages.Line);
                    _tables.Write(table);
                    break;
                case Chart { Bars.Count: > 0 } chart:
                    _pages.Need(PdfPages.Line + PdfTables.HeightOf(chart));
                    Centred($"{chart.Caption}（{chart.Unit}）", _caption, PdfPages.Line);
                    _tables.Write(chart);
                    break;
            }
        }

        Sign(document);
        Imprint(document);
    }

    private void Head(BulletinDocument document)
    {
        _pages.Need(PdfPages.Line);
        _pages.Skip(PdfPages.Points(OfficialLayout.MarkBelowTopMm));
        foreach (var line in document.Mark.Split('\n'))
        {
            Centred(line, _mark, (float)OfficialLayout.MarkPoints * 1.3f, PdfPages.Red);
        }

        _pages.Skip(PdfPages.Line * 2);
        Centred(document.NumberShown, _body, PdfPages.Line);
        _pages.Skip(PdfPages.Points(OfficialLayout.RedLineBelowNumberMm));
        _pages.Rule(PdfPages.Left, 0, PdfPages.Left + PdfPages.Width, 0, RedLineWidth, PdfPages.Red);
        _pages.Skip(PdfPages.Line * 2);
        foreach (var line in document.TitleLines)
        {
            Centred(line, _title, PdfPages.Line * 1.2f);
        }

        _pages.Skip(PdfPages.Line);
        Lines(_body.Lines([new Run(document.Addressees)], PdfPages.Width), _body, PdfPages.Line);
    }

    /// <summary>首行缩进两字.</summary>
    /// <param name="isLast">Its last lines stay with the signature: no page has the signature alone.</param>
    private void Body(IEnumerable<Run> runs, Typesetting type, bool isLast = false) =>
        Lines(
            type.Lines(runs, PdfPages.Width, firstIndent: 2 * ((float)OfficialLayout.BodyPoints + Tracking)), type, PdfPages.Line,
            with: isLast ? PdfPages.Line * SignatureLines : 0);

    private void Lines(IReadOnlyList<SetLine> lines, Typesetting type, float height, float with = 0)
    {
        foreach (var (line, index) in lines.Select((line, index) => (line, index)))
        {
            _pages.Need(with > 0 && index == Math.Max(0, lines.Count - 2) ? (height * (lines.Count - index)) + with : height);
            _pages.Draw(line, type.Font, PdfPages.Left, height * BaselineOfLine);
            _pages.Skip(height);
        }
    }

    private void Centred(string text, Typesetting type, float height, string color = PdfPages.Black)
    {
        foreach (var line in type.Lines([new Run(text)], PdfPages.Width, spread: false))
        {
            _pages.Need(height);
            _pages.Draw(line, type.Font, PdfPages.Left + ((PdfPages.Width - line.Width) / 2), height * BaselineOfLine, color);
            _pages.Skip(height);
        }
    }

    /// <summary>署名 and 成文日期: the date four characters from the right edge.</summary>
    private void Sign(BulletinDocument document)
    {
        _pages.Need(PdfPages.Line * SignatureLines);
        _pages.Skip(PdfPages.Line * 2);
        Right(document.Issuer, characters: 2);
        Right(document.Date is { } date ? DateWords.Of(date) : BulletinDocument.DraftMark, characters: 4);
    }

    private void Right(string text, int characters)
    {
        var line = _body.Lines([new Run(text)], PdfPages.Width, spread: false)[0];
        _pages.Draw(
            line, _body.Font, PdfPages.Left + PdfPages.Width - line.Width - (characters * (float)OfficialLayout.BodyPoints), PdfPages.Line * BaselineOfLine);
        _pages.Skip(PdfPages.Line);
    }

    /// <summary>版记 ends the last page: 抄送, then 印发机关 to the left and 印发日期 to the right, on one line where both fit.</summary>
    private void Imprint(BulletinDocument document)
    {
        const float Height = (float)OfficialLayout.SmallPoints * 1.7f;
        const float Indent = (float)OfficialLayout.SmallPoints;
        const float Room = 2 * Indent;
        IReadOnlyList<SetLine> LinesOf(string text) => _small.Lines([new Run(text)], PdfPages.Width - Room, spread: false);
        var (copyTo, issuer) = (LinesOf($"抄送：{document.CopyTo}"), LinesOf(document.Issuer));
        var date = LinesOf(document.Date is { } day ? $"{DateWords.Of(day)}印发" : BulletinDocument.DraftMark)[0];
        var isOnOneLine = issuer[^1].Width + Indent + date.Width <= PdfPages.Width - Room;
        _pages.SkipToLast((copyTo.Count + issuer.Count + (isOnOneLine ? 0 : 1)) * Height);
        Rule(1);
        Row(copyTo);
        Rule(0.5f);
        Row(issuer);
        _pages.Skip(isOnOneLine ? -Height : 0);
        _pages.Draw(date, _small.Font, PdfPages.Left + PdfPages.Width - Indent - date.Width, Height * 0.7f);
        _pages.Skip(Height);
        Rule(1);

        void Row(IReadOnlyList<SetLine> lines)
        {
            foreach (var line in lines)
            {
                _pages.Draw(line, _small.Font, PdfPages.Left + Indent, Height * 0.7f);
                _pages.Skip(Height);
            }
        }
    }

    private void Rule(float width) => _pages.Rule(PdfPages.Left, 0, PdfPages.Left + PdfPages.Width, 0, width);
}
