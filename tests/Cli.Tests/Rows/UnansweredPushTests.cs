using System.Text;
using Microsoft.Extensions.Time.Testing;

namespace Cluster.Cli.Tests.Rows;

/// <summary>A push again: when it is the same one, and when it is another.</summary>
public sealed class UnansweredPushTests(RunningCity city)
{
    [Theory]
    [InlineData("roads.ndjson")]
    [InlineData("roads.csv")]
    public async Task After_a_cut_line_the_same_file_gets_its_first_answer_and_counts_once(string name)
    {
        using var desk = await city.NewDesk();
        await using var line = city.Line();
        var file = desk.File(name, name.EndsWith(".csv", StringComparison.Ordinal) ? $"key,kind,name,status\n{desk.Key(1)},road,东河—固阳,planned\n" : desk.Roads(5));
        desk.Environment["CLUSTER_GATEWAY"] = $"http://127.0.0.1:{line.Port}";
        line.CutBeforeReply = answer => Encoding.UTF8.GetString(answer.Span).Contains("created", StringComparison.Ordinal);

        var cut = await desk.Run("push", Desk.Segments, file);
        line.CutBeforeReply = null;
        var repeat = await desk.Run("push", Desk.Segments, file);
        var again = await desk.Run("push", Desk.Segments, file);

        cut.Exit.ShouldBe(ExitCode.Unreachable, cut.Error);
        repeat.Exit.ShouldBe(ExitCode.Done, repeat.Error);
        repeat.Error.ShouldContain("不会重复计入");
        repeat.Out.ShouldContain(name == "roads.csv" ? "新增 1" : "新增 5"); // as the first time, whose answer it is
        again.Out.ShouldContain(name == "roads.csv" ? "未变 1" : "未变 5"); // another push
        again.Error.ShouldBeEmpty();
        (await desk.Writes()).ShouldBe(1);
    }

    [Fact]
    public async Task Within_one_command_a_lost_answer_is_asked_for_again_under_the_same_key()
    {
        using var desk = await city.NewDesk();
        await using var line = city.Line();
        desk.Environment["CLUSTER_GATEWAY"] = $"http://127.0.0.1:{line.Port}";
        var cuts = 0;
        line.CutBeforeReply = answer => Encoding.UTF8.GetString(answer.Span).Contains("created", StringComparison.Ordinal) && ++cuts == 1;

        var ended = await desk.Run("push", Desk.Segments, desk.File("roads.ndjson", desk.Roads(5)), "--retries", "3");

        cuts.ShouldBeGreaterThan(1);
        ended.Out.ShouldContain("新增 5");
        (await desk.Writes()).ShouldBe(1);
    }

    [Fact]
    public async Task Of_a_long_input_the_parts_that_were_answered_are_not_written_twice_either()
    {
        using var desk = await city.NewDesk();
        await using var line = city.Line();
        desk.Environment["CLUSTER_GATEWAY"] = $"http://127.0.0.1:{line.Port}";
        var answers = 0;
        line.CutBeforeReply = answer => Encoding.UTF8.GetString(answer.Span).Contains("\"created\":", StringComparison.Ordinal) && ++answers == 2;
        var roads = desk.Roads(10_500);

        var cut = await desk.RunWith(roads, "push", Desk.Segments, "--format", "ndjson", "--json");
        line.CutBeforeReply = null;
        var repeat = await desk.RunWith(roads, "push", Desk.Segments, "--format", "ndjson", "--json");

        cut.Exit.ShouldBe(ExitCode.Unreachable);
        cut.Json["created"]!.GetValue<int>().ShouldBe(10_000);
        repeat.Exit.ShouldBe(ExitCode.Done, repeat.Error);
        repeat.Json["created"]!.GetValue<int>().ShouldBe(10_500);
        (await desk.Writes()).ShouldBe(2);
    }

    [Fact]
    public async Task Going_back_to_what_was_pushed_before_is_a_push_of_its_own()
    {
        using var desk = await city.NewDesk();
        var (one, other) = (desk.File("one.ndjson", desk.Road("a", 1).ToJsonString()), desk.File("other.ndjson", desk.Road("a", 2).ToJsonString()));

        await desk.Run("push", Desk.Segments, one);
        await desk.Run("push", Desk.Segments, other);
        var back = await desk.Run("push", Desk.Segments, one);

        back.Out.ShouldContain("更新 1");
        (await desk.Stored()).ShouldBe(["a 1"]);
    }

    [Fact]
    public async Task A_push_is_no_repeat_of_one_whose_answer_the_platform_has_forgotten()
    {
        using var desk = await city.NewDesk();
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        var file = desk.File("roads.ndjson", desk.Roads(1));
        desk.Time = time;
        desk.Environment["CLUSTER_GATEWAY"] = "http://127.0.0.1:1";
        (await desk.Run("push", Desk.Segments, file)).Exit.ShouldBe(ExitCode.Unreachable);
        (await desk.Run("push", Desk.Segments, file)).Error.ShouldContain("按重发处理");

        time.Advance(TimeSpan.FromHours(25));

        (await desk.Run("push", Desk.Segments, file)).Error.ShouldNotContain("按重发处理");
    }

    [Fact]
    public async Task A_key_of_ones_own_is_sent_as_it_is()
    {
        using var desk = await city.NewDesk();

        await desk.Run("push", Desk.Segments, desk.File("one.ndjson", desk.Road("a", 1).ToJsonString()), "--key", "mine");
        var reused = await desk.Run("push", Desk.Segments, desk.File("other.ndjson", desk.Road("a", 2).ToJsonString()), "--key", "mine", "--json");

        (reused.Exit, reused.Code).ShouldBe((ExitCode.Refused, "idempotency-key-reused"));
    }
}
