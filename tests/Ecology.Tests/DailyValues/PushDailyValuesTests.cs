using System.Net;
using System.Text.Json.Nodes;
using Cluster.Fixtures;
using Cluster.ServiceDefaults;
using static Cluster.Ecology.Tests.EcologyService;

namespace Cluster.Ecology.Tests.DailyValues;

public sealed class PushDailyValuesTests(EcologyService ecology) : IClassFixture<EcologyService>
{
    [Fact]
    public async Task A_value_is_created_then_unchanged_then_updated_and_told_each_time_it_changed()
    {
        await ecology.Ecology.Push(StationsApi, Station("AQ1"));
        (await ecology.Ecology.Push(DailyValuesApi, Pm25("AQ1", "2025-09-24"))).Outcome().ShouldBe("created");
        var respelt = Pm25("AQ1", "2025-09-24", 18.0m);
        respelt["unit"] = "μg/m³";
        (await ecology.Ecology.Push(DailyValuesApi, respelt)).Outcome().ShouldBe("unchanged");
        (await ecology.Ecology.Push(DailyValuesApi, Pm25("AQ1", "2025-09-24", null, "maintenance"))).Outcome().ShouldBe("updated");

        const string kind = "Cluster.Contracts.Ecology.DailyValueReported";
        var events = (await ecology.Events.Wait(e => e.Any(x => x.Kind == kind))).Where(e => e.Body.GetRawText().Contains("\"station\":\"AQ1\"")).ToList();
        events.Select(e => (e.Kind, e.Version)).ShouldBe([("Cluster.Contracts.Ecology.DailyValuesRecorded", 1), (kind, 2)]);
        events[0].Body.GetProperty("values")[0].GetProperty("value").GetDecimal().ShouldBe(18);
        events[0].Body.GetProperty("values")[0].GetProperty("unit").GetString().ShouldBe("µg/m³");
        events[1].Aggregate.ShouldBe("ecology/daily-values/AQ1.pm25.2025-09-24");
        events[1].Body.GetProperty("quality").GetString().ShouldBe("maintenance");
    }

    [Theory]
    [InlineData("parameter", "\"pm1\"", "parameter:not-allowed")]
    [InlineData("unit", "\"mg/m³\"", "unit:wrong-unit")]
    [InlineData("value", "-0.1", "value:out-of-range")]
    [InlineData("value", "2000.1", "value:out-of-range")]
    [InlineData("value", "18.25", "value:too-many-decimals")]
    [InlineData("value", "null", "value:value-missing")]
    [InlineData("quality", "\"missing\"", "value:value-of-missing")]
    [InlineData("quality", "\"good\"", "quality:not-allowed")]
    [InlineData("date", "\"2025-02-29\"", "date:bad-date")]
    [InlineData("station", "\"AQ-nowhere\"", "station:unknown-station")]
    public async Task A_faulty_field_is_named_with_its_code(string field, string value, string fault)
    {
        await ecology.Ecology.Push(StationsApi, Station("AQ2"));
        var row = Pm25("AQ2", "2025-09-24");
        row[field] = JsonNode.Parse(value);

        var answer = await ecology.Ecology.Push(DailyValuesApi, row);

        answer.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        answer.Faults().ShouldBe([fault]);
    }

    [Fact]
    public async Task A_wrong_unit_is_told_the_right_one()
    {
        await ecology.Ecology.Push(StationsApi, Station("AQ3"));
        var row = Pm25("AQ3", "2025-09-24");
        row["unit"] = "mg/m³";

        var answer = await ecology.Ecology.Push(DailyValuesApi, row);

        answer.Row(0)["errors"]![0]!["allowed"]!.AsArray().Select(a => a!.GetValue<string>()).ShouldBe(["µg/m³"]);
    }

    [Fact]
    public async Task A_day_that_has_not_come_has_no_value()
    {
        await ecology.Ecology.Push(StationsApi, Station("AQ4"));
        var today = TimeProvider.System.Today();

        var answer = await ecology.Ecology.Push(
            DailyValuesApi, Pm25("AQ4", $"{today:yyyy-MM-dd}"), Pm25("AQ4", $"{today.AddDays(2):yyyy-MM-dd}"));

        answer.Outcome(0).ShouldBe("created");
        answer.Faults(1).ShouldBe(["date:date-in-future"]);
    }

    [Fact]
    public async Task A_parameter_is_measured_at_its_own_kind_of_station()
    {
        await ecology.Ecology.Push(StationsApi, Station("AQ5"), Station("RS5", "river-section"));

        var answer = await ecology.Ecology.Push(DailyValuesApi, WaterClass("AQ5", "2025-09-24", 2), WaterClass("RS5", "2025-09-24", 2));

        answer.Status.ShouldBe(HttpStatusCode.MultiStatus);
        answer.Faults(0).ShouldBe(["parameter:parameter-of-other-kind"]);
        answer.Row(0)["errors"]![0]!["allowed"]!.AsArray().Select(a => a!.GetValue<string>()).ShouldContain("pm25");
        answer.Row(1)["key"]!.GetValue<string>().ShouldBe("RS5.water-class.2025-09-24");
    }

    [Fact]
    public async Task Each_row_of_a_mixed_batch_is_told_all_that_is_wrong_with_it()
    {
        await ecology.Ecology.Push(StationsApi, Station("AQ6"));
        var wrong = Pm25("AQ6", "2025-09-25", 5_000);
        wrong["unit"] = "ppm";
        wrong["quality"] = null;

        var answer = await ecology.Ecology.Push(
            DailyValuesApi, Pm25("AQ6", "2025-09-24"), wrong, Pm25("AQ6", "2025-09-26"), Pm25("AQ6", "2025-09-26", 19));

        answer.Status.ShouldBe(HttpStatusCode.MultiStatus);
        answer.Count("created").ShouldBe(1);
        answer.Row(1)["index"]!.GetValue<int>().ShouldBe(1);
        answer.Faults(1).ShouldBe(["value:out-of-range", "quality:required", "unit:wrong-unit"], ignoreOrder: true);
        answer.Faults(2).ShouldBe(["key:duplicate-in-batch"]);
        answer.Faults(3).ShouldBe(["key:duplicate-in-batch"]);
    }

    [Fact]
    public async Task Nobody_reports_for_another_departments_station()
    {
        await ecology.Ecology.Push(StationsApi, Station("AQ7"));
        await ecology.Ecology.Push(DailyValuesApi, Pm25("AQ7", "2025-09-24"));

        (await ecology.Water.Push(DailyValuesApi, Pm25("AQ7", "2025-09-24", 19))).Faults().ShouldBe(["key:not-yours"]);

        var answer = await ecology.Water.Put(DailyValuesApi, "AQ7.pm25.2025-09-25", Pm25("AQ7", "2025-09-25"));
        answer.Status.ShouldBe(HttpStatusCode.Forbidden);
        answer.Code.ShouldBe("station-not-yours");
    }

    [Fact]
    public async Task The_address_of_a_single_value_is_its_station_parameter_and_day()
    {
        await ecology.Ecology.Push(StationsApi, Station("AQ8"));

        var created = await ecology.Ecology.Put(DailyValuesApi, "AQ8.pm25.2025-09-24", Pm25("AQ8", "2025-09-24"));
        var refused = await ecology.Ecology.Put(DailyValuesApi, "AQ8.pm25.2025-09-25", Pm25("AQ8", "2025-09-24"));

        created.Status.ShouldBe(HttpStatusCode.Created);
        refused.Code.ShouldBe("key-mismatch");
        var listed = (await ecology.Ecology.Read($"{DailyValuesApi}/AQ8.pm25.2025-09-24")).AsObject();
        listed.Remove("owner");
        (await ecology.Ecology.Push(DailyValuesApi, listed)).Row(0)["warnings"].ShouldBeNull();
        listed["key"] = "AQ8.pm25.2025-09-25";
        (await ecology.Ecology.Push(DailyValuesApi, listed)).Faults().ShouldBe(["key:key-mismatch"]);
        listed["value"]!.GetValue<decimal>().ShouldBe(18);
    }
}
