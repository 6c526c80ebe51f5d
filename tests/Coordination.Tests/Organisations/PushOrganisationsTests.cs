using Cluster.Fixtures;
using static Cluster.Coordination.Tests.CoordinationService;

namespace Cluster.Coordination.Tests.Organisations;

public sealed class PushOrganisationsTests(CoordinationService coordination) : IClassFixture<CoordinationService>
{
    [Fact]
    public async Task Two_organisations_cannot_share_an_alias()
    {
        var taken = await coordination.Office.Push("/api/coordination/organisations", Organisation("市甲局", "发改委"));
        var both = await coordination.Office.Push("/api/coordination/organisations", Organisation("市乙局", "丙"), Organisation("市丁局", "丙"));

        taken.Faults().ShouldBe(["aliases:alias-taken"]);
        both.Faults(0).ShouldBe(["aliases:alias-taken"]);
        both.Faults(1).ShouldBe(["aliases:alias-taken"]);
    }

    [Fact]
    public async Task A_task_written_with_aliases_is_stored_with_short_names_each_once()
    {
        await coordination.Office.Push(
            "/api/coordination/tasks", CoordinationService.Task("T32", "3", "3.1", 32, ["交通运输局"], ["住建局", "市住建局", "发改委"]));

        var task = (await coordination.Office.Read("/api/coordination/tasks/T32"))["task"]!;
        task["leads"]!.AsArray().Select(x => x!.GetValue<string>()).ShouldBe(["市交通运输局"]);
        task["coOperators"]!.AsArray().Select(x => x!.GetValue<string>()).ShouldBe(["市住建局", "市发改委"]);
    }

    [Fact]
    public async Task A_task_with_an_unregistered_organisation_is_refused() =>
        (await coordination.Office.Push(
            "/api/coordination/tasks", CoordinationService.Task("T33", "3", "3.1", 33, ["市水晶局"], []))).Faults().ShouldBe(["leads:unknown-organisation"]);
}
