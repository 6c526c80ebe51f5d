using System.Text.Json.Nodes;

namespace Cluster.Cli.Tests.Jobs;

public sealed class JobsTests(RunningCity city)
{
    [Fact]
    public async Task A_push_as_a_job_ends_as_one_that_was_waited_for()
    {
        using var desk = await city.NewDesk();
        var file = desk.File("roads.ndjson", desk.Roads(3) + desk.Road("bad", -1).ToJsonString() + "\n");

        var ended = await desk.Run("push", Desk.Segments, file, "--job");

        ended.Exit.ShouldBe(ExitCode.SomeRefused, ended.Error);
        ended.Out.ShouldStartWith("infrastructure/segments：新增 3，更新 0，未变 0，被拒 1\n");
        ended.Out.ShouldContain("out-of-range");
        ended.Error.ShouldStartWith("已受理为任务 ");
        (await desk.Stored()).Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_push_left_to_itself_is_listed_and_watched()
    {
        using var desk = await city.NewDesk();
        var csv = desk.File("roads.csv", $"key,kind,name,status,lengthKm\n{desk.Key("a")},road,东河—固阳,under-construction,1\n");

        var left = await desk.Run("push", Desk.Segments, csv, "--detach");
        var id = left.Out.Trim();
        var watched = await desk.Run("jobs", "watch", "infrastructure", id, "--json");
        var listed = await desk.Run("jobs", "list", "infrastructure", "--json");

        left.Exit.ShouldBe(ExitCode.Done, left.Error);
        left.Error.ShouldContain($"cluster jobs watch infrastructure {id}");
        (watched.Exit, watched.Json["created"]!.GetValue<int>()).ShouldBe((ExitCode.Done, 1));
        var job = listed.Json["items"]!.AsArray().Single()!;
        (job["id"]!.GetValue<string>(), job["state"]!.GetValue<string>(), job["status"]!.GetValue<int>()).ShouldBe((id, "finished", 200));
        (await desk.Run("jobs", "list", "infrastructure")).Out.ShouldContain("完成");
    }

    [Fact]
    public async Task A_file_that_is_refused_as_a_whole_ends_so()
    {
        using var desk = await city.NewDesk();
        var csv = desk.File("roads.csv", "x,y\n1,2\n");

        var ended = await desk.Run("push", Desk.Segments, csv, "--job", "--json");

        (ended.Exit, ended.Code).ShouldBe((ExitCode.Refused, "header-not-found"));
    }

    [Theory]
    [InlineData("roads.json", "--job", "job-for-lines")]
    [InlineData("roads.xlsx", "--job --marked back.xlsx", "marked-without-job")]
    public async Task What_a_job_cannot_do_is_said_before_anything_is_sent(string name, string options, string code)
    {
        using var desk = await city.NewDesk();

        var ended = await desk.Run(["push", Desk.Segments, desk.File(name, "[]"), "--json", .. options.Split(' ')]);

        (ended.Exit, ended.Code).ShouldBe((ExitCode.Usage, code));
    }

    [Fact]
    public async Task A_job_that_is_not_there_is_not_found()
    {
        using var desk = await city.NewDesk();

        (await desk.Run("jobs", "watch", "infrastructure", Guid.NewGuid().ToString())).Exit.ShouldBe(ExitCode.NotFound);
        (await desk.Run("jobs", "watch", "infrastructure", "seven")).Exit.ShouldBe(ExitCode.Usage);
    }
}
