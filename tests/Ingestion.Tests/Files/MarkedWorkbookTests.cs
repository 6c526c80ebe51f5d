using System.Net;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;
using Cells = DocumentFormat.OpenXml.Spreadsheet.Cell;

namespace Cluster.Ingestion.Tests.Files;

public sealed class MarkedWorkbookTests(InfrastructureService infrastructure) : IDisposable
{
    private const string Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private readonly Department _transport = infrastructure.NewDepartment();

    public void Dispose() => _transport.Dispose();

    [Fact]
    public async Task A_refused_workbook_comes_back_with_its_cells_marked_and_what_is_right_untouched()
    {
        var template = await Template();
        var sent = Edited(template, rows =>
        {
            Set(rows[1], "B", "水路"); // not allowed
            Set(rows[1], "G", "约12");
            rows[2].Elements<Cells>().First(c => c.CellReference == "C3").Remove(); // a name that is missing
        });

        var (status, bytes) = await Send(sent);

        status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        using var book = SpreadsheetDocument.Open(new MemoryStream(bytes), isEditable: false);
        new OpenXmlValidator().Validate(book).Select(e => $"{e.Part?.Uri} {e.Path?.XPath}: {e.Description}").ShouldBeEmpty();
        var comments = Comments(book);
        comments.Keys.ShouldBe(["B2", "G2", "C3"], ignoreOrder: true);
        comments["B2"].ShouldContain("not-allowed");
        comments["G2"].ShouldContain("里程");
        comments["C3"].ShouldContain("required");
        Filled(book).ShouldBe(["B2", "G2", "C3"], ignoreOrder: true);
        Sheet(book).VmlDrawingParts.ShouldHaveSingleItem();
        Sheet(book).Worksheet!.Descendants<DataValidation>().Count().ShouldBe(4);
        (await _transport.Written()).Rows.Count.ShouldBe(3);
    }

    [Fact]
    public async Task Corrected_and_sent_again_it_loses_its_marks_and_keeps_the_comments_of_people()
    {
        var (_, marked) = await Send(Edited(await Template(), rows =>
        {
            Set(rows[1], "B", "水路");
            Set(rows[2], "B", "水路");
        }));
        var corrected = Edited(marked, rows => Set(rows[1], "B", "公路"), sheet => sheet.WorksheetCommentsPart!.Comments!.CommentList!.AppendChild(
            new Comment { Reference = "A4", AuthorId = AddAuthor(sheet, "张三"), CommentText = new CommentText(new DocumentFormat.OpenXml.Spreadsheet.Text("已核对")) }));

        var (_, again) = await Send(corrected);

        using var book = SpreadsheetDocument.Open(new MemoryStream(again), isEditable: false);
        new OpenXmlValidator().Validate(book).Select(e => $"{e.Part?.Uri} {e.Path?.XPath}: {e.Description}").ShouldBeEmpty();
        Filled(book).ShouldBe(["B3"]);
        Comments(book).Keys.ShouldBe(["B3", "A4"], ignoreOrder: true);
        Comments(book)["A4"].ShouldBe("已核对");
    }

    [Fact]
    public async Task Without_a_fault_the_answer_is_the_usual_one()
    {
        var (status, bytes) = await Send(await Template());

        (status, System.Text.Json.JsonDocument.Parse(bytes).RootElement.GetProperty("unchanged").GetInt32()).ShouldBe((HttpStatusCode.OK, 3));
    }

    [Fact]
    public async Task A_repeat_with_the_key_gets_the_same_workbook()
    {
        var sent = Edited(await Template(), rows => Set(rows[1], "B", "水路"));

        var first = await Send(sent, "one");
        var again = await Send(sent, "one");

        again.Bytes.ShouldBe(first.Bytes);
        again.Status.ShouldBe(first.Status);
    }

    /// <summary>Of three rows that are stored.</summary>
    private async Task<byte[]> Template()
    {
        await _transport.Push(_transport.Road("a"), _transport.Road("b"), _transport.Road("c"));
        return await _transport.Http.GetByteArrayAsync($"{Department.Segments}/template.xlsx");
    }

    private async Task<(HttpStatusCode Status, byte[] Bytes)> Send(byte[] file, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{Department.Segments}/file") { Content = new ByteArrayContent(file) };
        request.Content.Headers.ContentType = new(Xlsx);
        request.Headers.Accept.ParseAdd(Xlsx);
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        using var answer = await _transport.Http.SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadAsByteArrayAsync());
    }

    private static byte[] Edited(byte[] file, Action<DocumentFormat.OpenXml.Spreadsheet.Row[]> rows, Action<WorksheetPart>? sheet = null)
    {
        using var stream = new MemoryStream();
        stream.Write(file);
        using (var book = SpreadsheetDocument.Open(stream, isEditable: true))
        {
            rows([.. Sheet(book).Worksheet!.Descendants<DocumentFormat.OpenXml.Spreadsheet.Row>()]);
            sheet?.Invoke(Sheet(book));
        }

        return stream.ToArray();
    }

    private static void Set(DocumentFormat.OpenXml.Spreadsheet.Row row, string column, string text)
    {
        var cell = row.Elements<Cells>().First(c => c.CellReference == $"{column}{row.RowIndex}");
        cell.RemoveAllChildren();
        cell.DataType = CellValues.InlineString;
        cell.AppendChild(new InlineString(new DocumentFormat.OpenXml.Spreadsheet.Text(text)));
    }

    private static uint AddAuthor(WorksheetPart sheet, string name)
    {
        var authors = sheet.WorksheetCommentsPart!.Comments!.Authors!;
        authors.AppendChild(new Author(name));
        return (uint)authors.Elements<Author>().Count() - 1;
    }

    private static WorksheetPart Sheet(SpreadsheetDocument book) =>
        (WorksheetPart)book.WorkbookPart!.GetPartById(book.WorkbookPart.Workbook!.Sheets!.Elements<DocumentFormat.OpenXml.Spreadsheet.Sheet>().First().Id!);

    private static Dictionary<string, string> Comments(SpreadsheetDocument book) =>
        Sheet(book).WorksheetCommentsPart!.Comments!.CommentList!.Elements<Comment>().ToDictionary(c => c.Reference!.Value!, c => c.InnerText);

    private static string[] Filled(SpreadsheetDocument book)
    {
        var styles = book.WorkbookPart!.WorkbookStylesPart!.Stylesheet!;
        var fills = styles.Fills!.Elements<Fill>().ToList();
        var formats = styles.CellFormats!.Elements<CellFormat>().ToList();
        return
        [
            .. from cell in Sheet(book).Worksheet!.Descendants<Cells>()
               let fill = fills[(int)formats[(int)(cell.StyleIndex?.Value ?? 0)].FillId!.Value]
               where fill.PatternFill?.ForegroundColor?.Rgb?.Value == "FFFFC6CD"
               select cell.CellReference!.Value!,
        ];
    }
}
