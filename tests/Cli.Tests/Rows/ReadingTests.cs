using System.Text.Json.Nodes;

namespace Cluster.Cli.Tests.Rows;

public sealed class ReadingTests(RunningCity city)
{
    [Fact]
    public async Task A_list_reads_a_page_or_all_pages()
    {
        using var desk = await city.NewDesk();
        await desk.Run("push", Desk.Segments, desk.File("roads.ndjson", desk.Roads(5)));

        var page = await desk.Run("list", Desk.Segments, "--page-size", "2", "--json");
        var all = await desk.Run("list", Desk.Segments, "--page-size", "2", "--all", "--json");
        var rest = await desk.Run("list", Desk.Segments, "--after", page.Json["next"]!.GetValue<string>(), "--json");
        var table = await desk.Run("list", Desk.Segments, "--page-size", "2");
        var passedOn = await desk.Run("list", Desk.Segments, "-q", "pageSize=1", "--json");

        page.Json["items"]!.AsArray().Count.ShouldBe(2);
        all.Json["items"]!.AsArray().Select(r => r!["key"]!.GetValue<string>()).ShouldBe(Enumerable.Range(0, 5).Select(n => desk.Key(n)));
        all.Json["next"].ShouldBeNull();
        rest.Json["items"]!.AsArray().Count.ShouldBe(3);
        table.Out.ShouldContain(desk.Key(1));
        table.Error.ShouldContain($"--after {page.Json["next"]}");
        passedOn.Json["items"]!.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_list_as_csv_can_be_pushed_back_and_carries_no_formula()
    {
        using var desk = await city.NewDesk();
        var road = desk.Road("a");
        road["note"] = "=HYPERLINK(\"http://x\", \"a,b\")";
        await desk.Run("push", Desk.Segments, desk.File("roads.json", new JsonArray(road).ToJsonString()));

        var csv = await desk.Run("list", Desk.Segments, "--csv");

        csv.Out.ShouldContain("\"'=HYPERLINK(\"\"http://x\"\", \"\"a,b\"\")\"");
        csv.Out.Split('\n')[0].ShouldStartWith("key,");
        var back = await desk.Run("push", Desk.Segments, desk.File("back.csv", csv.Out), "--json");
        (back.Json["unchanged"]!.GetValue<int>(), back.Exit).ShouldBe((1, ExitCode.Done), back.Out);
    }

    [Fact]
    public async Task A_row_and_its_versions_are_read()
    {
        using var desk = await city.NewDesk();
        using var stranger = await city.NewDesk();
        await desk.Run("push", Desk.Segments, desk.File("roads.ndjson", desk.Road("a", 1).ToJsonString()));
        await desk.Run("push", Desk.Segments, desk.File("roads.ndjson", desk.Road("a", 2).ToJsonString()));

        var row = await desk.Run("get", $"{Desk.Segments}/{desk.Key("a")}", "--json");
        var history = await desk.Run("history", $"{Desk.Segments}/{desk.Key("a")}");
        var foreign = await stranger.Run("get", $"{Desk.Segments}/{desk.Key("a")}", "--json");

        row.Json["lengthKm"]!.GetValue<decimal>().ShouldBe(2);
        history.Out.ShouldContain("lengthKm: 1 → 2");
        history.Out.ShouldContain(desk.ClientId);
        (foreign.Exit, foreign.Code).ShouldBe((ExitCode.NotFound, "not-found"));
        (await desk.Run("get", "infrastructure/segments", "--json")).Code.ShouldBe("key-missing");
    }

    [Fact]
    public async Task The_template_holds_the_departments_rows_and_changes_nothing_when_it_is_sent_back()
    {
        using var desk = await city.NewDesk();
        await desk.Run("push", Desk.Segments, desk.File("roads.ndjson", desk.Roads(3)));
        var path = Path.Combine(desk.Folder, "模板.xlsx");

        var saved = await desk.Run("template", Desk.Segments, "-o", path);
        var back = await desk.Run("push", Desk.Segments, path);

        saved.Out.ShouldContain(path);
        back.Out.ShouldContain("新增 0，更新 0，未变 3，被拒 0");
        (await desk.Run("template", Desk.Segments, "-o", Path.Combine(desk.Folder, "nowhere/a.xlsx"), "--json")).Code.ShouldBe("file-denied");
    }

    [Fact]
    public async Task Changes_are_read_from_a_cursor_on()
    {
        using var desk = await city.NewDesk();
        await desk.Run("push", Desk.Segments, desk.File("roads.ndjson", desk.Roads(2)));

        var first = await Eventually(() => desk.Run("changes", "infrastructure", "--resource", "segments", "--page-size", "1", "--json"), 2);
        await desk.Run("push", Desk.Segments, desk.File("more.ndjson", desk.Road("more").ToJsonString()));
        var next = await Eventually(() => desk.Run("changes", "infrastructure", "--after", first.Json["next"]!.GetValue<string>(), "--json"), 1);

        next.Json["items"]![0]!["aggregate"]!.GetValue<string>().ShouldBe($"infrastructure/segments/{desk.Key("more")}");
        (await desk.Run("changes", "infrastructure", "--after", "nonsense", "--json")).Code.ShouldBe("bad-cursor");
        (await desk.Run("changes", "nowhere", "--json")).Code.ShouldBe("unknown-service");
    }

    [Fact]
    public async Task Changes_are_followed_as_they_come_until_somebody_has_seen_enough()
    {
        using var desk = await city.NewDesk();
        await desk.Run("push", Desk.Segments, desk.File("first.ndjson", desk.Road("first").ToJsonString()));
        using var follow = desk.Start("changes", "infrastructure", "--follow", "--every", "1", "--json");

        (await Next()).ShouldBe(desk.Key("first"));
        await desk.Run("push", Desk.Segments, desk.File("second.ndjson", desk.Road("second").ToJsonString()));
        (await Next()).ShouldBe(desk.Key("second"));

        follow.Ending.IsCompleted.ShouldBeFalse();
        (await follow.Stop()).ShouldBe(ExitCode.Interrupted);

        async Task<string> Next()
        {
            var line = await follow.Said.ReadLineAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
            return JsonNode.Parse(line!)!["aggregate"]!.GetValue<string>().Split('/')[^1];
        }
    }

    /// <summary>What is committed last is shown once no older transaction is open.</summary>
    private static async Task<Ended> Eventually(Func<Task<Ended>> read, int count) =>
        await Fixtures.Eventually.Fits(read, ended => ended.Json["items"]!.AsArray().Count == count);
}
