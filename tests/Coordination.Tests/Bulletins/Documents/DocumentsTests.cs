using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Cluster.Coordination.Bulletins.Checking;
using Cluster.Coordination.Bulletins.Collecting;
using Cluster.Coordination.Bulletins.Documents;
using Cluster.Coordination.Bulletins.Documents.Docx;
using Cluster.Coordination.Bulletins.Documents.Pdf;
using Cluster.Coordination.Bulletins.Templates;
using Cluster.ServiceDefaults;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using DocumentFormat.OpenXml.Wordprocessing;
using Block = Cluster.Coordination.Bulletins.Documents.Block;
using Table = Cluster.Coordination.Bulletins.Documents.Table;

namespace Cluster.Coordination.Tests.Bulletins.Documents;

public sealed partial class DocumentsTests
{
    private const string FontFolder = "/usr/share/fonts/opentype/noto";
    private static readonly BulletinHead Head = new("2026Q3-1", "包协办〔2026〕3号", new DateOnly(2026, 10, 15));

    private static BulletinDocument Document => Of(PublishedFigures.Whole);

    [Fact]
    public void Every_figure_of_the_text_links_to_the_rows_behind_it()
    {
        var paragraph = Document.Blocks.OfType<Cluster.Coordination.Bulletins.Documents.Paragraph>().ElementAt(1);

        string.Concat(paragraph.Runs.Select(r => r.Text)).ShouldStartWith(
            "2026年9月末，全市项目库在库项目504个，已开工0个，开工率0.0%；总投资4041.6亿元，年度计划投资2020.8亿元，1—9月完成投资1419.0亿元，投资完成率70.2%，序时进度75.0%。");
        paragraph.Runs.Where(r => Figure().IsMatch(r.Text)).Where(r => !r.Text.Contains('月'))
            .ShouldAllBe(r => r.Source == "http://localhost:8080/api/coordination/project-dispatch?month=2026-09");
        Document.Blocks.OfType<Table>().First().Rows[0][3].Source.ShouldBe("http://localhost:8080/api/coordination/project-dispatch?month=2026-09&by=county");
    }

    [Fact]
    public void Ties_share_a_place_and_a_zero_plan_has_no_rate()
    {
        var rows = Document.Blocks.OfType<Table>().First().Rows.Select(row => row.Select(r => r.Text).ToArray()).ToList();

        rows[0].ShouldBe(["昆都仑区", "60", "4000000", "3102000", "21.9%", "1", "77.6%", "2"]);
        rows[1].ShouldBe(["青山区", "59", "3805000", "3102000", "21.9%", "1", "81.5%", "1"]);
        rows[2][5].ShouldBe("3");
        rows[5].ShouldBe(["白云鄂博矿区", "55", "0", "121000", "0.8%", "9", "—", "—"]);
        rows[^1].ShouldBe(["合计", "504", "20208000", "14190000", "100.0%", "—", "70.2%", "—"]);
    }

    [Fact]
    public void The_text_is_whole_and_lists_its_sources()
    {
        var text = Encoding.UTF8.GetString(WriteText.Of(Document));

        text.ShouldContain("包头市推动呼包鄂及乌兰察布协同发展领导小组办公室文件\n\n包协办〔2026〕3号\n\n关于2026年第三季度行动计划推进情况的通报\n");
        text.ShouldContain(
            "本季度应报5份（截止日2026年10月22日），按期2份，逾期1份，经批准逾期1份，未报1份，及时率40.0%；应报事项6项，已报4项，无变化1项，缺1项，完整率66.7%。未报的部门：市水务局1份（T27）。[");
        text.ShouldContain("2026年9月30日，项目和任务共6个，总灯为绿灯3个，黄灯1个，红灯1个，未报0个；未开工1个，停缓建0个，已完成0个，无可评0个，不计入亮灯统计。[");
        text.ShouldContain("\n北绕城快速路\t市交通运输局\t红灯:计划开工月已过\n");
        text.ShouldContain("\n引导产业协同发展\t6\t3\t1\t1\t0\t1\n");
        text.ShouldContain("各产业链内按完成投资居首的旗县区：稀土为昆都仑区（310.2亿元），稀土为青山区（310.2亿元）。[");
        text.ShouldContain("\n稀土\t东河区\t58\t3000000\t2107000\t3\t70.2%\t3\n");
        text.ShouldContain("] http://localhost:8080/api/coordination/reporting/matrix?from=2026Q3&to=2026Q3&asOf=2026-10-14\n");
        text.ShouldContain("] http://localhost:8080/api/coordination/lights?asOf=2026-09-30&light=red\n");
        text.ShouldContain("[1] http://localhost:8080/api/coordination/project-dispatch?month=2026-09\n");
        text.ShouldContain("2026年10月15日\n");
        text.ShouldNotContain("{");
    }

    [Fact]
    public void What_is_rounded_is_noted_and_only_then()
    {
        var halves = PublishedFigures.Of(
            PublishedFigures.Sum(2, 0, 0, 0.1m), [PublishedFigures.New(PublishedFigures.Sum(1, 0, 0, 0.05m)), PublishedFigures.Continued(PublishedFigures.Sum(1, 0, 0, 0.05m))], []);

        Encoding.UTF8.GetString(WriteText.Of(Of(halves))).ShouldContain("末位略有出入");
        Encoding.UTF8.GetString(WriteText.Of(Document)).ShouldNotContain("末位略有出入");
    }

    [Fact]
    public void A_template_that_names_a_figure_which_there_is_none_of_is_found_before_it_is_used()
    {
        var template = BulletinTemplates.Current with { Blocks = [new TemplateBlock(Paragraph: [new TemplatePiece("{projects.doneYi}亿元，{projects.typo}")])] };

        Should.Throw<InvalidDataException>(() => BulletinTemplates.Try(template)).Message.ShouldContain("projects.typo");
        Should.Throw<InvalidDataException>(() => BulletinTemplates.Try(template with
        {
            Blocks = [new TemplateBlock(Paragraph: [new TemplatePiece("{typo}", Each: "county.byAmount")])],
        })).Message.ShouldContain("typo");
    }

    /// <summary>A bulletin says by which version it was made, so a version that was used says the same for ever: what is to be said otherwise is a new one.</summary>
    [Theory]
    [InlineData("quarterly", 1, "4b607ac15d2587a765d81fa77bc6543a0a44e0f5c6dfc7704034c2e2fcf862c9")]
    [InlineData("quarterly", 2, "7f3b5376b5c49cb84d5e25a33ea77f51c69f149f3fb9ad74a30d75902083dee5")]
    public void A_published_template_is_never_changed(string name, int version, string sha256)
    {
        var template = BulletinTemplates.Published.Single(t => (t.Name, t.Version) == (name, version));

        Convert.ToHexStringLower(SHA256.HashData(CanonicalJson.Write(JsonNode.Parse(BulletinTemplates.Write(template))))).ShouldBe(sha256);
        BulletinTemplates.Write(BulletinTemplates.Read(BulletinTemplates.Write(template))).ShouldBe(BulletinTemplates.Write(template));
    }

    [Theory]
    [InlineData("关于2026年第三季度行动计划推进情况的通报", "关于2026年第三季度行", "动计划推进情况的通报")]
    [InlineData("关于2026年第三季度\n行动计划推进情况的通报", "关于2026年第三季度", "行动计划推进情况的通报")] // as the template says
    [InlineData("关于项目投资的通报", "关于项目投资的通报")]
    [InlineData("关于包头市推动呼包鄂及乌兰察布协同发展行动计划2026年第三季度推进情况的通报", "关于包头市推动呼包鄂及乌兰察布协同发展", "行动计划2026年第三季度推进情况的通报")]
    public void A_title_of_several_lines_has_them_of_about_one_length(string title, params string[] lines) => TitleLines.Of(title).ShouldBe(lines);

    [Fact]
    public void The_docx_is_valid_and_has_the_page_of_an_official_document()
    {
        using var stream = new MemoryStream(WriteDocx.Of(Document));
        using var package = WordprocessingDocument.Open(stream, isEditable: false);

        new OpenXmlValidator(FileFormatVersions.Microsoft365).Validate(package).Select(e => $"{e.Part?.Uri} {e.Path?.XPath} {e.Description}").ShouldBeEmpty();
        var section = package.MainDocumentPart!.Document!.Body!.GetFirstChild<SectionProperties>()!;
        var (size, margin, grid) = (section.GetFirstChild<PageSize>()!, section.GetFirstChild<PageMargin>()!, section.GetFirstChild<DocGrid>()!);
        (Millimetres(size.Width!), Millimetres(size.Height!)).ShouldBe((210, 297));
        (Millimetres((uint)margin.Top!.Value), Millimetres(margin.Left!), Millimetres(margin.Right!), Millimetres((uint)margin.Bottom!.Value)).ShouldBe((37, 28, 26, 35));
        // 22 lines of 28 characters fit, and a 23rd or 29th would not.
        var (height, width) = (16838 - margin.Top.Value - margin.Bottom.Value, 11906 - (int)margin.Left!.Value - (int)margin.Right!.Value);
        (height / grid.LinePitch!.Value).ShouldBe(22);
        var character = 16 + (grid.CharacterSpace!.Value / 4096m);
        decimal.Floor(width / 20m / character).ShouldBe(28);
        var fonts = package.MainDocumentPart.Document.Descendants<RunFonts>().Select(f => f.EastAsia!.Value).Distinct().ToList();
        fonts.ShouldBe(["方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312"], ignoreOrder: true);
        package.MainDocumentPart.Document.Descendants<Hyperlink>().ShouldNotBeEmpty();
        package.MainDocumentPart.ChartParts.Count().ShouldBe(1);
        package.MainDocumentPart.FooterParts.Select(f => f.Footer!.InnerText).ShouldAllBe(t => t == "— 1 —");
    }

    [Fact]
    public void The_same_document_makes_the_same_bytes_in_every_format()
    {
        WriteText.Of(Document).ShouldBe(WriteText.Of(Document));
        WriteDocx.Of(Document).ShouldBe(WriteDocx.Of(Document));
        WritePdf.Of(Document, FontFolder).ShouldBe(WritePdf.Of(Document, FontFolder));
    }

    [Fact]
    public void The_pdf_has_its_fonts_and_links_in_it()
    {
        var pdf = WritePdf.Of(Document, FontFolder);
        if (Environment.GetEnvironmentVariable("CLUSTER_TEST_OUTPUT") is { Length: > 0 } folder)
        {
            File.WriteAllBytes(Path.Combine(folder, "bulletin.pdf"), pdf);
            File.WriteAllBytes(Path.Combine(folder, "bulletin.docx"), WriteDocx.Of(Document));
            File.WriteAllBytes(Path.Combine(folder, "bulletin.txt"), WriteText.Of(Document));
        }

        var text = Encoding.Latin1.GetString(pdf);
        text.ShouldStartWith("%PDF-1.");
        text.ShouldContain("/MediaBox [0 0 595 842]");
        text.ShouldContain("/URI (http://localhost:8080/api/coordination/project-dispatch?month=2026-09&by=county)");
        var streams = StreamsOf(pdf).ToList();
        var maps = streams.Where(s => s.Contains("beginbfchar") || s.Contains("beginbfrange")).ToList();
        foreach (var character in "通报包协办关于行目") // the last two share their glyphs with radicals
        {
            (maps.Exists(m => m.Contains($"<{(int)character:X4}>")) || streams.Exists(s => s.Contains($"/ActualText <FEFF{(int)character:X4}>")))
                .ShouldBeTrue($"{character} cannot be copied out of the PDF");
        }

        pdf.Length.ShouldBeLessThan(1_500_000); // a whole collection of fonts would be some twenty times that
    }

    [Fact]
    public void Without_the_fonts_a_pdf_is_refused_and_nothing_else()
    {
        var refused = Should.Throw<RefusedException>(() => WritePdf.Of(Document, "/nowhere"));

        (refused.Problem.Extensions["code"], refused.Problem.Status).ShouldBe(("bulletin-fonts-missing", 503));
        WriteDocx.Of(Document).Length.ShouldBeGreaterThan(0);
    }

    [Theory]
    [InlineData("""{"b":1,"a":{"d":[2,1],"c":null}}""", """{"a":{"c":null,"d":[2,1]},"b":1}""")]
    [InlineData("""{ "x" : 10.5000, "y": 1e2, "z": -0.10 }""", """{"x":10.5,"y":100,"z":-0.1}""")]
    [InlineData("""{"词":"\u5305\t\"\u0001/"}""", """{"词":"包\t\"\u0001/"}""")]
    [InlineData("""{"é":1,"z":2,"Z":3,"€":4}""", """{"Z":3,"z":2,"é":1,"€":4}""")]
    public void Json_has_one_form(string given, string expected) => Encoding.UTF8.GetString(CanonicalJson.Write(JsonNode.Parse(given))).ShouldBe(expected);

    internal static BulletinDocument Of(BulletinFigures figures) =>
        ComposeDocument.From(BulletinTemplates.Current, figures, BulletinChecks.Of(figures), Head);

    private static int Millimetres(uint twips) => (int)Math.Round(twips / 1440m * 25.4m);

    private static IEnumerable<string> StreamsOf(byte[] pdf)
    {
        var text = Encoding.Latin1.GetString(pdf);
        foreach (Match stream in Stream().Matches(text))
        {
            using var inflating = new ZLibStream(new MemoryStream(pdf, stream.Index + stream.Length, pdf.Length - stream.Index - stream.Length), CompressionMode.Decompress);
            using var inflated = new MemoryStream();
            inflating.CopyTo(inflated);
            yield return Encoding.Latin1.GetString(inflated.ToArray());
        }
    }

    [GeneratedRegex(@"^[\d.]+%?$", RegexOptions.None, 5_000)]
    private static partial Regex Figure();

    [GeneratedRegex(@"/Filter /FlateDecode[^>]*>>\s*stream\r?\n|/FlateDecode\s*/Length \d+>> stream\r?\n", RegexOptions.ExplicitCapture, 5_000)]
    private static partial Regex Stream();
}
