using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Cluster.Fixtures;
using Cluster.Ingestion.Tests.Files;
using static Cluster.Ecology.Tests.EcologyService;

namespace Cluster.Ecology.Tests.Stations;

/// <summary>A department's system writes its own codes of stations (MN) and is understood.</summary>
public sealed class StationCodesTests(EcologyService ecology) : IClassFixture<EcologyService>
{
    private const string CodesApi = "/api/ecology/sender-codes";
    private const string System = "市生态环境局-system";

    [Fact]
    public async Task A_senders_code_is_the_platforms_station_in_the_result_the_row_and_its_history()
    {
        await ecology.Ecology.Push(StationsApi, Station("SC1"));
        (await ecology.Ecology.Push(CodesApi, Code("MN-1", "SC1"))).Row(0)["key"]!.GetValue<string>().ShouldBe($"{System}.station.MN-1");

        var answer = await ecology.Ecology.Push(DailyValuesApi, Pm25("MN-1", "2025-09-24"), Pm25("SC1", "2025-09-25"));

        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Text);
        answer.Row(0)["key"]!.GetValue<string>().ShouldBe("SC1.pm25.2025-09-24");
        answer.Row(0)["notes"]!.ToJsonString().ShouldBe("""[{"field":"station","code":"mapped","given":"MN-1","taken":"SC1"}]""");
        answer.Row(1)["notes"].ShouldBeNull();
        (await ecology.Ecology.Read($"{DailyValuesApi}/SC1.pm25.2025-09-24"))["station"]!.GetValue<string>().ShouldBe("SC1");
        (await ecology.Ecology.Read($"{DailyValuesApi}/SC1.pm25.2025-09-24/history"))["items"]![0]!["after"]!["station"]!.GetValue<string>().ShouldBe("SC1");
        (await ecology.Ecology.Push(DailyValuesApi, Pm25("SC1", "2025-09-24"))).Outcome().ShouldBe("unchanged");
        var twice = await ecology.Ecology.Push(DailyValuesApi, Pm25("SC1", "2025-09-26"), Pm25("MN-1", "2025-09-26"));
        (twice.Faults(0).Single(), twice.Faults(1).Single()).ShouldBe(("key:duplicate-in-batch", "key:duplicate-in-batch"));
    }

    [Fact]
    public async Task Json_lines_csv_and_workbook_are_read_alike()
    {
        await ecology.Ecology.Push(StationsApi, Station("SC2"));
        await ecology.Ecology.Push(CodesApi, Code("０２-A", "SC2"));
        string[] header = ["监测点位", "监测参数", "监测日期", "单位", "数据质量", "监测值"];
        string[] row = ["０２-A", "pm25", "2025-09-24", "µg/m³", "有效", "18"];

        var json = await ecology.Ecology.PushBatch(DailyValuesApi, [Pm25("０２-A", "2025-09-24")], mode: "validate");
        var lines = await Post("batch", Pm25("０２-A", "2025-09-24").ToJsonString(), "application/x-ndjson");
        var csv = await Post("file", $"{string.Join(',', header)}\n{string.Join(',', row)}\n", "text/csv");
        var xlsx = await Post(
            "file", Workbook.Of(Workbook.Row(header), Workbook.Row(row[..^1]) + Workbook.N("18")).Bytes(),
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");

        foreach (var answer in new[] { json, lines, csv, xlsx })
        {
            answer.Status.ShouldBe(HttpStatusCode.OK, answer.Text);
            (answer.Row(0)["key"]!.GetValue<string>(), answer.Row(0)["notes"]![0]!["taken"]!.GetValue<string>()).ShouldBe(("SC2.pm25.2025-09-24", "SC2"));
        }
    }

    [Fact]
    public async Task Only_the_system_that_a_code_belongs_to_is_understood_by_it()
    {
        await ecology.Ecology.Push(StationsApi, Station("SC3"));
        await ecology.Water.Push(StationsApi, Station("SC3-water"));
        await ecology.Ecology.Push(CodesApi, Code("MN-3", "SC3"));
        var other = ecology.As("市生态环境局", "second-system");
        var namesake = ecology.As("市水务局", System);

        (await other.Push(DailyValuesApi, Pm25("MN-3", "2025-09-24"))).Faults().ShouldBe(["station:unknown-station"]);
        (await namesake.Push(DailyValuesApi, Pm25("MN-3", "2025-09-24"))).Faults().ShouldBe(["station:unknown-station"]);

        var registered = Code("MN-3", "SC3");
        registered["system"] = "second-system";
        (await ecology.Ecology.Push(CodesApi, registered)).Outcome().ShouldBe("created");
        (await other.Push(DailyValuesApi, Pm25("MN-3", "2025-09-24"))).Outcome().ShouldBe("created");
        (await ecology.Water.Push(CodesApi, registered)).Faults().ShouldBe(["key:not-yours"]);
        (await ecology.Water.Read($"{CodesApi}"))["items"]!.AsArray().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("kind", "port", "kind:not-allowed")]
    [InlineData("target", "SC-nowhere", "target:unknown-station")]
    [InlineData("code", "SC4-other", "code:code-is-a-key")]
    [InlineData("code", null, "code:required")]
    [InlineData("code", "a\u200bb", "code:invalid-text")]
    public async Task A_code_that_would_mean_nothing_or_two_things_is_refused(string field, string? value, string fault)
    {
        await ecology.Ecology.Push(StationsApi, Station("SC4"), Station("SC4-other"));
        var row = Code("MN-4", "SC4");
        row[field] = value;

        (await ecology.Ecology.Push(CodesApi, row)).Faults().ShouldBe([fault]);
    }

    [Fact]
    public async Task A_code_that_has_become_a_key_of_the_platform_is_not_guessed()
    {
        await ecology.Ecology.Push(StationsApi, Station("SC5"));
        await ecology.Ecology.Push(CodesApi, Code("MN-5", "SC5"));
        await ecology.Ecology.Push(StationsApi, Station("MN-5"));

        (await ecology.Ecology.Push(DailyValuesApi, Pm25("MN-5", "2025-09-24"))).Faults().ShouldBe(["station:ambiguous-code"]);

        await ecology.Ecology.Push(CodesApi, Code("MN-5", "MN-5"));
        (await ecology.Ecology.Push(DailyValuesApi, Pm25("MN-5", "2025-09-24"))).Row(0)["key"]!.GetValue<string>().ShouldBe("MN-5.pm25.2025-09-24");
    }

    [Fact]
    public async Task A_changed_code_holds_for_the_rows_that_come_after()
    {
        await ecology.Ecology.Push(StationsApi, Station("SC6"), Station("SC6-new"));
        await ecology.Ecology.Push(CodesApi, Code("MN-6", "SC6"));
        await ecology.Ecology.Push(DailyValuesApi, Pm25("MN-6", "2025-09-24"));
        (await ecology.Ecology.Push(CodesApi, Code("MN-6", "SC6-new"))).Outcome().ShouldBe("updated");

        (await ecology.Ecology.Push(DailyValuesApi, Pm25("MN-6", "2025-09-24"))).Row(0)["key"]!.GetValue<string>().ShouldBe("SC6-new.pm25.2025-09-24");
        (await ecology.Ecology.Read($"{DailyValuesApi}/SC6.pm25.2025-09-24"))["station"]!.GetValue<string>().ShouldBe("SC6");
    }

    [Fact]
    public async Task The_address_of_a_single_value_may_hold_either_code()
    {
        await ecology.Ecology.Push(StationsApi, Station("SC7"), Station("SC7-other"));
        await ecology.Ecology.Push(CodesApi, Code("MN-7", "SC7"));

        var own = await ecology.Ecology.Put(DailyValuesApi, "MN-7.pm25.2025-09-24", Pm25("MN-7", "2025-09-24"));
        var platforms = await ecology.Ecology.Put(DailyValuesApi, "SC7.pm25.2025-09-24", Pm25("MN-7", "2025-09-24", 19));
        var neither = await ecology.Ecology.Put(DailyValuesApi, "SC7-other.pm25.2025-09-24", Pm25("MN-7", "2025-09-24"));

        (own.Status, own.Json["key"]!.GetValue<string>()).ShouldBe((HttpStatusCode.Created, "SC7.pm25.2025-09-24"));
        platforms.Json["outcome"]!.GetValue<string>().ShouldBe("updated");
        neither.Code.ShouldBe("key-mismatch");
    }

    private static JsonObject Code(string code, string target) => new() { ["kind"] = "station", ["code"] = code, ["target"] = target };

    private Task<ApiAnswer> Post(string door, string text, string type) => Post(door, Encoding.UTF8.GetBytes(text), type);

    private async Task<ApiAnswer> Post(string door, byte[] body, string type)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new(type);
        using var response = await ecology.Ecology.PostAsync($"{DailyValuesApi}/{door}?mode=validate", content);
        return new ApiAnswer(response.StatusCode, await response.Content.ReadAsStringAsync());
    }
}
