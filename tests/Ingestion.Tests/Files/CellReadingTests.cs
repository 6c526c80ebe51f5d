using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Cluster.Infrastructure.Segments;
using Cluster.Ingestion.Files;

namespace Cluster.Ingestion.Tests.Files;

public sealed class CellReadingTests
{
    private static readonly Dictionary<string, Field> Fields = new Field[]
    {
        new TextField("text", "名称", "The name", MaxLength: 40),
        new TextField("lines", "说明", "The note", MaxLength: 40, Lines: true),
        new TextListField("texts", "途经地", "The places", MaxLength: 40, MaxCount: 9),
        new DecimalField("km", "里程", "The length", "km", 0m, 5_000m, 3),
        new DecimalField("share", "占比", "The share", "%", 0m, 100m, 2),
        new IntegerField("count", "件数", "The count", "件", 0, long.MaxValue),
        new FlagField("flag", "标志", "The flag"),
        new DateField("day", "日期", "The day"),
        new MonthField("month", "月份", "The month"),
        new QuarterField("quarter", "季度", "The quarter"),
        new CodeField<SegmentKind>("kind", "类别", "The kind", Segment.Kinds),
        new CreditCodeField("creditCode", "统一社会信用代码", "The credit code"),
        new DivisionCodeField("division", "行政区划代码", "The division"),
    }.ToDictionary(f => f.Name);

    [Theory]
    [InlineData("km", CellKind.Written, "1,234.5", "1234.5")]
    [InlineData("km", CellKind.Written, "12，345，678", "12345678")]
    [InlineData("km", CellKind.Written, "１２．５", "12.5")]
    [InlineData("km", CellKind.Written, " 12.50 ", "12.50")]
    [InlineData("km", CellKind.Written, "+7", "7")]
    [InlineData("km", CellKind.Written, "－7", "-7")]
    [InlineData("km", CellKind.Written, "−7", "-7")]
    [InlineData("km", CellKind.Written, "007.5", "7.5")]
    [InlineData("km", CellKind.Written, ".5", "0.5")]
    [InlineData("km", CellKind.Written, "-.5", "-0.5")]
    [InlineData("km", CellKind.Written, "000", "0")]
    [InlineData("km", CellKind.Written, "1.2E+3", "1.2E+3")]
    [InlineData("km", CellKind.Written, "12.5 km", "12.5")]
    [InlineData("km", CellKind.Written, "12.5KM", "12.5")]
    [InlineData("km", CellKind.Number, "12.300000000000001", "12.3")] // as the spreadsheet shows it
    [InlineData("km", CellKind.Number, "0.30000000000000004", "0.3")]
    [InlineData("km", CellKind.Number, "43", "43")]
    [InlineData("km", CellKind.Number, "1.5E-3", "1.5E-3")]
    [InlineData("share", CellKind.Written, "90.5%", "90.5")]
    [InlineData("share", CellKind.Written, "90％", "90")]
    [InlineData("count", CellKind.Number, "9007199254740993", "9007199254740993")]
    [InlineData("km", CellKind.Written, "1,23", "\"1,23\"")] // no thousands separator: refused as text
    [InlineData("km", CellKind.Written, "12 m", "\"12 m\"")]
    [InlineData("km", CellKind.Written, "约12", "\"约12\"")]
    [InlineData("km", CellKind.Written, "12.5.1", "\"12.5.1\"")]
    [InlineData("km", CellKind.Written, "(12)", "\"(12)\"")]
    [InlineData("km", CellKind.Written, "NaN", "\"NaN\"")]
    [InlineData("km", CellKind.Written, "0x12", "\"0x12\"")]
    [InlineData("km", CellKind.Date, "2025-09-30", "\"2025-09-30\"")]
    [InlineData("flag", CellKind.Written, "是", "true")]
    [InlineData("flag", CellKind.Written, "否", "false")]
    [InlineData("flag", CellKind.Flag, "TRUE", "true")]
    [InlineData("flag", CellKind.Number, "0", "false")]
    [InlineData("flag", CellKind.Written, "也许", "\"也许\"")]
    [InlineData("day", CellKind.Written, "2025-9-3", "\"2025-09-03\"")]
    [InlineData("day", CellKind.Written, "2025/9/30", "\"2025-09-30\"")]
    [InlineData("day", CellKind.Written, "2025.9.30", "\"2025-09-30\"")]
    [InlineData("day", CellKind.Text, "2025年9月3日", "\"2025-09-03\"")]
    [InlineData("day", CellKind.Text, "２０２５年９月３日", "\"2025-09-03\"")]
    [InlineData("day", CellKind.Written, "20250930", "\"2025-09-30\"")]
    [InlineData("day", CellKind.Number, "20250930", "\"2025-09-30\"")]
    [InlineData("day", CellKind.Written, "2025/9/30 0:00:00", "\"2025-09-30\"")]
    [InlineData("day", CellKind.Date, "2025-09-30", "\"2025-09-30\"")]
    [InlineData("day", CellKind.Date, "2025-09-30T08:00:00", "\"2025-09-30T08:00:00\"")]
    [InlineData("day", CellKind.Written, "30/09/2025", "\"30/09/2025\"")] // which is the month is not said: refused
    [InlineData("day", CellKind.Written, "2025年9月", "\"2025年9月\"")]
    [InlineData("month", CellKind.Written, "2020年9月", "\"2020-09\"")]
    [InlineData("month", CellKind.Written, "2020.9", "\"2020-09\"")]
    [InlineData("month", CellKind.Written, "2020.10", "\"2020-10\"")]
    [InlineData("month", CellKind.Written, "2020/9", "\"2020-09\"")]
    [InlineData("month", CellKind.Written, "202009", "\"2020-09\"")]
    [InlineData("month", CellKind.Text, "2020.1", "\"2020-01\"")] // typed as text, so nothing is lost
    [InlineData("month", CellKind.Number, "2020.11", "\"2020-11\"")]
    [InlineData("month", CellKind.Number, "2020.09", "\"2020-09\"")]
    [InlineData("month", CellKind.Date, "2020-09-01", "\"2020-09\"")]
    [InlineData("month", CellKind.Date, "2020-09-15", "\"2020-09-15\"")]
    [InlineData("month", CellKind.Number, "2020", "\"2020\"")]
    [InlineData("month", CellKind.Written, "20201", "\"20201\"")]
    [InlineData("quarter", CellKind.Written, "2025Q3", "\"2025Q3\"")]
    [InlineData("quarter", CellKind.Written, "2025年第三季度", "\"2025Q3\"")]
    [InlineData("quarter", CellKind.Written, "2025年3季度", "\"2025Q3\"")]
    [InlineData("quarter", CellKind.Written, "2025 年 第 4 季度", "\"2025Q4\"")]
    [InlineData("quarter", CellKind.Written, "2025-q1", "\"2025Q1\"")]
    [InlineData("quarter", CellKind.Written, "20253", "\"20253\"")]
    [InlineData("quarter", CellKind.Written, "三季度", "\"三季度\"")]
    [InlineData("kind", CellKind.Written, "铁路", "\"铁路\"")]
    [InlineData("texts", CellKind.Written, "东河区、固阳县；达茂旗,石拐区", "[\"东河区\",\"固阳县\",\"达茂旗\",\"石拐区\"]")]
    [InlineData("texts", CellKind.Written, "东河区\n 固阳县 \n", "[\"东河区\",\"固阳县\"]")]
    [InlineData("text", CellKind.Number, "1501", "\"1501\"")]
    [InlineData("text", CellKind.Text, "00123", "\"00123\"")]
    [InlineData("text", CellKind.Written, "00123", "\"00123\"")]
    [InlineData("lines", CellKind.Number, "12.5", "\"12.5\"")]
    [InlineData("division", CellKind.Number, "150203", "\"150203\"")]
    public void A_cell_becomes_the_value_that_a_system_would_send(string field, CellKind kind, string text, string json) =>
        Read(field, kind, text).ShouldBe((json, null));

    [Theory]
    [InlineData("month", CellKind.Number, "2020.9", "ambiguous-month")] // was it 2020.9 or 2020.90, and which month was meant
    [InlineData("month", CellKind.Number, "2020.1", "ambiguous-month")]
    [InlineData("month", CellKind.Written, "2020.1", "ambiguous-month")]
    [InlineData("day", CellKind.Number, "45930", "ambiguous-date")]
    [InlineData("creditCode", CellKind.Number, "9.1150207MA0N1234E+17", "code-became-number")]
    [InlineData("creditCode", CellKind.Number, "911502070000000000", "code-became-number")]
    [InlineData("creditCode", CellKind.Written, "9.11502E+17", "code-became-number")]
    [InlineData("text", CellKind.Written, "1.50203E+17", "code-became-number")]
    [InlineData("text", CellKind.Number, "4.1", "code-became-number")] // 4.10?
    [InlineData("text", CellKind.Date, "2025-06-01", "code-became-number")] // 6-1
    [InlineData("division", CellKind.Number, "150203.5", "code-became-number")]
    public void What_cannot_be_undone_exactly_is_refused(string field, CellKind kind, string text, string code) =>
        Read(field, kind, text).ShouldBe(("{}", code));

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("　")]
    [InlineData("—")]
    [InlineData("——")]
    [InlineData("-")]
    [InlineData("－")]
    [InlineData("/")]
    public void Blanks_and_dashes_are_not_given(string text) => CellReading.IsGiven(new Cell(CellKind.Written, text)).ShouldBeFalse();

    [Theory]
    [InlineData("0")]
    [InlineData("无")]
    [InlineData("-1")]
    [InlineData("———————")]
    public void Everything_else_is_given(string text) => CellReading.IsGiven(new Cell(CellKind.Written, text)).ShouldBeTrue();

    [Fact]
    public void Half_of_a_surrogate_pair_stays_visible_as_a_lost_character() => Read("text", CellKind.Text, "a\ud800b").ShouldBe(("\"a\uFFFDb\"", null));

    [Fact]
    public void A_number_may_have_lost_its_zero_where_other_codes_of_its_column_have_one() =>
        Read("text", CellKind.Number, "1501", hasLeadingZeros: true).ShouldBe(("{}", "code-became-number"));

    [Fact]
    public void A_share_that_is_shown_as_percent_is_read_as_shown() =>
        Read(Fields["share"], new Cell(CellKind.Number, "0.905", IsPercent: true), 1, hasLeadingZeros: false).ShouldBe(("90.500", null));

    [Theory]
    [InlineData("1.5", 10_000, "15000.0")]
    [InlineData("1e40", 10_000, "1e40")] // too large for any field, which says so
    public void A_figure_in_another_unit_is_converted(string text, int factor, string json)
    {
        var (value, fault) = Read(Fields["km"], new Cell(CellKind.Written, text), factor, hasLeadingZeros: false);

        (value, fault).ShouldBe((json, null));
    }

    private static (string Json, string? Fault) Read(string field, CellKind kind, string text, bool hasLeadingZeros = false) =>
        Read(Fields[field], new Cell(kind, text), 1, hasLeadingZeros);

    private static (string Json, string? Fault) Read(Field field, Cell cell, decimal factor, bool hasLeadingZeros)
    {
        using var stream = new MemoryStream();
        Fault? fault;
        using (var json = new Utf8JsonWriter(stream, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            fault = CellReading.Write(json, new Column(field, 0, factor, hasLeadingZeros), cell);
            json.WriteEndObject();
        }

        var text = Encoding.UTF8.GetString(stream.ToArray());
        return (fault is null ? text[(field.Name.Length + 4)..^1] : text, fault?.Code);
    }
}
