using System.Net;
using System.Text.Json.Nodes;
using Cluster.Fixtures;
using static Cluster.Ecology.Tests.EcologyService;

namespace Cluster.Ecology.Tests.DailyValues;

public sealed class GetDailyValuesTests(EcologyService ecology) : IClassFixture<EcologyService>
{
    [Theory]
    [InlineData("station=GA&parameter=pm25", "GA.pm25.2025-01-01 GA.pm25.2025-01-02")]
    [InlineData("station=GA&date.gte=2025-01-02&date.lte=2025-01-02", "GA.pm25.2025-01-02")]
    [InlineData("station=GA&station=GW&value.gt=2&sort=-value", "GA.pm25.2025-01-01 GW.water-class.2025-01-01")]
    [InlineData("station=GA&quality=缺测", "GA.pm25.2025-01-02")]
    [InlineData("station=GA&sort=-value,-date", "GA.pm25.2025-01-01 GA.pm25.2025-01-02")]
    public async Task Values_are_asked_by_station_parameter_day_and_value(string query, string expected)
    {
        await PushThree();

        (await ecology.Ecology.Read($"{DailyValuesApi}?{query}"))["items"]!.AsArray().Select(v => v!["key"]!.GetValue<string>()).ShouldBe(expected.Split(' '));
    }

    /// <summary>The unit is the parameter's: told with each value, and kept by none.</summary>
    [Fact]
    public async Task A_unit_is_shown_and_cannot_be_filtered_by()
    {
        await PushThree();

        (await ecology.Ecology.Read($"{DailyValuesApi}?station=GW&fields=unit"))["items"]!.AsArray().Single()!.AsObject()
            .Select(m => $"{m.Key}: {m.Value}").ShouldBe(["key: GW.water-class.2025-01-01", "unit: 类"]);
        using var answer = await ecology.Ecology.GetAsync($"{DailyValuesApi}?unit=类");
        (answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["code"]!.GetValue<string>()).ShouldBe((HttpStatusCode.BadRequest, "unknown-parameter"));
    }

    [Theory]
    [InlineData(DailyValuesApi, "csv", "text/csv")]
    [InlineData(DailyValuesApi, "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")]
    [InlineData(StationsApi, "csv", "text/csv")]
    public async Task What_was_exported_is_sent_back_unchanged(string resource, string format, string type)
    {
        await PushThree();
        using var file = new ByteArrayContent(await ecology.Ecology.GetByteArrayAsync($"{resource}?format={format}"));
        file.Headers.ContentType = new(type);

        using var response = await ecology.Ecology.PostAsync($"{resource}/file", file);

        var answer = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        response.StatusCode.ShouldBe(HttpStatusCode.OK, answer.ToJsonString());
        answer["unchanged"]!.GetValue<int>().ShouldBe(answer["rows"]!.AsArray().Count);
    }

    private async Task PushThree()
    {
        (await ecology.Ecology.Push(StationsApi, Station("GA"), Station("GW", "river-section"))).Status.ShouldBe(HttpStatusCode.OK);
        (await ecology.Ecology.Push(
            DailyValuesApi, Pm25("GA", "2025-01-01"), Pm25("GA", "2025-01-02", null, "missing"), WaterClass("GW", "2025-01-01", 3))).Status.ShouldBe(HttpStatusCode.OK);
    }
}
