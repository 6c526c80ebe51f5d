using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Wordprocessing;
using Word = DocumentFormat.OpenXml.Wordprocessing;

namespace Cluster.Coordination.Bulletins.Documents.Docx;

/// <summary>Tables, whose head is repeated on each page, and the imprint (版记) between two lines.</summary>
internal static class DocxTables
{
    private const int WholeWidth = 5000; // fiftieths of a percent
    private const int TableLineTwips = 320;

    public static IEnumerable<OpenXmlElement> Of(Table table, Func<Run, decimal, OpenXmlElement> piece)
    {
        yield return DocxContent.Caption(table.Caption, table.Unit);
        var shares = table.Columns.Select(c => c.Share).ToList();
        var widths = shares.ConvertAll(share => DocxPage.WidthTwips * share / shares.Sum());
        yield return new Word.Table(
        [
            new TableProperties(
                new TableWidth { Width = $"{WholeWidth}", Type = TableWidthUnitValues.Pct },
                new TableBorders(
                    new TopBorder { Val = BorderValues.Single, Size = 8U }, new LeftBorder { Val = BorderValues.Single, Size = 4U },
                    new BottomBorder { Val = BorderValues.Single, Size = 8U }, new RightBorder { Val = BorderValues.Single, Size = 4U },
                    new InsideHorizontalBorder { Val = BorderValues.Single, Size = 4U }, new InsideVerticalBorder { Val = BorderValues.Single, Size = 4U }),
                new TableLayout { Type = TableLayoutValues.Fixed }),
            new TableGrid(widths.Select(w => new GridColumn { Width = $"{w}" })),
            new TableRow(
            [
                new TableRowProperties(new CantSplit(), new TableHeader()),
                .. table.Columns.Select((column, index) => Cell(widths[index], JustificationValues.Center,
                    new Word.Run(DocxStyles.Font(DocxStyles.Hei, OfficialLayout.TablePoints), new Text(column.Title)))),
            ]),
            .. table.Rows.Select(row => new TableRow(
            [
                new TableRowProperties(new CantSplit()),
                .. row.Select((run, index) => Cell(
                    widths[index], table.Columns[index].IsWords ? JustificationValues.Left : JustificationValues.Right, piece(run, OfficialLayout.TablePoints))),
            ])),
        ]);
        yield return DocxContent.Line("", DocxStyles.FangSong, OfficialLayout.TablePoints, JustificationValues.Left, lineTwips: TableLineTwips);
    }

    /// <summary>抄送, then 印发机关 and 印发日期; 4号.</summary>
    public static OpenXmlElement Imprint(BulletinDocument document) => new Word.Table(
        new TableProperties(
            new TableWidth { Width = $"{WholeWidth}", Type = TableWidthUnitValues.Pct },
            new TableBorders(
                new TopBorder { Val = BorderValues.Single, Size = 8U }, new BottomBorder { Val = BorderValues.Single, Size = 8U },
                new InsideHorizontalBorder { Val = BorderValues.Single, Size = 4U })),
        new TableGrid(new GridColumn { Width = $"{DocxPage.WidthTwips}" }),
        ImprintRow($"抄送：{document.CopyTo}"),
        ImprintRow($"{document.Issuer}　　{(document.Date is { } date ? $"{DateWords.Of(date)}印发" : BulletinDocument.DraftMark)}"));

    private static TableRow ImprintRow(string text) => new(
        new TableRowProperties(new CantSplit()),
        Cell(DocxPage.WidthTwips, JustificationValues.Left, new Word.Run(DocxStyles.Font(DocxStyles.FangSong, OfficialLayout.SmallPoints), new Text(text))));

    private static TableCell Cell(int width, JustificationValues side, OpenXmlElement piece) => new(
        new TableCellProperties(
            new TableCellWidth { Width = $"{width}", Type = TableWidthUnitValues.Dxa }, new TableCellVerticalAlignment { Val = TableVerticalAlignmentValues.Center }),
        new Word.Paragraph(
            new ParagraphProperties(
                new SnapToGrid { Val = false }, new SpacingBetweenLines { Line = $"{TableLineTwips}", LineRule = LineSpacingRuleValues.AtLeast },
                new Justification { Val = side }),
            piece));
}
