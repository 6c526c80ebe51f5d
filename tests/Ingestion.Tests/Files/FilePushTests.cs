using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Cluster.Fixtures;

namespace Cluster.Ingestion.Tests.Files;

public sealed class FilePushTests(InfrastructureService infrastructure) : IDisposable
{
    private const string Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    private const string Header = "key,kind,name,status,lengthKm";

    private readonly Department _transport = infrastructure.NewDepartment();
    private readonly Department _others = infrastructure.NewDepartment();

    public void Dispose()
    {
        _transport.Dispose();
        _others.Dispose();
    }

    [Fact]
    public async Task Five_hundred_rows_with_three_bad_ones_get_the_same_results_in_every_form()
    {
        JsonObject[] rows = [.. Enumerable.Range(0, 500).Select(i => _transport.Road(i))];
        rows[7]["lengthKm"] = -1;
        rows[250]["kind"] = "水路";
        rows[499]["openedOn"] = "2025-02-30";
        foreach (var row in rows)
        {
            row["openedOn"] ??= null;
        }

        var json = await _transport.PushBatch(rows, mode: "validate");
        var csv = await _transport.PushCsv(Csv(rows), "?mode=validate&atomic=false");

        var xlsx = await _transport.PushFile(Sheet(rows).Bytes(), Xlsx, "?mode=validate&atomic=false");
        var lines = await _transport.PushLines(string.Join('\n', rows.Select(r => r.ToJsonString())), "?mode=validate");

        json.Count("rejected").ShouldBe(3);
        (csv.Status, csv.Count("created")).ShouldBe((json.Status, 497));
        Results(csv).ShouldBe(Results(json));
        (xlsx.Status, xlsx.Count("created")).ShouldBe((json.Status, 497));
        Results(xlsx).ShouldBe(Results(json));
        (lines.Status, lines.Count("created")).ShouldBe((json.Status, 497));
        Results(lines).ShouldBe(Results(json));
        csv.Row(7)["line"]!.GetValue<int>().ShouldBe(9);
        (await _transport.Written()).Rows.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_file_is_in_as_a_whole_or_not_at_all_unless_it_is_asked_otherwise()
    {
        var text = $"{Header}\n{Line("a")}\n{Line("b", "-1")}\n";

        var refused = await _transport.PushCsv(text);

        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        refused.Faults(0).ShouldBe(["$:atomic-batch-refused"]);
        refused.Row(0)["version"].ShouldBeNull();
        refused.Faults(1).ShouldBe(["lengthKm:out-of-range"]);
        (await _transport.Written()).Rows.ShouldBeEmpty();

        var some = await _transport.PushCsv(text, "?atomic=false");

        some.Status.ShouldBe(HttpStatusCode.MultiStatus);
        (await _transport.Written()).Rows.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_file_larger_than_a_batch_is_one_transaction()
    {
        var lines = Enumerable.Range(0, 12_000).Select(i => Line($"{i:D5}")).ToArray();
        lines[11_999] = Line("11999", "-1");

        var refused = await _transport.PushCsv($"{Header}\n{string.Join('\n', lines)}");

        (refused.Status, refused.Count("rejected")).ShouldBe((HttpStatusCode.UnprocessableEntity, 12_000));
        (await _transport.Written()).Rows.ShouldBeEmpty();

        lines[11_999] = Line("11999");
        var taken = await _transport.PushCsv($"{Header}\n{string.Join('\n', lines)}");

        (taken.Status, taken.Count("created")).ShouldBe((HttpStatusCode.OK, 12_000));
        taken.Row(11_999)["index"]!.GetValue<int>().ShouldBe(11_999);
        var written = await _transport.Written();
        (written.Rows.Count, written.Events.Count(e => e![1]!.GetValue<long>() == 1), written.Writes.Sum(w => w!.GetValue<int>())).ShouldBe((12_000, 12_000, 12_000));
    }

    [Fact]
    public async Task Of_rows_with_one_key_in_a_file_none_is_written_however_far_apart_they_are()
    {
        string[] lines = [Line("twice"), .. Enumerable.Range(0, 10_000).Select(i => Line($"{i:D5}")), Line("twice", "12")];

        var answer = await _transport.PushCsv($"{Header}\n{string.Join('\n', lines)}", "?atomic=false");

        (answer.Count("created"), answer.Count("rejected")).ShouldBe((10_000, 2));
        answer.Faults(0).ShouldBe(["key:duplicate-in-batch"]);
        answer.Faults(10_001).ShouldBe(["key:duplicate-in-batch"]);
    }

    [Fact]
    public async Task Rows_of_another_department_are_refused()
    {
        await _others.Push(_others.Road("theirs"));

        var answer = await _transport.PushCsv($"{Header}\n{_others.Key("theirs")},road,x,open,12", "?atomic=false");

        answer.Faults().ShouldBe(["key:not-yours"]);
    }

    [Fact]
    public async Task A_repeat_with_the_key_gets_the_first_answer()
    {
        var text = $"{Header}\n{Line("a")}";

        var first = await _transport.PushCsv(text, key: "one");
        var again = await _transport.PushCsv(text, key: "one");
        var other = await _transport.PushCsv(text + "\n", key: "one");
        var otherwise = await _transport.PushCsv(text, "?atomic=false", "one");

        first.Outcome().ShouldBe("created");
        again.ShouldBe(first);
        (other.Code, otherwise.Code).ShouldBe(("idempotency-key-reused", "idempotency-key-reused"));
        (await _transport.PushCsv(text)).Outcome().ShouldBe("unchanged");
    }

    [Fact]
    public async Task A_cell_that_cannot_be_read_is_said_once()
    {
        var answer = await _transport.PushCsv($"{Header}\n1.50203E+17,road,x,open,约12", "?atomic=false");

        answer.Faults().ShouldBe(["key:code-became-number", "lengthKm:wrong-type"]);
    }

    [Fact]
    public async Task A_check_says_how_many_rows_would_do_what_and_shows_some_changes()
    {
        await _transport.Push([_transport.Road("same"), .. Enumerable.Range(0, 25).Select(i => _transport.Road(i))]);
        var before = await _transport.Written();

        var checkedFile = await _transport.PushCsv(
            $"{Header},note\n{Line("same")}\n{Line("new")}\n{string.Join('\n', Enumerable.Range(0, 25).Select(i => Line($"{i}", "12.5") + ",改线"))}\n{Line("bad", "-1")}", "?mode=validate&atomic=false");

        string[] counts = ["created", "updated", "unchanged", "rejected"];
        counts.Select(c => checkedFile.Json[c]!.GetValue<int>()).ShouldBe([1, 25, 1, 1]);
        var changes = checkedFile.Json["changes"]!.AsArray();
        changes.Count.ShouldBe(20);
        changes[0]!.ToJsonString().ShouldBe("""{"line":4,"key":"KEY","fields":{"lengthKm":{"before":10,"after":12.5},"note":{"before":null,"after":"\u6539\u7EBF"}}}"""
            .Replace("KEY", _transport.Key(0), StringComparison.Ordinal));
        (await _transport.Written()).ShouldBe(before);
        (await _transport.PushCsv($"{Header}\n{Line("same")}")).Json["changes"].ShouldBeNull();
    }

    [Fact]
    public async Task A_sheet_is_chosen_by_name()
    {
        var book = new Workbook().WithSheet("甲", [Workbook.Row("key", "kind", "name", "status"), Workbook.Row(_transport.Key("a"), "road", "x", "open")])
            .WithSheet("乙", [Workbook.Row("key", "kind", "name", "status"), Workbook.Row(_transport.Key("b"), "road", "x", "open")]).Bytes();

        var answer = await _transport.PushFile(book, Xlsx, $"?sheet={Uri.EscapeDataString("乙")}");

        (answer.Outcome(), answer.Row(0)["key"]!.GetValue<string>(), answer.Json["file"]!["sheet"]!.GetValue<string>()).ShouldBe(("created", _transport.Key("b"), "乙"));
    }

    [Theory]
    [InlineData("text/csv", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("image/png", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("application/octet-stream", HttpStatusCode.OK)]
    [InlineData("application/vnd.ms-excel.sheet.macroEnabled.12", HttpStatusCode.OK)]
    public async Task A_workbook_is_declared_as_one_or_not_at_all(string type, HttpStatusCode status) =>
        (await _transport.PushFile(Sheet([_transport.Road("a")]).Bytes(), type)).Status.ShouldBe(status);

    [Fact]
    public async Task A_text_that_is_declared_as_a_workbook_is_none() =>
        (await _transport.PushFile(Encoding.UTF8.GetBytes($"{Header}\n{Line("a")}"), Xlsx)).Code.ShouldBe("file-type-mismatch");

    [Theory]
    [InlineData("application/json", "", HttpStatusCode.UnsupportedMediaType, "file-type-unsupported")]
    [InlineData("", "", HttpStatusCode.UnsupportedMediaType, "file-type-unsupported")]
    [InlineData("text/csv; charset=klingon", "", HttpStatusCode.UnsupportedMediaType, "charset-unsupported")]
    [InlineData("text/csv", "?mode=maybe", HttpStatusCode.UnprocessableEntity, "not-allowed")]
    [InlineData("text/csv", "?mode=commit&mode=validate", HttpStatusCode.UnprocessableEntity, "not-allowed")]
    [InlineData("text/csv", "?atomic=perhaps", HttpStatusCode.UnprocessableEntity, "not-allowed")]
    public async Task What_is_asked_must_be_understood(string type, string query, HttpStatusCode status, string code)
    {
        var answer = await _transport.PushFile(Encoding.UTF8.GetBytes($"{Header}\n{Line("a")}"), type, query);

        (answer.Status, answer.Code).ShouldBe((status, code));
        (await _transport.Written()).Rows.ShouldBeEmpty();
    }

    [Fact]
    public async Task Only_a_department_may_push()
    {
        using var office = infrastructure.One.As("领导小组办公室", "office");
        using var content = new StringContent($"{Header}\n{Line("a")}", Encoding.UTF8, "text/csv");

        (await office.PostAsync($"{Department.Segments}/file", content)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    private string Line(string name, string lengthKm = "10") => $"{_transport.Key(name)},road,东河—固阳,under-construction,{lengthKm}";

    private static string Csv(JsonObject[] rows) => string.Join(
        '\n', [string.Join(',', rows[0].Select(m => m.Key)), .. rows.Select(r => string.Join(',', r.Select(m => m.Value?.ToString())))]);

    private static Workbook Sheet(JsonObject[] rows) => Workbook.Of(
    [
        Workbook.Row([.. rows[0].Select(m => m.Key)]),
        .. rows.Select(r => string.Concat(r.Select(m => m.Key == "lengthKm" ? Workbook.N($"{m.Value}") : Workbook.T($"{m.Value}")))),
    ]);

    private static string[] Results(ApiAnswer answer) =>
        [.. answer.Json["rows"]!.AsArray().Select(r => $"{r!["index"]} {r["key"]} {r["outcome"]} {r["errors"]!.ToJsonString()}")];
}
