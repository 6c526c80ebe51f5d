using System.Text.Json.Nodes;
using Cluster.Cli.Rows;
using Cluster.Client;

namespace Cluster.Cli.Tests.Rows;

public sealed class NotedRowsTests(RunningCity city)
{
    private const string Projects = "infrastructure/projects";

    /// <summary>The check digit of this number is 5.</summary>
    private const string Number = "2110-420118-89-01-57708";

    [Fact]
    public async Task A_doubt_is_told_once_with_how_many_rows_and_the_first_of_them_in_the_readers_language()
    {
        using var desk = await city.NewDesk();
        var doubtful = Enumerable.Range(0, 6).Select(n => Project(desk, n, $"{Number}{"012346"[n]}"));
        var file = desk.File("projects.ndjson", Lines([Project(desk, "sound", null), .. doubtful, Project(desk, "short", "2019-150203-32-03-01234"), Project(desk, "", null)]));

        var chinese = await desk.Run("push", Projects, file, "--validate");
        var english = await desk.Run("push", Projects, file, "--language", "en");

        chinese.Error.ShouldBeEmpty();
        NotesIn(chinese).ShouldBe([
            ["6", "2, 3, 4, 5, 6 …", "code", "project-code-check-digit", "“项目代码”的末位校验码不符（GB/T 17710 MOD 11,10），请核对是否录入有误。"],
            ["1", "8", "code", "project-code-short-serial", "“项目代码”的顺序号只有五位，旧式代码一般为六位，请核对。"],
        ]);
        chinese.Out.IndexOf("仅校验", StringComparison.Ordinal).ShouldBeLessThan(chinese.Out.IndexOf("提示", StringComparison.Ordinal));
        english.Out.ShouldContain("These rows stand");
        NotesIn(english)[1][4].ShouldStartWith("The serial of The national project code has five digits");
    }

    [Fact]
    public async Task A_program_gets_the_notes_of_each_row_and_what_was_noted_altogether()
    {
        using var desk = await city.NewDesk();
        var file = desk.File("projects.json", new JsonArray(Project(desk, "a", $"{Number}8"), Project(desk, "b", null), Project(desk, "c", $"{Number}9")).ToJsonString());

        var ended = await desk.Run("push", Projects, file, "--json");

        ended.Exit.ShouldBe(ExitCode.Done, ended.Error);
        ended.Json["rows"]!.AsArray().Select(r => r!["notes"]?[0]!["given"]!.GetValue<string>()).ShouldBe([$"{Number}8", null, $"{Number}9"]);
        var noted = ended.Json["noted"]!.AsArray().Single()!;
        (noted["code"]!.GetValue<string>(), noted["rows"]!.GetValue<int>(), noted["first"]!.ToJsonString()).ShouldBe(("project-code-check-digit", 2, "[1,3]"));
        noted["message"]!["en"]!.GetValue<string>().ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Nothing_is_said_where_nothing_was_noted()
    {
        using var desk = await city.NewDesk();

        var ended = await desk.Run("push", Desk.Segments, desk.File("roads.ndjson", desk.Roads(1)), "--json");

        ended.Json["noted"].ShouldBeNull();
    }

    [Fact]
    public void What_was_put_into_another_form_is_told_by_its_first_value()
    {
        var noted = new NotedRows();
        noted.Add(Row(0, new RowNote("counties", "mapped", "昆区", "150203")));
        noted.Add(Row(1, new RowNote("counties", "mapped", "昆区", "150203"), new RowNote("totalWan", "unit-converted", "2.5 亿元", "25000")));
        noted.Add(Row(2, new RowNote("totalWan", "unit-converted", "3 亿元", "30000")));

        noted.Groups.Select(g => (g.Code, g.Rows, g.Change)).ShouldBe([("mapped", 2, "昆区 → 150203"), ("unit-converted", 2, "2.5 亿元 → 25000 …")]);
    }

    [Fact]
    public void What_a_refused_row_was_noted_for_is_not_told_and_what_is_too_much_is_counted()
    {
        var noted = new NotedRows();
        noted.Add(Row(0, Doubt(0)) with { Outcome = Outcome.Rejected });
        noted.IsEmpty.ShouldBeTrue();

        foreach (var n in Enumerable.Range(1, 60))
        {
            noted.Add(Row(n, Doubt(n), Doubt(n + 1_000)));
        }

        (noted.Groups.Count, noted.Left).ShouldBe((50, 35));
    }

    private static RowNote Doubt(int n) => new("code", "possible-duplicate", $"{n}", $"{n}", new BilingualText($"项目代码 {n}", $"The code {n}"));

    private static RowResult Row(int index, params RowNote[] notes) => new(index, $"{index}", Outcome.Created, [], Notes: notes);

    private static JsonObject Project(Desk desk, object key, string? code) => new()
    {
        ["key"] = key is "" ? "" : desk.Key(key), ["code"] = code, ["name"] = "公路", ["unit"] = "公路中心", ["counties"] = new JsonArray("150203"), ["stage"] = "reserve",
    };

    private static string Lines(IEnumerable<JsonObject> rows) => string.Concat(rows.Select(r => r.ToJsonString() + "\n"));

    /// <summary>The rows of the last table.</summary>
    private static List<string[]> NotesIn(Ended ended) =>
    [
        .. ended.Out[ended.Out.LastIndexOf('╭')..].Split('\n').Where(l => l.StartsWith('│')).Skip(1).Select(l => l.Trim('│').Split('│').Select(cell => cell.Trim()).ToArray()),
    ];
}
