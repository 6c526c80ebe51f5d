using System.Net;
using System.Text.Json.Nodes;
using Cluster.Fixtures;

namespace Cluster.Ingestion.Tests;

/// <summary>Who changed a row, when, from what to what; and who is told.</summary>
public sealed class HistoryTests(InfrastructureService infrastructure) : IDisposable
{
    private readonly Department _transport = infrastructure.NewDepartment();

    public void Dispose() => _transport.Dispose();

    [Fact]
    public async Task Every_version_tells_who_wrote_it_when_and_what_it_was_before()
    {
        var began = TimeProvider.System.GetUtcNow();
        await _transport.Put("a", _transport.Road("a"));
        await _transport.Put("a", _transport.Road("a"));
        await _transport.Push(_transport.Road("a", 12.5m));

        var history = await History(_transport.Http);

        history.Select(h => h["version"]!.GetValue<long>()).ShouldBe([1, 2]);
        history.ShouldAllBe(h => h["organisation"]!.GetValue<string>() == _transport.Name && h["client"]!.GetValue<string>() == _transport.Client);
        history.ShouldAllBe(h => h["at"]!.GetValue<DateTimeOffset>() >= began);
        history.ShouldAllBe(h => h["trace"]!.GetValue<string>().StartsWith("00-"));
        history[0]["before"].ShouldBeNull();
        history[1]["before"]!["lengthKm"]!.GetValue<decimal>().ShouldBe(10);
        history[1]["after"]!["lengthKm"]!.GetValue<decimal>().ShouldBe(12.5m);
    }

    [Theory]
    [InlineData("office", HttpStatusCode.OK)]
    [InlineData("operator", HttpStatusCode.OK)]
    [InlineData("reader", HttpStatusCode.OK)]
    [InlineData("department", HttpStatusCode.NotFound)]
    public async Task To_another_department_the_row_is_not_there(string role, HttpStatusCode status)
    {
        await _transport.Put("a", _transport.Road("a"));
        using var http = infrastructure.One.As("市发改委", role);

        foreach (var address in new[] { Address, $"{Address}/history" })
        {
            using var response = await http.GetAsync(address);
            using var missing = await http.GetAsync(address.Replace(_transport.Key("a"), "nowhere", StringComparison.Ordinal));
            response.StatusCode.ShouldBe(status);
            if (status == HttpStatusCode.NotFound)
            {
                Shape(await response.Content.ReadAsStringAsync()).ShouldBe(Shape(await missing.Content.ReadAsStringAsync()));
            }
        }

        var listed = await http.Read($"{Department.Segments}?key={_transport.Key("a")}");
        listed["items"]!.AsArray().Any(i => i!["key"]!.GetValue<string>() == _transport.Key("a")).ShouldBe(status == HttpStatusCode.OK);
    }

    private string Address => $"{Department.Segments}/{_transport.Key("a")}";

    private async Task<List<JsonNode>> History(HttpClient http) =>
        [.. (await http.Read($"{Address}/history"))["items"]!.AsArray().Select(i => i!)];

    /// <summary>The answer without what differs from one request to the next.</summary>
    private static string Shape(string problem)
    {
        var json = JsonNode.Parse(problem)!.AsObject();
        json.Remove("traceId");
        return json.ToJsonString();
    }
}
