using System.Net;
using System.Text.Json.Nodes;
using Cluster.Fixtures;
using static Cluster.Ecology.Tests.EcologyService;

namespace Cluster.Ecology.Tests.Stations;

public sealed class PushStationsTests(EcologyService ecology) : IClassFixture<EcologyService>
{
    [Fact]
    public async Task A_station_is_created_then_unchanged_then_updated_and_told_each_time_it_changed()
    {
        var station = Station("AQ1");
        station["demonstration"] = true;
        (await ecology.Ecology.Push(StationsApi, station)).Outcome().ShouldBe("created");
        (await ecology.Ecology.Push(StationsApi, station)).Outcome().ShouldBe("unchanged");
        (station["longitude"], station["latitude"]) = (109.84, 40.657);
        (await ecology.Ecology.Push(StationsApi, station)).Outcome().ShouldBe("updated");

        var events = (await ecology.Events.Wait(e => e.Count(IsOfStation) >= 2)).Where(IsOfStation).ToList();
        events.Select(e => e.Version).ShouldBe([1, 2]);
        events[1].Kind.ShouldBe("Cluster.Contracts.Ecology.StationReported");
        events[1].Body.GetProperty("divisionCode").GetString().ShouldBe("150203");
        events[1].Body.GetProperty("longitude").GetDecimal().ShouldBe(109.84m);
        events[1].Body.GetProperty("demonstration").GetBoolean().ShouldBeTrue();

        static bool IsOfStation(ProbedEvent e) => e.Aggregate == "ecology/stations/AQ1";
    }

    [Theory]
    [InlineData("divisionCode", "\"15020\"", "divisionCode:bad-division-code")]
    [InlineData("kind", "\"noise\"", "kind:not-allowed")]
    [InlineData("longitude", "109.84", "latitude:half-a-position")]
    [InlineData("latitude", "40.657", "longitude:half-a-position")]
    [InlineData("longitude", "40.657", "longitude:out-of-range")]
    [InlineData("latitude", "109.84", "latitude:out-of-range")]
    public async Task A_faulty_field_is_named_with_its_code(string field, string value, string fault)
    {
        var station = Station("AQ-faulty");
        station[field] = JsonNode.Parse(value);

        var answer = await ecology.Ecology.Push(StationsApi, station);

        answer.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        answer.Faults().ShouldBe([fault]);
    }

    [Fact]
    public async Task Another_departments_station_is_not_yours()
    {
        await ecology.Ecology.Push(StationsApi, Station("AQ-theirs"));

        var answer = await ecology.Water.Push(StationsApi, Station("AQ-theirs", "river-section"), Station("RS-ours", "river-section"));

        answer.Status.ShouldBe(HttpStatusCode.MultiStatus);
        answer.Faults(0).ShouldBe(["key:not-yours"]);
        answer.Outcome(1).ShouldBe("created");
    }
}
