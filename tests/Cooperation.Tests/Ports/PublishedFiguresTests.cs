using System.Net;
using System.Text.Json.Nodes;
using Cluster.Cooperation.Ports;
using Cluster.Fixtures;

namespace Cluster.Cooperation.Tests.Ports;

/// <summary>What was really published goes in as it is and comes out with its sums intact.</summary>
public sealed class PublishedFiguresTests(CooperationService cooperation) : IClassFixture<CooperationService>
{
    private const string Statistics = "/api/cooperation/port-statistics";

    private readonly JsonNode _published =
        JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "port-statistics.json")))!;

    [Fact]
    public void Every_measure_has_the_units_it_is_published_in() =>
        PortStatistic.Units.Select(u => $"{PortStatistic.Measures.Write(u.Key)}: {string.Join(' ', u.Value)}").ShouldBe(
            _published["units"]!.AsObject().Select(u => $"{u.Key}: {string.Join(' ', u.Value!.AsArray())}"));

    [Fact]
    public async Task The_freight_of_the_first_eight_months_of_2013_adds_up_by_direction_and_by_neighbour()
    {
        var commerce = cooperation.Service.As("市商务局");
        JsonObject[] rows = [.. _published["rows"]!.AsArray().Select(row => row!.AsObject())];

        var answer = await commerce.Push(Statistics, rows);

        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Text);
        var freight = (await commerce.Read($"{Statistics}?pageSize=500"))["items"]!.AsArray()
            .Where(s => $"{s!["port"]} {s["periodStart"]} {s["periodEnd"]} {s["measure"]}" == "内蒙古全区 2013-01-01 2013-08-31 freight")
            .ToDictionary(s => $"{s!["direction"]} {s["neighbour"]}", s => s!["value"]!.GetValue<decimal>());
        freight["total all"].ShouldBe(3872.3m);
        (freight["import all"] + freight["export all"] + freight["transit all"]).ShouldBe(freight["total all"]);
        (freight["total russia"] + freight["total mongolia"]).ShouldBe(freight["total all"]);
        (freight["import mongolia"] + freight["export mongolia"]).ShouldBe(freight["total mongolia"]);
    }
}
