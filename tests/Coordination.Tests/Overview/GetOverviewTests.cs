using System.Text.Json.Nodes;
using Cluster.Fixtures;

namespace Cluster.Coordination.Tests.Overview;

public sealed class GetOverviewTests(CoordinationService coordination) : IClassFixture<CoordinationService>
{
    [Fact]
    public async Task States_add_up_to_the_tasks_in_every_theme_and_in_all()
    {
        var overview = await coordination.Office.Read("/api/coordination/overview");

        overview["tasks"]!.GetValue<int>().ShouldBe(3);
        Sum(overview["states"]!).ShouldBe(3);
        overview["themes"]!.AsArray().Sum(t => Sum(t!["states"]!)).ShouldBe(3);
        overview["themes"]!.AsArray().ShouldAllBe(t => Sum(t!["states"]!) == t["tasks"]!.GetValue<int>());
    }

    [Fact]
    public async Task An_organisation_counts_the_tasks_it_leads_and_co_operates_in()
    {
        var organisations = (await coordination.Office.Read("/api/coordination/overview"))["organisations"]!.AsArray();

        var reform = organisations.Single(o => o!["name"]!.GetValue<string>() == "市发改委")!;
        (reform["leads"]!.GetValue<int>(), reform["coOperates"]!.GetValue<int>()).ShouldBe((1, 2));
    }

    [Fact]
    public async Task A_target_nobody_measured_is_neither_met_nor_missed()
    {
        var target = (await coordination.Office.Read("/api/coordination/overview"))["indicators"]![0]!;

        target["value"].ShouldBeNull();
        target["met"].ShouldBeNull();
    }

    [Fact]
    public async Task Every_service_has_a_line_of_freshness_and_this_one_is_seconds_old()
    {
        var freshness = await Eventually.Fits(
            async () => (await coordination.Office.Read("/api/coordination/overview"))["freshness"]!.AsArray(),
            lines => lines.Single(l => l!["service"]!.GetValue<string>() == "coordination")!["asOf"] is not null);

        freshness.Count.ShouldBe(6);
        var asOf = freshness.Single(l => l!["service"]!.GetValue<string>() == "coordination")!["asOf"]!.GetValue<DateTimeOffset>();
        (TimeProvider.System.GetUtcNow() - asOf).ShouldBeLessThan(TimeSpan.FromSeconds(10));
    }

    private static int Sum(JsonNode states) => states.AsObject().Sum(s => s.Value!.GetValue<int>());
}
