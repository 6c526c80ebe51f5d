using System.Text.Json.Nodes;
using Cluster.Fixtures;
using static Cluster.Infrastructure.Tests.WorksCollection;

namespace Cluster.Infrastructure.Tests;

[Collection(Name)]
public sealed class DemonstrationDataTests(InfrastructureService infrastructure)
{
    [Fact]
    public async Task Every_row_says_that_it_is_invented_and_is_taken()
    {
        var groups = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "demo-infrastructure.json")))!.AsArray();

        foreach (var group in groups)
        {
            JsonObject[] rows = [.. group!["rows"]!.AsArray().Select(r => r!.AsObject())];
            rows.ShouldAllBe(r => r["demonstration"]!.GetValue<bool>());
            using var sender = infrastructure.Service.As($"{group["organisation"]}");

            var answer = await sender.PushBatch($"/api/infrastructure/{group["resource"]}", rows, mode: "validate");

            answer.Count("rejected").ShouldBe(0, answer.Text);
        }

        groups.Select(g => $"{g!["resource"]}").Distinct().Count().ShouldBe(14);
    }
}
