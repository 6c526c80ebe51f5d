using Cluster.Ingestion.Files;
using static Cluster.Ingestion.Tests.Files.Workbook;

namespace Cluster.Ingestion.Tests.Files;

public sealed class XlsxFileTests
{
    private static readonly string Header = Row("key", "kind", "name", "status");
    private static readonly string Road = Row("a", "road", "x", "open");
    private const string Json = """{"key":"a","kind":"road","name":"x","status":"open"}""";

    [Fact]
    public void Rows_are_read_with_the_numbers_that_the_sheet_shows()
    {
        var file = FileOf.Xlsx(Of(Header, "", $"<row r=\"5\">{Road}</row>", $"<row r=\"9\">{Road}</row>", "<row r=\"10\"/>"));

        file.Rows().ShouldBe([Json, Json]);
        file.Parts().Single().Lines.ShouldBe([5, 9]);
        (file.Reading.Format, file.Reading.Sheet, file.Reading.HeaderLine).ShouldBe(("xlsx", "Sheet1", 1));
    }

    [Fact]
    public void Texts_are_shared_formatted_escaped_and_without_their_pronunciation()
    {
        var book = new Workbook().WithStrings("<t>a</t>", "<r><t>包</t></r><r><rPr/><t>银</t></r><rPh sb=\"0\" eb=\"1\"><t>bao</t></rPh><phoneticPr/>", "<t xml:space=\"preserve\"> x_x000D_\ny </t>", "<t/>", "")
            .WithSheet("s", [Row("key", "name", "note", "kind", "status"), $"<c t=\"s\"><v>0</v></c><c t=\"s\"><v>1</v></c><c t=\"s\"><v>2</v></c><c t=\"s\"><v>3</v></c><c t=\"s\"><v>4</v></c>"]);

        FileOf.Xlsx(book).Rows().ShouldBe(["""{"key":"a","name":"\u5305\u94F6","note":" x\r\ny "}"""]);
    }

    public static TheoryData<string, string, string> Cells => new()
    {
        { "statusDate", N("45930", Day), "\"statusDate\":\"2025-09-30\"" },
        { "statusDate", N("45930.333333333336", Day), "\"statusDate\":\"2025-09-30T08:00:00\"" },
        { "statusDate", N("44075", Month), "\"statusDate\":\"2020-09-01\"" },
        { "statusDate", N("45930"), "statusDate:ambiguous-date" },
        { "statusDate", N("60", Day), "statusDate:ambiguous-date" }, // the day that 1900 did not have
        { "statusDate", "<c t=\"d\"><v>2025-09-30T00:00:00</v></c>", "\"statusDate\":\"2025-09-30\"" },
        { "lengthKm", N("1234.5000000000002", Thousands), "\"lengthKm\":1234.5" },
        { "lengthKm", N("0.5", Percent), "\"lengthKm\":0.5" },
        { "lengthKm", N("120", InDays), "\"lengthKm\":120" }, // the letters are in quotes
        { "lengthKm", T("1,234.5"), "\"lengthKm\":1234.5" },
        { "lengthKm", F("1+1", "2"), "\"lengthKm\":2" },
        { "lengthKm", F("1+1", null), "lengthKm:formula-without-value" },
        { "lengthKm", "<c t=\"e\"><v>#REF!</v></c>", "lengthKm:cell-error" },
        { "route", "<c t=\"str\"><f>\"G\"&amp;6</f><v>G6</v></c>", "\"route\":\"G6\"" },
        { "route", N("150203", SixZeros), "\"route\":\"150203\"" },
        { "route", N("203", SixZeros), "\"route\":\"000203\"" }, // its zeros are shown and so not lost
        { "route", N("1.5020300000000001E+17"), "route:code-became-number" },
        { "route", N("45930", Day), "route:code-became-number" },
        { "note", N("12.5"), "\"note\":\"12.5\"" },
    };

    [Theory]
    [MemberData(nameof(Cells))]
    public void A_cell_is_read_as_it_is_shown_or_refused(string field, string cell, string expected) =>
        FileOf.Xlsx(Of(Header + T(field), Road + cell)).Rows().ShouldHaveSingleItem().ShouldContain(expected);

    [Fact]
    public void A_formula_that_shows_nothing_is_not_given() =>
        FileOf.Xlsx(Of(Header + T("里程"), Road + "<c t=\"str\"><f>IF(1,\"\")</f><v></v></c>")).Rows().ShouldBe([Json]);

    [Fact]
    public void A_number_in_a_column_of_codes_with_leading_zeros_may_have_lost_its_own() =>
        FileOf.Xlsx(Of(Header, Row("001", "road", "x", "open"), N("2") + Row("road", "x", "open"))).Rows()[1].ShouldEndWith(" key:code-became-number");

    [Fact]
    public void Days_are_counted_from_1904_where_the_workbook_says_so()
    {
        var book = Of(Header + T("statusDate"), Road + N("44468", Day)).WithPart("xl/workbook.xml", """
            <workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">
            <workbookPr date1904="1"/><sheets><sheet name="s" sheetId="1" r:id="rId1"/></sheets></workbook>
            """);

        FileOf.Xlsx(book).Rows()[0].ShouldContain("\"statusDate\":\"2025-09-30\"");
    }

    /// <summary>A title over all columns, a unit line, groups over sub-headings, names merged downwards, units, subtotals, notes.</summary>
    [Fact]
    public void A_workbook_as_offices_keep_it_is_read()
    {
        var book = Of(
            Row("2025年全市路网情况一览表"),
            "<c r=\"F2\" t=\"inlineStr\"><is><t>单位：亿元</t></is></c>",
            Row("线段编码", "基本情况", "", "", "规模", ""),
            Row("", "名称", "类别", "状态", "里程(公里)", "投资"),
            Row("合　计", "", "", "", "1,300", "20"),
            Row("其中：新开工", "", "", "", "300", "5"),
            Row("a", "东河—固阳", "公路", "在建", "１，２３４．５", "—"),
            Empty + Empty + Empty,
            T("b") + T("固阳—达茂") + T("公路") + T("在建") + N("65.5") + N("5.25"),
            Row("填表人：张三", "", "审核人：李四"));

        var file = FileOf.Xlsx(book);

        file.Rows().Length.ShouldBe(2);
        file.Rows()[0].ShouldContain("\"lengthKm\":1234.5");
        file.Rows()[0].ShouldNotContain("investmentWan");
        file.Rows()[1].ShouldContain("\"investmentWan\":52500.00");
        file.Reading.HeaderLine.ShouldBe(4);
        file.Reading.Skipped.Select(s => $"{s.Line} {s.Reason}").ShouldBe(["5 subtotal", "6 subtotal", "10 note"]);
    }

    [Fact]
    public void Of_several_sheets_the_first_with_the_header_is_read_or_the_one_that_is_asked_for()
    {
        var book = new Workbook()
            .WithSheet("封面", [Row("路网数据")])
            .WithSheet("旧数据", [Header, Row("old", "road", "x", "open")], "hidden")
            .WithSheet("一季度", [Header, Road])
            .WithSheet("二季度", [Header, Row("b", "road", "x", "open")]);

        FileOf.Xlsx(book).Rows().ShouldBe([Json]);
        FileOf.Xlsx(book, "二季度").Rows()[0].ShouldContain("\"b\"");
        FileOf.Xlsx(book, "旧数据").Rows()[0].ShouldContain("\"old\"");
        FileOf.Refused(() => FileOf.Xlsx(book, "三季度")).ShouldBe("sheet-not-found");
        FileOf.Refused(() => FileOf.Xlsx(book, "封面")).ShouldBe("header-not-found");
    }

    [Fact]
    public void Macros_are_not_looked_at() => FileOf.Xlsx(Of(Header, Road).WithPart("xl/vbaProject.bin", "Sub Auto_Open()")).Rows().ShouldBe([Json]);

    [Fact]
    public void Only_columns_that_hold_something_count() =>
        FileOf.Xlsx(Of(Header, $"{Road}<c r=\"XFD2\" s=\"1\"/>")).Rows().ShouldBe([Json]);
}
