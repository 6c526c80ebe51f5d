using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using Word = DocumentFormat.OpenXml.Wordprocessing;

namespace Cluster.Coordination.Bulletins.Documents.Docx;

/// <summary>The page: its margins, its grid of 22 lines and 28 characters, and the page numbers between dashes, right on odd and left on even pages.</summary>
internal static class DocxPage
{
    private const string OddId = "rIdOdd";
    private const string EvenId = "rIdEven";
    private const int GridOfPoint = 4096; // what a grid's character space is counted in

    /// <summary>The grid's line; 22 of them are a little less than the type area.</summary>
    public static int LineTwips => OfficialLayout.Twips(OfficialLayout.TypeHeightMm) / OfficialLayout.LinesOfPage;

    public static int WidthTwips => OfficialLayout.Twips(OfficialLayout.TypeWidthMm);

    /// <summary>What the grid takes from each character of the body's size, so that a line holds 28.</summary>
    private static int CharacterSpace =>
        (int)decimal.Floor(((OfficialLayout.Points(OfficialLayout.TypeWidthMm) / OfficialLayout.CharactersOfLine) - OfficialLayout.BodyPoints) * GridOfPoint);

    public static SectionProperties SectionOf(MainDocumentPart main)
    {
        main.AddNewPart<FooterPart>(OddId).Footer = FooterOf(JustificationValues.Right);
        main.AddNewPart<FooterPart>(EvenId).Footer = FooterOf(JustificationValues.Left);
        return new SectionProperties(
            new FooterReference { Type = HeaderFooterValues.Default, Id = OddId },
            new FooterReference { Type = HeaderFooterValues.Even, Id = EvenId },
            new PageSize
            {
                Width = (uint)OfficialLayout.Twips(OfficialLayout.PageWidthMm), Height = (uint)OfficialLayout.Twips(OfficialLayout.PageHeightMm),
            },
            new PageMargin
            {
                Top = OfficialLayout.Twips(OfficialLayout.TopMm), Bottom = OfficialLayout.Twips(OfficialLayout.BottomMm),
                Left = (uint)OfficialLayout.Twips(OfficialLayout.LeftMm), Right = (uint)OfficialLayout.Twips(OfficialLayout.RightMm), Header = 851U,
                Footer = (uint)(OfficialLayout.Twips(OfficialLayout.BottomMm - OfficialLayout.PageNumberBelowMm) - ((int)OfficialLayout.SmallPoints * 20)),
                Gutter = 0U,
            },
            new DocGrid { Type = DocGridValues.LinesAndChars, LinePitch = LineTwips, CharacterSpace = CharacterSpace });
    }

    /// <summary>空一字 to the edge.</summary>
    private static Footer FooterOf(JustificationValues side) => new(new Word.Paragraph(
        new ParagraphProperties(
            new Indentation { LeftChars = 100, RightChars = 100 },
            new Justification { Val = side }),
        Piece("— "), new SimpleField(Piece("1")) { Instruction = " PAGE " }, Piece(" —")));

    private static Word.Run Piece(string text) => new(
        DocxStyles.Font(DocxStyles.Song, OfficialLayout.SmallPoints), new Text(text) { Space = SpaceProcessingModeValues.Preserve });
}
