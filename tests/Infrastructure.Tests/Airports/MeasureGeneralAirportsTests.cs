using System.Text.Json.Nodes;
using Cluster.Fixtures;
using static Cluster.Infrastructure.Tests.WorksCollection;

namespace Cluster.Infrastructure.Tests.Airports;

/// <summary>The target is one figure of the whole service, so this goes through it in one story, and no other test has a general airport.</summary>
[Collection(Name)]
public sealed class MeasureGeneralAirportsTests(InfrastructureService infrastructure)
{
    private const string Airports = "/api/infrastructure/airports";
    private const string Target = "infrastructure/indicators/G07/150200";

    private readonly HttpClient _reform = infrastructure.Service.As("市发改委");

    [Fact]
    public async Task The_target_counts_the_two_counties_whose_general_airport_is_built_and_a_correction_takes_it_back()
    {
        await Push(Airport("shiguai", "石拐区", "planned", demonstration: true)); // 0, by demonstration data
        await Push(Airport("guyang", "固阳县", "under-construction")); // still 0
        await Push(Airport("damao", "达茂旗", "completed")); // not named
        await Push(Airport("baotou", "固阳县", "in-service", "transport")); // no general airport
        await Push(Airport("guyang", "固阳县", "completed")); // 1
        await Push(Airport("guyang-2", "固阳县", "in-service")); // still one county
        await Push(Airport("shiguai", "石拐区", "in-service")); // 2
        await Push(Airport("guyang-2", "达茂旗", "in-service"), Airport("guyang", "固阳县", "planned", correction: "误报")); // 1
        await Push(Airport("guyang", "九原区", "planned"), Airport("shiguai", "九原区", "in-service")); // nothing is known

        var events = await infrastructure.Events.Wait(e => e.Count(x => x.Aggregate == Target) >= 5);
        events.Where(e => e.Aggregate == Target).OrderBy(e => e.Version)
            .Select(e => e.Body.TryGetProperty("value", out var value) ? $"{value.GetInt32()}{Mark(e)}" : "withdrawn")
            .ShouldBe(["0 演示", "1", "2", "1", "withdrawn"]);
    }

    private static string Mark(ProbedEvent told) => told.Body.GetProperty("source").GetProperty("zh").GetString()!.Contains("演示") ? " 演示" : "";

    private async Task Push(params JsonObject[] airports)
    {
        var answer = await _reform.Push(Airports, airports);
        answer.Count("rejected").ShouldBe(0, answer.Text);
    }

    private static JsonObject Airport(
        string key, string county, string status, string kind = "general", bool demonstration = false, string? correction = null) =>
        Work(key, status, own: new() { ["kind"] = kind, ["county"] = county, ["demonstration"] = demonstration, ["correction"] = correction });
}
