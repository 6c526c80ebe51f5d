using System.Text.Json.Nodes;
using Cluster.Fixtures;
using Cluster.Portfolio.Tests.Projects;

namespace Cluster.Portfolio.Tests.Problems;

[Collection<Dossier>]
public sealed class PushProblemsTests(PortfolioService portfolio)
{
    private const string Problems = "/api/infrastructure/project-problems";
    private const string Overdue = "/api/infrastructure/projects/problems/overdue";
    private readonly HttpClient _transport = portfolio.Service.As("市交通运输局");

    public static TheoryData<string, JsonNode?, string> Faulty => new()
    {
        { "key", null, "key:required" },
        { "project", "nobodys", "project:unknown-project" },
        { "what", null, "what:required" },
        { "kind", "天气", "kind:not-allowed" },
        { "responsibleUnit", null, "responsibleUnit:required" },
        { "level", "省", "level:not-allowed" },
        { "raisedOn", "2999-01-01", "raisedOn:day-in-future dueOn:problem-due-before-raised" },
        { "dueOn", "2025-01-09", "dueOn:problem-due-before-raised" },
        { "solvedOn", "2025-02-01", "solution:problem-solution-incomplete" },
        { "solution", "已协调", "solvedOn:problem-solution-incomplete" },
        { "reopenReason", "又出现", "reopenReason:problem-not-reopened" },
    };

    [Theory]
    [MemberData(nameof(Faulty))]
    public async Task A_faulty_field_is_refused_with_its_code(string field, JsonNode? value, string faults)
    {
        await _transport.Push(PortfolioService.Projects, PushProjectsTests.Built("b-faulty"));

        (await _transport.PushBatch(Problems, [Problem("b-1", "b-faulty").With(field, value?.DeepClone())], mode: "validate"))
            .Faults().ShouldBe(faults.Split(' '));
    }

    [Theory]
    [InlineData("2025-01-09", "problem-solved-before-raised")]
    [InlineData("2999-01-09", "day-in-future")]
    public async Task A_problem_is_not_solved_before_it_was_raised_nor_in_the_future(string day, string code)
    {
        await _transport.Push(PortfolioService.Projects, PushProjectsTests.Built("b-days"));

        (await _transport.PushBatch(Problems, [Problem("b-2", "b-days").With("solvedOn", day).With("solution", "已协调")], mode: "validate"))
            .Faults().ShouldBe([$"solvedOn:{code}"]);
    }

    [Fact]
    public async Task A_problem_that_was_solved_is_reopened_with_a_reason_and_counts_how_often()
    {
        await _transport.HasBuilt("b-again");
        var open = Problem("again", "b-again");
        var solved = open.With("solvedOn", "2025-02-01").With("solution", "补偿到位");
        (await _transport.Push(Problems, open)).Outcome().ShouldBe("created");
        (await _transport.Push(Problems, solved)).Outcome().ShouldBe("updated");

        (await _transport.Push(Problems, open)).Faults().ShouldBe(["reopenReason:problem-reopen-reason-missing"]);
        (await _transport.Push(Problems, open.With("reopenReason", "新增两户"))).Outcome().ShouldBe("updated");
        (await _transport.Push(Problems, open)).Outcome().ShouldBe("unchanged");
        (await _transport.Push(Problems, open.With("reopenReason", "另一个理由"))).Faults().ShouldBe(["reopenReason:problem-not-reopened"]);
        (await _transport.Push(Problems, solved)).Outcome().ShouldBe("updated");
        (await _transport.Push(Problems, open.With("reopenReason", "新增两户"))).Outcome().ShouldBe("updated");

        var stored = await _transport.Read($"{Problems}/again");
        (stored["reopenings"]!.GetValue<int>(), stored.Text("reopenReason")).ShouldBe((2, "新增两户"));
    }

    [Fact]
    public async Task What_is_past_its_limit_and_not_solved_is_overdue_from_the_day_after()
    {
        var energy = portfolio.Service.As("市能源局");
        await energy.HasBuilt("b-overdue");
        var today = (await energy.Read(Overdue)).Text("asOf");
        await energy.Push(
            Problems, Problem("late", "b-overdue"), Problem("today", "b-overdue").With("dueOn", today).With("level", "region"),
            Problem("later", "b-overdue").With("dueOn", "2025-01-20"), Problem("solved", "b-overdue").With("solvedOn", "2025-06-01").With("solution", "已办"));

        var overdue = await energy.Read(Overdue);

        overdue["items"]!.AsArray().Select(i => i.Text("key")).ShouldBe(["late", "later"]);
        overdue["items"]![0]!["daysOverdue"]!.GetValue<int>().ShouldBe(DateOnly.Parse(today, null).DayNumber - new DateOnly(2025, 1, 10).DayNumber);
        overdue["levels"]!.AsArray().Select(l => (l.Text("level"), l!["open"]!.GetValue<int>(), l["overdue"]!.GetValue<int>()))
            .ShouldBe([("unit", 0, 0), ("district", 0, 0), ("city", 2, 2), ("region", 1, 0)]);
        (await energy.Read($"{Overdue}?level=region"))["items"]!.AsArray().ShouldBeEmpty();
        (await portfolio.Service.As("市民政局").Read(Overdue))["items"]!.AsArray().ShouldBeEmpty();
        (await portfolio.Service.As("市发改委", "office").Read(Overdue))["items"]!.ToJsonString().ShouldContain("\"late\"");
    }

    internal static JsonObject Problem(string key, string project) => new()
    {
        ["key"] = key, ["project"] = project, ["what"] = "征地补偿未完成", ["kind"] = "用地", ["responsibleUnit"] = "固阳县政府",
        ["raisedOn"] = "2025-01-10", ["dueOn"] = "2025-01-10", ["level"] = "市",
    };
}
