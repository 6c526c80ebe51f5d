using System.Net;
using System.Text.Json.Nodes;
using Cluster.Fixtures;

namespace Cluster.System.Tests;

/// <summary>One service stopped: the rest answers and says which part is missing.</summary>
[Collection("One after the other: one test stops a service that another reads")]
public sealed class ServiceDownTests(WholeStack stack)
{
    [Fact]
    public async Task A_stopped_service_answers_503_with_its_name_while_the_others_answer_and_is_back_after_its_start()
    {
        using var office = await stack.Office();
        await stack.Stop("ecology");

        using (var down = await office.GetAsync("/api/ecology/stations"))
        {
            down.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
            JsonNode.Parse(await down.Content.ReadAsStringAsync())!["service"]!.GetValue<string>().ShouldBe("ecology");
        }

        (await office.Read("/api/industry/chain-nodes"))["items"]!.AsArray().Count.ShouldBeGreaterThan(0);
        (await office.Read("/api/coordination/overview"))["tasks"]!.GetValue<int>().ShouldBe(42);

        await stack.Start("ecology");
        await Eventually.True(async () =>
        {
            using var back = await office.GetAsync("/api/ecology/stations");
            return back.StatusCode == HttpStatusCode.OK;
        });
    }
}
