using System.Net;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;

namespace Cluster.Ingestion.Tests.Files;

public sealed class TemplateTests(InfrastructureService infrastructure) : IDisposable
{
    private const string Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private readonly Department _transport = infrastructure.NewDepartment();
    private readonly Department _others = infrastructure.NewDepartment();

    public void Dispose()
    {
        _transport.Dispose();
        _others.Dispose();
    }

    [Fact]
    public async Task A_template_holds_the_departments_own_rows_and_sent_back_as_it_is_changes_nothing()
    {
        await _others.Push(_others.Road("theirs"));
        var full = _transport.Road("001", 12.345m);
        (full["route"], full["technicalClass"], full["openedOn"], full["status"], full["investmentWan"], full["note"]) =
            ("=G6", "class-1", "2024-02-29", "open", 1234.5m, "一标段\n\t二标段");
        full["touches"] = new System.Text.Json.Nodes.JsonArray("东河区、石拐区", "固阳县");
        await _transport.Push(full, _transport.Road("002"));

        var answer = await _transport.PushFile(await Template(), Xlsx);

        (answer.Status, answer.Count("unchanged")).ShouldBe((HttpStatusCode.OK, 2), answer.Text);
        answer.Json["rows"]!.AsArray().Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_template_is_a_sound_workbook_with_units_drop_downs_and_an_explanation()
    {
        await _transport.Push(_transport.Road("a"));
        using var book = SpreadsheetDocument.Open(new MemoryStream(await Template()), isEditable: false);

        new OpenXmlValidator().Validate(book).Select(e => $"{e.Part?.Uri} {e.Path?.XPath}: {e.Description}").ShouldBeEmpty();
        var sheets = book.WorkbookPart!.Workbook.Sheets!.Elements<DocumentFormat.OpenXml.Spreadsheet.Sheet>().ToList();
        sheets.Select(s => $"{s.Name} {s.State?.InnerText}".Trim()).ShouldBe(["数据", "填表说明", "选项 hidden"]);
        var data = ((WorksheetPart)book.WorkbookPart.GetPartById(sheets[0].Id!)).Worksheet;
        data.Descendants<DocumentFormat.OpenXml.Spreadsheet.Row>().First().Elements<DocumentFormat.OpenXml.Spreadsheet.Cell>().Select(c => c.InnerText).ShouldBe(
            ["线段编码*", "类别*", "名称*", "状态*", "路线编号", "途经地", "里程(km)", "技术等级", "状态日期", "通车日期", "投资(万元)", "说明",
             "起点节点", "终点节点", "途经节点", "共线路线编号", "等级起始日期", "以前的技术等级", "走向起始日期", "车道数(条)", "开工日期", "建成日期", "坐标系", "线位", "建设项目"]);
        data.Descendants<DataValidation>().Select(v => $"{v.SequenceOfReferences!.InnerText![..1]} {v.Formula1!.InnerText}").ShouldBe(
            ["B 选项!$A$1:$A$2", "D 选项!$B$1:$B$5", "H 选项!$C$1:$C$8", "W 选项!$D$1:$D$4"]);
        ((WorksheetPart)book.WorkbookPart.GetPartById(sheets[1].Id!)).Worksheet.InnerText.ShouldContain("高速  expressway");
    }

    [Fact]
    public async Task A_department_without_rows_gets_an_empty_one_and_others_none()
    {
        (await _transport.PushFile(await Template(), Xlsx)).Code.ShouldBe("no-rows");

        using var office = infrastructure.One.As("领导小组办公室", "office");
        using var answer = await office.GetAsync($"{Department.Segments}/template.xlsx");
        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    private async Task<byte[]> Template()
    {
        using var answer = await _transport.Http.GetAsync($"{Department.Segments}/template.xlsx");
        answer.Content.Headers.ContentType!.MediaType.ShouldBe(Xlsx);
        answer.Content.Headers.ContentDisposition!.FileName.ShouldBe("infrastructure-segments.xlsx");
        return await answer.Content.ReadAsByteArrayAsync();
    }
}
