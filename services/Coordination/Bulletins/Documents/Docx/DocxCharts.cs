using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Drawing.Charts;
using DocumentFormat.OpenXml.Drawing.Wordprocessing;
using DocumentFormat.OpenXml.Packaging;
using Charts = DocumentFormat.OpenXml.Drawing.Charts;
using Drawing = DocumentFormat.OpenXml.Drawing;
using Word = DocumentFormat.OpenXml.Wordprocessing;

namespace Cluster.Coordination.Bulletins.Documents.Docx;

/// <summary>Charts as the word processor draws them: horizontal bars with their values, which stand in the chart itself.</summary>
internal sealed class DocxCharts(MainDocumentPart main)
{
    private const int EmuOfTwip = 635;
    private const int BarTwips = 480;
    private const int AroundTwips = 600;
    private const string Accent = "C00000";
    private const uint LabelAxis = 1;
    private const uint ValueAxis = 2;

    private uint _charts;

    public OpenXmlElement Of(Chart chart)
    {
        var id = $"rIdChart{++_charts}";
        main.AddNewPart<ChartPart>(id).ChartSpace = new ChartSpace(
            new RoundedCorners { Val = false },
            new Charts.Chart(
                new AutoTitleDeleted { Val = true }, PlotOf(chart), new PlotVisibleOnly { Val = true }, new DisplayBlanksAs { Val = DisplayBlanksAsValues.Gap }));
        var (width, height) = ((long)DocxPage.WidthTwips * EmuOfTwip, (long)((chart.Bars.Count * BarTwips) + AroundTwips) * EmuOfTwip);
        return new Word.Paragraph(
            new Word.ParagraphProperties(new Word.SpacingBetweenLines { Line = "240", LineRule = Word.LineSpacingRuleValues.Auto }),
            new Word.Run(new Word.Drawing(new Inline(
                new Extent { Cx = width, Cy = height },
                new DocProperties { Id = _charts, Name = chart.Caption, Description = string.Join("；", chart.Bars.Select(b => $"{b.Label}{b.Text}{chart.Unit}")) },
                new Drawing.Graphic(new Drawing.GraphicData(new ChartReference { Id = id })
                {
                    Uri = "http://schemas.openxmlformats.org/drawingml/2006/chart",
                })))));
    }

    private static PlotArea PlotOf(Chart chart) => new(
        new Layout(),
        new BarChart(
            new BarDirection { Val = BarDirectionValues.Bar }, new BarGrouping { Val = BarGroupingValues.Clustered }, new VaryColors { Val = false },
            new BarChartSeries(
                new Charts.Index { Val = 0U }, new Order { Val = 0U }, new SeriesText(new NumericValue(chart.Unit)),
                new ChartShapeProperties(new Drawing.SolidFill(new Drawing.RgbColorModelHex { Val = Accent })),
                new InvertIfNegative { Val = false },
                new DataLabels(
                    new ShowLegendKey { Val = false }, new ShowValue { Val = true }, new ShowCategoryName { Val = false }, new ShowSeriesName { Val = false },
                    new ShowPercent { Val = false }, new ShowBubbleSize { Val = false }),
                new CategoryAxisData(new StringLiteral(
                [
                    new PointCount { Val = (uint)chart.Bars.Count },
                    .. chart.Bars.Select((bar, index) => new StringPoint(new NumericValue(bar.Label)) { Index = (uint)index }),
                ])),
                new Values(new NumberLiteral(
                [
                    new FormatCode("0.0"), new PointCount { Val = (uint)chart.Bars.Count },
                    .. chart.Bars.Select((bar, index) =>
                        new NumericPoint(new NumericValue(bar.Value.ToString(CultureInfo.InvariantCulture))) { Index = (uint)index }),
                ]))),
            new GapWidth { Val = 60 }, new AxisId { Val = LabelAxis }, new AxisId { Val = ValueAxis }),
        new CategoryAxis(
            new AxisId { Val = LabelAxis }, new Scaling(new Orientation { Val = OrientationValues.MaxMin }), new Delete { Val = false },
            new AxisPosition { Val = AxisPositionValues.Left }, new CrossingAxis { Val = ValueAxis }),
        new ValueAxis(
            new AxisId { Val = ValueAxis }, new Scaling(new Orientation { Val = OrientationValues.MinMax }), new Delete { Val = true },
            new AxisPosition { Val = AxisPositionValues.Top }, new CrossingAxis { Val = LabelAxis }));
}
