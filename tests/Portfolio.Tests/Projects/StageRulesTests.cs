using System.Text.Json.Nodes;
using Cluster.Fixtures;
using Cluster.Portfolio.Projects;

namespace Cluster.Portfolio.Tests.Projects;

[Collection<Pipeline>]
public sealed class StageRulesTests(PortfolioService portfolio)
{
    private const string Projects = PortfolioService.Projects;
    private readonly HttpClient _transport = portfolio.Service.As("市交通运输局");

    public static TheoryData<ProjectStage, ProjectStage> EveryPair
    {
        get
        {
            var pairs = new TheoryData<ProjectStage, ProjectStage>();
            foreach (var from in Enum.GetValues<ProjectStage>())
            {
                foreach (var to in Enum.GetValues<ProjectStage>().Where(to => to != from))
                {
                    pairs.Add(from, to);
                }
            }

            return pairs;
        }
    }

    /// <summary>The way forward of the pool (谋划 → 储备 → 前期 → 开工 → 在建 → 竣工 → 投产), its two short cuts, and the halts.</summary>
    private static readonly HashSet<(string, string)> Drawn =
    [
        ("谋划", "储备"), ("储备", "前期"), ("储备", "开工"), ("前期", "开工"), ("开工", "在建"), ("开工", "竣工"), ("在建", "竣工"), ("竣工", "投产"),
        ("谋划", "缓建"), ("储备", "缓建"), ("前期", "缓建"), ("开工", "缓建"), ("在建", "缓建"),
        ("缓建", "谋划"), ("缓建", "储备"), ("缓建", "前期"), ("缓建", "开工"), ("缓建", "在建"),
        ("开工", "停建"), ("在建", "停建"), ("停建", "开工"), ("停建", "在建"),
        ("谋划", "终止"), ("储备", "终止"), ("前期", "终止"), ("开工", "终止"), ("在建", "终止"), ("缓建", "终止"), ("停建", "终止"),
    ];

    [Theory]
    [MemberData(nameof(EveryPair))]
    public void A_move_that_is_not_drawn_is_not_there(ProjectStage from, ProjectStage to) =>
        StageGates.After(from).Contains(to).ShouldBe(Drawn.Contains((StageGates.Codes.WordOf(from).Zh, StageGates.Codes.WordOf(to).Zh)));

    [Fact]
    public async Task A_gate_that_is_left_out_is_refused_with_the_stages_that_may_follow()
    {
        await _transport.Push(Projects, PushProjectsTests.Project("jump").With("stage", "idea"));

        var answer = await _transport.Push(Projects, Started("jump"));

        answer.Faults().ShouldBe(["stage:stage-not-allowed"]);
        answer.Row(0)["errors"]![0]!["allowed"]!.AsArray().Select(a => a!.GetValue<string>()).ShouldBe(["idea", "reserve", "deferred", "terminated"]);
    }

    [Fact]
    public async Task The_gates_of_start_completion_and_operation_ask_for_evidence_and_the_halts_for_a_reason()
    {
        await _transport.Push(Projects, PushProjectsTests.Project("gates"));

        (await _transport.Push(Projects, Started("gates").With("stageEvidence", null))).Faults().ShouldBe(["stageEvidence:stage-evidence-missing"]);
        (await _transport.Push(Projects, Started("gates"))).Outcome().ShouldBe("updated");
        (await _transport.Push(Projects, Started("gates").With("stage", "stopped"))).Faults().ShouldBe(["stageReason:stage-reason-missing"]);
        (await _transport.Push(Projects, Started("gates").With("stage", "stopped").With("stageReason", "冬季停工"))).Outcome().ShouldBe("updated");
    }

    [Fact]
    public async Task A_stage_keeps_its_day_until_it_changes_and_no_stage_begins_before_the_last()
    {
        await _transport.Push(Projects, PushProjectsTests.Project("days").With("stageSince", "2025-01-10"));
        await _transport.Push(Projects, PushProjectsTests.Project("days").With("name", "改名"));
        await _transport.Push(Projects, PushProjectsTests.Project("unsaid"));

        (await _transport.Read($"{Projects}/days"))["stageSince"]!.GetValue<string>().ShouldBe("2025-01-10");
        (await _transport.Push(Projects, Started("days").With("stageSince", "2025-01-09"))).Faults().ShouldBe(["stageSince:stage-before-last"]);
        (await _transport.Push(Projects, Started("unsaid").With("stageSince", "2025-01-09"))).Outcome().ShouldBe("updated");
    }

    [Fact]
    public async Task A_stage_that_was_reported_wrongly_goes_back_with_the_reason_of_the_correction()
    {
        await _transport.Push(Projects, Started("wrong").With("stageSince", "2025-05-01"));
        var back = PushProjectsTests.Project("wrong").With("stageSince", "2025-02-01");

        (await _transport.Push(Projects, back)).Faults().ShouldBe(["stage:stage-not-allowed"]);
        (await _transport.Push(Projects, back.With("stageCorrection", "场地平整误报为开工"))).Outcome().ShouldBe("updated");
    }

    [Fact]
    public async Task A_stage_said_again_without_its_words_keeps_them()
    {
        await _transport.Push(Projects, Started("words").With("stage", "stopped").With("stageReason", "冬季停工"));

        (await _transport.Push(Projects, Started("words").With("stage", "stopped").With("stageEvidence", null).With("stageReason", null))).Outcome().ShouldBe("unchanged");
    }

    [Fact]
    public async Task A_stage_that_comes_late_is_no_way_back()
    {
        await _transport.Push(Projects, Started("late").With("asOf", "2025-05-01T00:00:00+08:00"));

        var answer = await _transport.Push(Projects, PushProjectsTests.Project("late").With("asOf", "2025-03-01T00:00:00+08:00"));

        (answer.Outcome(), answer.Row(0)["late"]!.GetValue<bool>()).ShouldBe(("unchanged", true));
        (await _transport.Read($"{Projects}/late"))["stage"]!.GetValue<string>().ShouldBe("started");
    }

    internal static JsonObject Started(string key) => PushProjectsTests.Project(key)
        .With("stage", "started").With("startedOn", "2025-04-01").With("stageSince", "2025-04-01").With("stageEvidence", "施工许可证 150222202504010101");
}
