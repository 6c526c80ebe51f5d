using System.Text.Json.Nodes;
using Cluster.Ingestion.Tests.Files;
using static Cluster.Ingestion.Tests.Files.Workbook;

namespace Cluster.Cli.Tests.Rows;

public sealed class PushTests(RunningCity city)
{
    private const string Header = "key,kind,name,status,lengthKm\n";

    [Fact]
    public async Task Lines_of_json_are_pushed_and_counted()
    {
        using var desk = await city.NewDesk();

        var first = await desk.Run("push", Desk.Segments, desk.File("roads.ndjson", desk.Roads(3)));
        var again = await desk.Run("push", Desk.Segments, desk.File("roads.ndjson", desk.Roads(3, lengthKm: 11)));

        first.ShouldBe(new Ended(ExitCode.Done, "infrastructure/segments：新增 3，更新 0，未变 0，被拒 0\n", ""));
        again.Out.ShouldBe("infrastructure/segments：新增 0，更新 3，未变 0，被拒 0\n");
        (await desk.Stored()).ShouldBe(["0 11", "1 11", "2 11"]);
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("xlsx")]
    [InlineData("json")]
    [InlineData("envelope")]
    [InlineData("ndjson")]
    public async Task Three_bad_rows_are_the_same_three_in_every_format(string format)
    {
        using var desk = await city.NewDesk();
        (string Key, string Kind, string Length)[] rows = [("a", "road", "1"), ("b", "canal", "2"), ("c", "road", "-3"), ("d", "road", "4"), ("e", "", "5")];
        var json = new JsonArray([.. rows.Select(r => Row(desk, r.Key, r.Kind, r.Length))]);
        var file = format switch
        {
            "csv" => desk.File("roads.csv", Header + string.Concat(rows.Select(r => $"{desk.Key(r.Key)},{r.Kind},东河—固阳,under-construction,{r.Length}\n"))),
            "xlsx" => desk.File("roads.xlsx", Workbook.Of([
                Cells("key", "kind", "name", "status", "lengthKm"), .. rows.Select(r => Cells(desk.Key(r.Key), r.Kind, "东河—固阳", "under-construction", r.Length))]).Bytes()),
            "json" => desk.File("roads.json", json.ToJsonString()),
            "envelope" => desk.File("roads.json", new JsonObject { ["atomic"] = false, ["rows"] = json }.ToJsonString()),
            _ => desk.File("roads.ndjson", string.Concat(json.Select(r => r!.ToJsonString() + "\n"))),
        };

        var ended = await desk.Run("push", Desk.Segments, file, "--json", "--valid-rows");

        ended.Exit.ShouldBe(ExitCode.SomeRefused, ended.Error);
        var refused = ended.Json["rows"]!.AsArray().Where(r => r!["outcome"]!.GetValue<string>() == "rejected").ToList();
        refused.Select(r => r!["index"]!.GetValue<int>()).ShouldBe([1, 2, 4]);
        refused.SelectMany(r => r!["errors"]!.AsArray()).Select(e => $"{e!["field"]} {e["code"]}")
            .ShouldBe(["kind not-allowed", "lengthKm out-of-range", "kind required"]);
        (ended.Json["created"]!.GetValue<int>(), ended.Json["rejected"]!.GetValue<int>()).ShouldBe((2, 3));
        (await desk.Stored()).ShouldBe(["a 1", "d 4"]);
    }

    [Fact]
    public async Task The_table_tells_row_key_field_code_and_sentence_in_the_readers_language()
    {
        using var desk = await city.NewDesk();
        var file = desk.File("roads.ndjson", desk.Roads(1) + desk.Road("bad", -1).ToJsonString() + "\n");

        var chinese = await desk.Run("push", Desk.Segments, file, "--validate");
        var english = await desk.Run("push", Desk.Segments, file, "--validate", "--language", "en");
        desk.Environment["LANG"] = "en_GB.UTF-8";
        var byEnvironment = await desk.Run("push", Desk.Segments, file, "--validate");

        chinese.Out.ShouldContain("仅校验，未写入：将新增 1，更新 0，不变 0，被拒 1");
        RowIn(chinese).ShouldBe(["2", desk.Key("bad"), "lengthKm", "out-of-range", "“里程”应在 0.001 到 5000 之间，单位km。（可用：0.001 … 5000 km）"]);
        RowIn(english)[4].ShouldStartWith("The length must be from 0.001 to 5000");
        byEnvironment.Out.ShouldBe(english.Out);
        (await desk.Stored()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_file_is_all_or_nothing_and_json_takes_the_valid_rows_unless_asked_otherwise()
    {
        using var desk = await city.NewDesk();
        var csv = desk.File("roads.csv", $"{Header}{desk.Key("a")},road,东河—固阳,under-construction,1\n{desk.Key("b")},road,东河—固阳,under-construction,-1\n");
        var lines = desk.File("roads.ndjson", desk.Road("c").ToJsonString() + "\n" + desk.Road("d", -1).ToJsonString() + "\n");

        var ofFile = await desk.Run("push", Desk.Segments, csv);
        var ofLines = await desk.Run("push", Desk.Segments, lines, "--atomic");

        (ofFile.Exit, ofLines.Exit).ShouldBe((ExitCode.Refused, ExitCode.Refused));
        ofFile.Out.ShouldContain("1 行有效，但要求全部成功");
        ofFile.Out.ShouldNotContain("atomic-batch-refused");
        (await desk.Stored()).ShouldBeEmpty();

        (await desk.Run("push", Desk.Segments, csv, "--valid-rows")).Exit.ShouldBe(ExitCode.SomeRefused);
        (await desk.Run("push", Desk.Segments, lines)).Exit.ShouldBe(ExitCode.SomeRefused);
        (await desk.Stored()).ShouldBe(["a 1", "c 10"]);
    }

    [Fact]
    public async Task All_or_nothing_holds_for_a_line_that_is_no_json_too()
    {
        using var desk = await city.NewDesk();
        var file = desk.File("roads.ndjson", desk.Roads(1) + "{\"key\":\n" + desk.Road("far", -1).ToJsonString());

        var ended = await desk.Run("push", Desk.Segments, file, "--atomic", "--json");

        ended.Exit.ShouldBe(ExitCode.Refused);
        ended.Rejected.ShouldBe(["1 $ atomic-batch-refused", "2 $ line-not-json", "3 lengthKm out-of-range"]);
        (await desk.Stored()).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_an_envelope_says_of_itself_holds_unless_the_command_line_says_otherwise()
    {
        using var desk = await city.NewDesk();
        var file = desk.File("roads.json", new JsonObject { ["mode"] = "validate", ["strict"] = true, ["rows"] = new JsonArray(desk.Road("a")) }.ToJsonString());

        var ended = await desk.Run("push", Desk.Segments, file, "--json");

        ended.Json["mode"]!.GetValue<string>().ShouldBe("validate");
        (await desk.Stored()).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_unknown_field_is_a_warning_and_with_strict_a_refusal()
    {
        using var desk = await city.NewDesk();
        var row = desk.Road("a");
        row["colour"] = "grey";
        var file = desk.File("roads.json", new JsonArray(row).ToJsonString());

        var lenient = await desk.Run("push", Desk.Segments, file, "--validate");
        var strict = await desk.Run("push", Desk.Segments, file, "--validate", "--strict", "--json");

        lenient.Exit.ShouldBe(ExitCode.Done);
        lenient.Out.ShouldContain("没有被读取的字段：colour");
        strict.Exit.ShouldBe(ExitCode.Refused);
        strict.Rejected.ShouldBe(["0 colour unknown-field"]);
    }

    [Fact]
    public async Task A_refused_workbook_is_saved_marked_beside_the_original()
    {
        using var desk = await city.NewDesk();
        var book = Workbook.Of(Cells("key", "kind", "name", "status", "lengthKm"), Cells(desk.Key("a"), "canal", "东河—固阳", "under-construction", "1")).Bytes();
        var (file, marked) = (desk.File("roads.xlsx", book), Path.Combine(desk.Folder, "退回.xlsx"));

        var ended = await desk.Run("push", Desk.Segments, file, "--marked", marked);

        ended.Exit.ShouldBe(ExitCode.Refused, ended.Error);
        ended.Out.ShouldContain($"标注后的工作簿：{marked}");
        var content = await File.ReadAllBytesAsync(marked);
        content.AsSpan(0, 2).SequenceEqual("PK"u8).ShouldBeTrue();
        content.ShouldNotBe(book);
        (await File.ReadAllBytesAsync(file)).ShouldBe(book);
    }

    [Fact]
    public async Task A_check_of_a_file_shows_what_it_would_change_and_what_nobody_reads()
    {
        using var desk = await city.NewDesk();
        await desk.Run("push", Desk.Segments, desk.File("old.ndjson", desk.Road("a", 1).ToJsonString()));
        var csv = desk.File("roads.csv", $"key,kind,name,status,lengthKm,天气\n{desk.Key("a")},road,东河—固阳,under-construction,2,晴\n合计,,,,2,\n");

        var ended = await desk.Run("push", Desk.Segments, csv, "--validate");

        ended.Out.ShouldContain("没有被读取的列：天气");
        ended.Out.ShouldContain("跳过的行（合计、脚注等）：3");
        RowIn(ended).ShouldBe(["2", desk.Key("a"), "lengthKm", "1", "2"]);
    }

    [Fact]
    public async Task More_rows_than_one_call_takes_keep_the_numbers_of_the_whole_input()
    {
        using var desk = await city.NewDesk();
        var lines = desk.Roads(10_001) + desk.Road("bad", -1).ToJsonString() + "\n";

        var ended = await desk.RunWith(lines, "push", Desk.Segments, "-", "--format", "ndjson", "--validate", "--json");

        ended.Rejected.ShouldBe(["10002 lengthKm out-of-range"]);
        ended.Json["rows"]!.AsArray().Select(r => r!["index"]!.GetValue<int>()).ShouldBe(Enumerable.Range(0, 10_002));
        (await desk.RunWith(lines, "push", Desk.Segments, "-", "--format", "ndjson", "--atomic", "--json")).Code.ShouldBe("atomic-too-large");
        (await desk.Stored()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("nowhere/segments", "unknown-resource")]
    [InlineData("infrastructure/canals", "unknown-resource")]
    [InlineData("segments", "unknown-resource")]
    public async Task An_unknown_resource_is_answered_with_what_there_is(string resource, string code)
    {
        using var desk = await city.NewDesk();

        var ended = await desk.Run("push", resource, desk.File("roads.ndjson", desk.Roads(1)), "--json");

        (ended.Exit, ended.Code).ShouldBe((ExitCode.Usage, code));
        ended.Error.ShouldContain("infrastructure/segments");
    }

    [Theory]
    [InlineData("--atomic", "--valid-rows")]
    [InlineData("--sheet", "Sheet1")]
    [InlineData("--marked", "out.xlsx")]
    [InlineData("--format", "yaml")]
    [InlineData("--colour", "")]
    public async Task A_command_line_that_makes_no_sense_sends_nothing(string option, string value)
    {
        using var desk = await city.NewDesk();

        var ended = await desk.Run(["push", Desk.Segments, desk.File("roads.ndjson", desk.Roads(1)), option, .. value.Length > 0 ? [value] : Array.Empty<string>()]);

        ended.Exit.ShouldBe(ExitCode.Usage);
        ended.Error.ShouldNotBeEmpty();
        (await desk.Stored()).ShouldBeEmpty();
    }

    private static string Cells(params string[] cells) => string.Concat(cells.Select(c => T(c)));

    private static JsonObject Row(Desk desk, string key, string kind, string length)
    {
        var row = new JsonObject
        {
            ["key"] = desk.Key(key), ["kind"] = kind, ["name"] = "东河—固阳", ["status"] = "under-construction", ["lengthKm"] = decimal.Parse(length),
        };
        if (kind.Length == 0)
        {
            row.Remove("kind");
        }

        return row;
    }

    /// <summary>The first row of the table.</summary>
    private static string[] RowIn(Ended ended) =>
        [.. ended.Out.Split('\n').Where(l => l.StartsWith('│')).ElementAt(1).Trim('│').Split('│').Select(cell => cell.Trim())];
}
