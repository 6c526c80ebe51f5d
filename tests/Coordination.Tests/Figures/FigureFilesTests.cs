using System.Net;
using System.Text;
using Cluster.Fixtures;
using Cluster.Ingestion.Tests.Files;
using static Cluster.Coordination.Tests.Figures.FiguresCollection;

namespace Cluster.Coordination.Tests.Figures;

/// <summary>A table states its unit once, above itself: it is the unit of its rows, or its rows contradict it; it is never passed over.</summary>
[Collection(Name)]
public sealed class FigureFilesTests(CoordinationService coordination)
{
    private const string Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private readonly HttpClient _reform = coordination.Service.As("市发改委");

    [Fact]
    public async Task The_unit_above_a_workbooks_table_is_the_unit_of_its_rows()
    {
        await coordination.Office.Push(MeasuresApi, Measure("x-line"));
        var book = Workbook.Of(
            Workbook.Row("财政收入情况表"), Workbook.Row("单位：亿元"), Workbook.Row("指标", "地区", "期间", "数据性质", "数值"),
            Workbook.Row("x-line", "150200", "2025年9月", "本年累计") + Workbook.N("2.5"));

        var answer = await Push(book.Bytes(), Xlsx);

        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Text);
        answer.Row(0)["notes"]![0]!["taken"]!.GetValue<string>().ShouldBe("25000 万元");
        (await _reform.Read($"{FiguresApi}/x-line.150200.2025-09"))["value"]!.GetValue<decimal>().ShouldBe(25_000);
    }

    [Theory]
    [InlineData("单位:亿元\n指标,地区,期间,数据性质,数值,计量单位\nx-csv,150200,2025-09,本年累计,2.5,\n", "")]
    [InlineData("指标,地区,期间,数据性质,数值（亿元）\nx-csv,150200,2025-09,本年累计,2.5\n", "")]
    [InlineData("单位:亿元\n指标,地区,期间,数据性质,数值,计量单位\nx-csv,150200,2025-09,本年累计,2.5,亿元\n", "")]
    [InlineData("单位:亿元\n指标,地区,期间,数据性质,数值,计量单位\nx-csv,150200,2025-09,本年累计,2.5,万元\n", "unit:unit-contradicts-file")]
    [InlineData("单位:吨\n指标,地区,期间,数据性质,数值\nx-csv,150200,2025-09,本年累计,2.5\n", "unit:unit-not-convertible")]
    [InlineData("单位:亿元,单位:吨\n指标,地区,期间,数据性质,数值,计量单位\nx-csv,150200,2025-09,本年累计,2.5,\n", "unit:required")]
    public async Task A_unit_that_a_file_states_is_taken_or_the_row_is_refused(string text, string fault)
    {
        await coordination.Office.Push(MeasuresApi, Measure("x-csv"));

        var answer = await Push(Encoding.UTF8.GetBytes(text), "text/csv");

        answer.Faults().ShouldBe(fault.Length > 0 ? [fault] : [], answer.Text);
        var taken = answer.Row(0)["notes"]?[0]!["taken"]!.GetValue<string>();
        taken.ShouldBe(fault.Length > 0 ? null : "25000 万元");
    }

    [Fact]
    public async Task A_file_without_any_unit_is_refused_as_a_whole()
    {
        var answer = await Push(Encoding.UTF8.GetBytes("指标,地区,期间,数据性质,数值\nx-csv,150200,2025-09,本年累计,2.5\n"), "text/csv");

        (answer.Code, answer.Json["field"]!.GetValue<string>()).ShouldBe(("columns-missing", "unit"));
    }

    private async Task<ApiAnswer> Push(byte[] file, string type)
    {
        using var content = new ByteArrayContent(file);
        content.Headers.ContentType = new(type);
        using var response = await _reform.PostAsync($"{FiguresApi}/file{(type == Xlsx ? "" : "?mode=validate")}", content);
        return new ApiAnswer(response.StatusCode, await response.Content.ReadAsStringAsync());
    }
}
