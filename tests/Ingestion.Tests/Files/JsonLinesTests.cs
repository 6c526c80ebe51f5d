using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Cluster.Fixtures;
using Cluster.Ingestion.Files;

namespace Cluster.Ingestion.Tests.Files;

public sealed class JsonLinesTests(InfrastructureService infrastructure) : IDisposable
{
    private readonly Department _transport = infrastructure.NewDepartment();

    public void Dispose() => _transport.Dispose();

    [Fact]
    public async Task A_broken_line_refuses_itself_by_its_number_and_not_its_neighbours()
    {
        var answer = await _transport.PushLines($"{Line("a")}\n{{\"key\": \"b\", \n\n{Line("c")}");

        answer.Status.ShouldBe(HttpStatusCode.MultiStatus);
        answer.Faults(1).ShouldBe(["$:line-not-json"]);
        (answer.Row(1)["line"]!.GetValue<int>(), answer.Row(2)["line"]!.GetValue<int>()).ShouldBe((2, 4));
        answer.Row(1)["errors"]![0]!["message"]!["en"]!.GetValue<string>().ShouldStartWith("Line 2 ");
        (await _transport.Written()).Rows.Count.ShouldBe(2);
    }

    [Fact]
    public async Task What_was_cut_off_on_its_way_refuses_its_last_line()
    {
        var whole = string.Join('\n', Enumerable.Range(0, 10).Select(i => Line(i)));

        var answer = await _transport.PushLines(whole[..(whole.Length * 65 / 100)], "?atomic=true");

        answer.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        answer.Faults(6).ShouldBe(["$:line-not-json"]);
        answer.Faults(5).ShouldBe(["$:atomic-batch-refused"]);
        (await _transport.Written()).Rows.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("[1]", "row-not-an-object")]
    [InlineData("7", "row-not-an-object")]
    [InlineData("null", "row-not-an-object")]
    [InlineData("""{"key":"a"} {"key":"b"}""", "line-not-json")]
    [InlineData("""{"key":"a","key":"b"}""", "line-not-json")]
    [InlineData("""{"\ud800":1}""", "line-not-json")]
    [InlineData("not JSON at all", "line-not-json")]
    public async Task A_line_is_one_whole_object(string line, string code)
    {
        var answer = await _transport.PushLines($"{line}\n{Line("a")}");

        answer.Faults(0).ShouldBe([$"$:{code}"]);
        answer.Row(1)["outcome"]!.GetValue<string>().ShouldBe("created");
    }

    [Fact]
    public async Task A_line_that_is_no_utf8_or_nests_too_deep_is_refused()
    {
        byte[] lines = [.. Encoding.UTF8.GetBytes($"{Line("a")}\n"), 0xC3, 0x28, (byte)'\n', .. Encoding.UTF8.GetBytes($"{new string('[', 200)}{new string(']', 200)}")];

        var answer = await _transport.PushLines(lines);

        answer.Faults(0).ShouldBeEmpty();
        answer.Faults(1).ShouldBe(["$:line-not-json"]);
        answer.Faults(2).ShouldBe(["$:line-not-json"]);
    }

    [Fact]
    public async Task Marks_blank_lines_and_ends_of_other_systems_do_not_matter()
    {
        var answer = await _transport.PushLines($"\uFEFF{Line("a")}\r\n\r\n  \t\n{Line("b")}\r\n");

        (answer.Status, answer.Count("created")).ShouldBe((HttpStatusCode.OK, 2));
        answer.Row(1)["line"]!.GetValue<int>().ShouldBe(4);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n \r\n")]
    public async Task Nothing_is_no_push(string text) => (await _transport.PushLines(text)).Code.ShouldBe("rows-missing");

    [Fact]
    public async Task More_rows_than_a_batch_holds_are_one_transaction()
    {
        var lines = Enumerable.Range(0, 12_000).Select(i => Line(i)).ToList();

        var refused = await _transport.PushLines(string.Join('\n', [.. lines, Line("far", -1)]), "?atomic=true");
        var before = await _transport.Written();
        var twice = await _transport.PushLines(string.Join('\n', [.. lines, lines[0]]));

        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        before.Rows.ShouldBeEmpty();
        (twice.Count("created"), twice.Count("rejected")).ShouldBe((11_999, 2));
        twice.Faults(12_000).ShouldBe(["key:duplicate-in-batch"]);
        (await _transport.Written()).Rows.Count.ShouldBe(11_999);
    }

    [Fact]
    public async Task Rows_beyond_the_limit_are_not_read()
    {
        var answer = await _transport.PushLines(string.Concat(Enumerable.Repeat("{}\n", FileRows.RowsMax + 1)));

        answer.Code.ShouldBe("too-many-rows");
        answer.Json["limit"]!.GetValue<int>().ShouldBe(FileRows.RowsMax);
    }

    [Fact]
    public async Task What_a_batch_says_in_its_body_stands_in_the_address()
    {
        var row = _transport.Road("a");
        row["colour"] = "red";

        var strict = await _transport.PushLines(row.ToJsonString(), "?strict=true");
        var checkedOnly = await _transport.PushLines(row.ToJsonString(), "?mode=validate");
        var wrong = await _transport.PushLines(row.ToJsonString(), "?atomic=perhaps");

        strict.Faults(0).ShouldBe(["colour:unknown-field"]);
        checkedOnly.Row(0)["warnings"]!.AsArray().Select(w => w!.GetValue<string>()).ShouldBe(["colour"]);
        (wrong.Code, wrong.Json["field"]!.GetValue<string>()).ShouldBe(("not-allowed", "atomic"));
        (await _transport.Written()).Rows.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_repeat_is_answered_as_the_first_time_and_other_lines_under_its_key_are_refused()
    {
        var first = await _transport.PushLines($"{Line("a")}\n{Line("b")}", key: "night");
        var repeat = await _transport.PushLines($"{Line("a")}\n{Line("b")}", key: "night");
        var other = await _transport.PushLines(Line("c"), key: "night");

        repeat.Text.ShouldBe(first.Text);
        other.Code.ShouldBe("idempotency-key-reused");
        (await _transport.Written()).Writes.Count.ShouldBe(1);
    }

    private string Line(object name, decimal lengthKm = 10) => _transport.Road(name, lengthKm).ToJsonString();
}
