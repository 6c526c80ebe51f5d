using System.Net;
using System.Text.Json.Nodes;
using Cluster.Fixtures;
using Cluster.Portfolio.Tests.Projects;

namespace Cluster.Portfolio.Tests.Milestones;

[Collection<Dossier>]
public sealed class PushMilestonesTests(PortfolioService portfolio)
{
    private const string Milestones = "/api/infrastructure/project-milestones";
    private readonly HttpClient _transport = portfolio.Service.As("市交通运输局");
    private readonly HttpClient _reform = portfolio.Service.As("市发改委");

    [Fact]
    public async Task A_milestone_has_the_key_of_its_project_and_ordinal_or_one_of_its_own()
    {
        await _transport.HasBuilt("m-keys");

        var answer = await _transport.Push(Milestones, Milestone("m-keys"), Milestone("m-keys").With("ordinal", null).With("key", "own"));
        answer.Count("created").ShouldBe(2);
        answer.Row(0).Text("key").ShouldBe("m-keys.1");
        answer.Row(1).Text("key").ShouldBe("own");
        (await _transport.Put(Milestones, "m-keys.1", Milestone("m-keys"))).Json.Text("outcome").ShouldBe("unchanged");
        (await _transport.Read($"{Milestones}/m-keys.1")).Text("project").ShouldBe("m-keys");
    }

    [Fact]
    public async Task A_project_may_be_named_by_its_national_code_and_the_result_says_what_was_taken()
    {
        await _transport.HasBuilt("m-code", "2309-420683-04-01-282050");

        var answer = await _transport.Push(Milestones, Milestone("2309-420683-04-01-282050"));

        answer.Row(0).Text("key").ShouldBe("m-code.1");
        answer.Row(0)["notes"]![0]!.ToJsonString().ShouldContain("\"taken\":\"m-code\"");
        (await _transport.Push(Milestones, Milestone("m-code"))).Outcome().ShouldBe("unchanged");
    }

    [Fact]
    public async Task A_project_of_nobody_or_of_another_refuses_its_row_and_no_other()
    {
        await _transport.HasBuilt("m-mine");
        await _reform.HasBuilt("m-theirs", "2309-420683-04-01-564265");

        var answer = await _transport.Push(
            Milestones, Milestone("m-nobodys"), Milestone("m-theirs"), Milestone("m-mine"), Milestone("2309-420683-04-01-564265"));

        answer.Status.ShouldBe(HttpStatusCode.MultiStatus);
        answer.Faults().ShouldBe(["project:unknown-project"]);
        answer.Faults(1).ShouldBe(["project:project-not-yours"]);
        answer.Outcome(2).ShouldBe("created");
        answer.Faults(3).ShouldBe(["project:project-not-yours"]);
        answer.Row(3).ToJsonString().ShouldNotContain("m-theirs");
        (await _transport.Put(Milestones, "m-theirs.1", Milestone("m-theirs"))).Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    public static TheoryData<string, JsonNode?, string> Faulty => new()
    {
        { "project", null, "project:required" },
        { "name", null, "name:required" },
        { "planned", null, "planned:required" },
        { "planned", "2025-02-30", "planned:bad-date" },
        { "ordinal", 0, "ordinal:out-of-range" },
        { "ordinal", null, "ordinal:milestone-key-missing" },
        { "gate", "stopped", "gate:milestone-no-gate" },
        { "gate", "开幕", "gate:not-allowed" },
        { "actual", "2999-01-01", "actual:day-in-future" },
        { "actual", "2024-03-31", "actual:milestone-before-start" },
        { "slips", 0, "" },
    };

    [Theory]
    [MemberData(nameof(Faulty))]
    public async Task A_faulty_field_is_refused_with_its_code(string field, JsonNode? value, string fault)
    {
        await _transport.Push(PortfolioService.Projects, PushProjectsTests.Built("m-faulty"));

        var answer = await _transport.PushBatch(Milestones, [Milestone("m-faulty").With(field, value?.DeepClone())], mode: "validate");

        answer.Faults().ShouldBe(fault.Length > 0 ? [fault] : []);
    }

    [Theory]
    [InlineData("started", "actual:milestone-project-not-started")]
    [InlineData("completed", "actual:milestone-project-not-started")]
    [InlineData("preparation", null)]
    [InlineData(null, null)]
    public async Task Before_the_start_only_the_preparation_can_have_come(string? gate, string? fault)
    {
        await _transport.Push(PortfolioService.Projects, PushProjectsTests.Project("m-early"));

        (await _transport.PushBatch(Milestones, [Milestone("m-early").With("gate", gate).With("actual", "2025-01-05")], mode: "validate"))
            .Faults().ShouldBe(fault is null ? [] : [fault]);
    }

    [Fact]
    public async Task A_forecast_that_moves_later_is_a_slip_and_one_that_comes_back_is_none()
    {
        await _transport.HasBuilt("m-slips");
        (string? Forecast, int Slips, int? Days)[] reports =
        [
            (null, 0, null), ("2025-06-20", 0, -10), ("2025-07-10", 1, 10), ("2025-07-10", 1, 10), ("2025-07-05", 1, 5), ("2025-08-01", 2, 32), (null, 2, null), ("2025-07-01", 3, 1),
        ];
        foreach (var (forecast, slips, days) in reports)
        {
            await _transport.Push(Milestones, Milestone("m-slips").With("forecast", forecast));
            var stored = await _transport.Read($"{Milestones}/m-slips.1");
            (stored["slips"]!.GetValue<int>(), stored["slipDays"]?.GetValue<int>()).ShouldBe((slips, days), forecast);
        }

        var events = await portfolio.Events.Wait(e => e.Count(x => x.Aggregate == "infrastructure/project-milestones/m-slips.1") >= 7);
        var last = events.Last(e => e.Aggregate == "infrastructure/project-milestones/m-slips.1").Body;
        (last.GetProperty("planned").GetString(), last.GetProperty("forecast").GetString(), last.GetProperty("slips").GetInt32()).ShouldBe(("2025-06-30", "2025-07-01", 3));
    }

    [Fact]
    public async Task A_report_that_comes_late_counts_no_slip()
    {
        await _transport.HasBuilt("m-late");
        await _transport.Push(Milestones, Milestone("m-late").With("forecast", "2025-07-10").With("asOf", "2025-03-02T00:00:00Z"));

        var late = await _transport.Push(Milestones, Milestone("m-late").With("forecast", "2025-09-10").With("planned", "2025-05-01").With("asOf", "2025-03-01T00:00:00Z"));

        late.Row(0)["late"]!.GetValue<bool>().ShouldBeTrue(late.Text);
        (await _transport.Read($"{Milestones}/m-late.1"))["slips"]!.GetValue<int>().ShouldBe(1);
        (await _transport.Read($"{Milestones}/m-late.1/history"))["late"]![0]!["after"]!["slips"]!.GetValue<int>().ShouldBe(1);
    }

    [Fact]
    public async Task A_plan_moves_and_an_actual_day_is_taken_back_only_with_a_reason()
    {
        await _transport.HasBuilt("m-moved");
        var done = Milestone("m-moved").With("actual", "2025-06-28");
        await _transport.Push(Milestones, done);

        (await _transport.Push(Milestones, done.With("planned", "2025-07-30"))).Faults().ShouldBe(["planned:milestone-plan-moved"]);
        (await _transport.Push(Milestones, done.With("actual", null))).Faults().ShouldBe(["actual:milestone-actual-changed"]);
        var corrected = done.With("actual", null).With("planned", "2025-07-30");
        (await _transport.Push(Milestones, corrected)).Faults().ShouldBe(["planned:milestone-plan-moved", "actual:milestone-actual-changed"]);
        (await _transport.Push(Milestones, corrected.With("correction", "设计变更"))).Outcome().ShouldBe("updated");
        (await _transport.Push(Milestones, corrected)).Outcome().ShouldBe("unchanged");
    }

    internal static JsonObject Milestone(string project) => new()
    {
        ["project"] = project, ["ordinal"] = 1, ["name"] = "路基工程完成", ["planned"] = "2025-06-30",
    };
}
