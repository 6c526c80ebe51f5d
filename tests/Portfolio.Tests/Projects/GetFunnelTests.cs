using System.Text.Json.Nodes;
using Cluster.Fixtures;

namespace Cluster.Portfolio.Tests.Projects;

public sealed class GetFunnelTests(PortfolioService portfolio) : IClassFixture<PortfolioService>
{
    private const string Projects = PortfolioService.Projects;
    private const string Funnel = "/api/infrastructure/project-funnel";

    [Fact]
    public async Task A_past_day_has_the_stages_of_that_day()
    {
        var reform = portfolio.Service.As("市发改委");
        await reform.Push(Projects, PushProjectsTests.Project("past").With("stageSince", "2025-01-10"));
        await reform.Push(Projects, StageRulesTests.Started("past"));

        At(await reform.Read($"{Funnel}?asOf=2025-03-31")).ShouldBe([("reserve", 1, 80)]);
        At(await reform.Read($"{Funnel}?asOf=2025-04-11")).ShouldBe([("started", 1, 10)]);
        At(await reform.Read($"{Funnel}?asOf=2025-01-09")).ShouldBe([]);
    }

    [Fact]
    public async Task A_correction_of_a_stage_takes_the_days_back_that_it_had()
    {
        var water = portfolio.Service.As("市水务局");
        await water.Push(Projects, StageRulesTests.Started("taken-back"));
        await water.Push(Projects, PushProjectsTests.Project("taken-back").With("stageSince", "2025-03-01").With("stageCorrection", "场地平整误报为开工"));

        At(await water.Read($"{Funnel}?asOf=2025-04-11")).ShouldBe([("reserve", 1, 41)]);
    }

    [Fact]
    public async Task What_has_not_moved_for_longer_than_its_stage_takes_is_stuck()
    {
        var forest = portfolio.Service.As("市林草局");
        await forest.Push(
            Projects, PushProjectsTests.Project("stuck").With("stage", "preparation").With("stageSince", "2025-01-01"),
            PushProjectsTests.Project("moving").With("stage", "preparation").With("stageSince", "2025-06-01"));

        var stuck = (await forest.Read($"{Funnel}/stuck?asOf=2025-07-01")).AsArray();

        stuck.Select(s => (s!["key"]!.GetValue<string>(), s["days"]!.GetValue<int>(), s["stuckAfterDays"]!.GetValue<int>())).ShouldBe([("stuck", 181, 180)]);
        (await forest.Read($"{Funnel}/stuck?asOf=2025-06-30")).AsArray().ShouldBeEmpty();
    }

    private static (string, int, int)[] At(JsonNode funnel) =>
        [.. funnel["stages"]!.AsArray().Where(s => s!["projects"]!.GetValue<int>() > 0)
            .Select(s => (s!["stage"]!.GetValue<string>(), s["projects"]!.GetValue<int>(), s["daysMax"]!.GetValue<int>()))];
}
