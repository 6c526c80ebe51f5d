using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using Word = DocumentFormat.OpenXml.Wordprocessing;

namespace Cluster.Coordination.Bulletins.Documents.Docx;

/// <summary>What stands on the pages: 版头, 主体 and 版记. A figure is a link to the rows behind it and looks like the words around it.</summary>
internal sealed class DocxContent(MainDocumentPart main)
{
    private readonly Dictionary<string, string> _links = [];
    private readonly DocxCharts _charts = new(main);

    private static int LineTwips => DocxPage.LineTwips;

    public IEnumerable<OpenXmlElement> Of(BulletinDocument document) =>
    [
        .. Head(document),
        .. document.Blocks.SelectMany((block, index) => Blocks(block, isLast: index == document.Blocks.Count - 1)),
        .. Signature(document),
        DocxTables.Imprint(document),
        // A document ends with a paragraph.
        Line("", DocxStyles.FangSong, OfficialLayout.SmallPoints, JustificationValues.Left),
    ];

    /// <summary>标志, red; two lines below it the number, 4 mm below that the red line; two lines below the title, one below the addressees.</summary>
    private static IEnumerable<OpenXmlElement> Head(BulletinDocument document)
    {
        var lines = document.Mark.Split('\n');
        foreach (var (line, index) in lines.Select((line, index) => (line, index)))
        {
            yield return new Word.Paragraph(
                new ParagraphProperties(
                    new SnapToGrid { Val = false },
                    new SpacingBetweenLines
                    {
                        Before = index == 0 ? $"{OfficialLayout.Twips(OfficialLayout.MarkBelowTopMm)}" : "0", Line = $"{(int)OfficialLayout.MarkPoints * 26}",
                        LineRule = LineSpacingRuleValues.Exact,
                    },
                    new Justification { Val = JustificationValues.Center }),
                new Word.Run(DocxStyles.Font(DocxStyles.TitleSong, OfficialLayout.MarkPoints, DocxStyles.Red), new Text(line)));
        }

        yield return new Word.Paragraph(
            new ParagraphProperties(
                new ParagraphBorders(new BottomBorder
                {
                    Val = BorderValues.Single, Color = DocxStyles.Red, Size = 18U, Space = (uint)OfficialLayout.Points(OfficialLayout.RedLineBelowNumberMm),
                }),
                new SpacingBetweenLines { Before = $"{LineTwips * 2}" },
                new Justification { Val = JustificationValues.Center }),
            new Word.Run(DocxStyles.Font(DocxStyles.FangSong, OfficialLayout.BodyPoints), new Text(document.NumberShown)));
        foreach (var (line, index) in document.TitleLines.Select((line, index) => (line, index)))
        {
            yield return Line(
                line, DocxStyles.TitleSong, OfficialLayout.TitlePoints, JustificationValues.Center, linesBefore: index == 0 ? 2 : 0, lineTwips: LineTwips * 6 / 5);
        }

        yield return Line(document.Addressees, DocxStyles.FangSong, OfficialLayout.BodyPoints, JustificationValues.Left, linesBefore: 1);
    }

    /// <param name="isLast">It stays with the signature: no page has the signature alone.</param>
    private IEnumerable<OpenXmlElement> Blocks(Block block, bool isLast) => block switch
    {
        Heading heading => [Indented([new Word.Run(
            DocxStyles.Font(heading.Level == 1 ? DocxStyles.Hei : DocxStyles.Kai, OfficialLayout.BodyPoints), new Text(heading.Text))], keepWithNext: true)],
        Paragraph paragraph => [Indented([.. paragraph.Runs.Select(r => Piece(r, OfficialLayout.BodyPoints))], keepWithNext: isLast)],
        Table table => DocxTables.Of(table, Piece),
        Chart { Bars.Count: > 0 } chart => [Caption(chart.Caption, chart.Unit), _charts.Of(chart)],
        _ => [],
    };

    private static OpenXmlElement[] Signature(BulletinDocument document) =>
    [
        Line(document.Issuer, DocxStyles.FangSong, OfficialLayout.BodyPoints, JustificationValues.Right, linesBefore: 2, rightCharacters: 2),
        Line(
            document.Date is { } date ? DateWords.Of(date) : BulletinDocument.DraftMark, DocxStyles.FangSong, OfficialLayout.BodyPoints,
            JustificationValues.Right, rightCharacters: 4),
    ];

    internal static Word.Paragraph Caption(string caption, string unit) => new(
        new ParagraphProperties(new KeepNext(), new Justification { Val = JustificationValues.Center }),
        new Word.Run(DocxStyles.Font(DocxStyles.Hei, OfficialLayout.SmallPoints), new Text(unit.Length > 0 ? $"{caption}（{unit}）" : caption)));

    internal static Word.Paragraph Line(
        string text, string font, decimal points, JustificationValues side, int linesBefore = 0, int rightCharacters = 0, int? lineTwips = null) => new(
        new ParagraphProperties(
            new SpacingBetweenLines { Before = $"{linesBefore * LineTwips}", Line = $"{lineTwips ?? LineTwips}", LineRule = LineSpacingRuleValues.Exact },
            new Indentation { RightChars = rightCharacters * 100 },
            new Justification { Val = side }),
        new Word.Run(DocxStyles.Font(font, points), new Text(text)));

    /// <summary>首行缩进两字.</summary>
    private static Word.Paragraph Indented(IEnumerable<OpenXmlElement> pieces, bool keepWithNext)
    {
        var properties = new ParagraphProperties();
        if (keepWithNext)
        {
            properties.Append(new KeepNext());
        }

        properties.Append(new Indentation { FirstLineChars = 200 }, new Justification { Val = JustificationValues.Both });
        return new Word.Paragraph([properties, .. pieces]);
    }

    private OpenXmlElement Piece(Run run, decimal points)
    {
        var piece = new Word.Run(
            DocxStyles.Font(DocxStyles.FangSong, points), new Text(run.Text) { Space = SpaceProcessingModeValues.Preserve });
        return run.Source is { } source ? new Hyperlink(piece) { Id = LinkTo(source) } : piece;
    }

    private string LinkTo(string source)
    {
        if (!_links.TryGetValue(source, out var id))
        {
            id = $"rIdLink{_links.Count + 1}";
            main.AddHyperlinkRelationship(new Uri(source, UriKind.RelativeOrAbsolute), isExternal: true, id);
            _links.Add(source, id);
        }

        return id;
    }
}
