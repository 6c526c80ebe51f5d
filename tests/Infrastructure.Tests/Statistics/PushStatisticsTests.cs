using System.Text;
using System.Text.Json.Nodes;
using Cluster.Fixtures;
using Cluster.ServiceDefaults;
using static Cluster.Infrastructure.Tests.WorksCollection;

namespace Cluster.Infrastructure.Tests.Statistics;

[Collection(Name)]
public sealed class PushStatisticsTests(InfrastructureService infrastructure)
{
    private const string Irrigation = "/api/infrastructure/irrigated-areas";
    private const string Reclaimed = "/api/infrastructure/reclaimed-use";

    private readonly HttpClient _farming = infrastructure.Service.As("市农牧局");
    private readonly HttpClient _housing = infrastructure.Service.As("市住建局");

    [Fact]
    public async Task A_unit_that_converts_exactly_is_converted_and_the_result_says_so()
    {
        var answer = await _farming.Push(Irrigation, Irrigated("150222", 40, "平方公里"), Irrigated("150207", 12, "亩"));

        answer.Outcome(0).ShouldBe("created", answer.Text);
        var note = answer.Row(0)["notes"]![0]!;
        (note["field"]!.GetValue<string>(), note["code"]!.GetValue<string>(), note["given"]!.GetValue<string>(), note["taken"]!.GetValue<string>())
            .ShouldBe(("unit", "unit-converted", "平方公里", "万亩"));
        var row = await _farming.Read($"{Irrigation}/150222.2025");
        (row["area"]!.GetValue<decimal>(), row["unit"]!.GetValue<string>()).ShouldBe((6m, "万亩")); // 1 km² is 1,500 亩
        (await _farming.Push(Irrigation, Irrigated("固阳县", 6))).Outcome().ShouldBe("unchanged");
        (await _farming.Read($"{Irrigation}/150207.2025"))["area"]!.GetValue<decimal>().ShouldBe(0.0012m);
    }

    [Fact]
    public async Task The_unit_that_a_file_states_once_is_that_of_its_rows()
    {
        var text = "单位：公顷\n地区,期间,数据性质,高效节水灌溉面积\n达茂旗,2024年,时点值,2000\n";
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(text));
        content.Headers.ContentType = new("text/csv");

        using var response = await _farming.PostAsync($"{Irrigation}/file", content);

        response.IsSuccessStatusCode.ShouldBeTrue(await response.Content.ReadAsStringAsync());
        (await _farming.Read($"{Irrigation}/150223.2024"))["area"]!.GetValue<decimal>().ShouldBe(3);
    }

    [Fact]
    public async Task A_share_follows_from_the_two_volumes_and_is_typed_only_where_one_is_not_known()
    {
        var both = Use("2025Q1", ("wastewaterTreated", 3_000m), ("reclaimedUsed", 1_000m));
        var typed = Use("2025Q2", ("usePct", 41.5m));

        var answer = await _housing.Push(Reclaimed, both, typed);

        answer.Outcome(0).ShouldBe("created", answer.Text);
        answer.Outcome(1).ShouldBe("created", answer.Text);
        (await _housing.Read($"{Reclaimed}/150200.2025Q1"))["usePct"]!.GetValue<decimal>().ShouldBe(33.33m);
        both["usePct"] = 33.33m;
        (await _housing.Push(Reclaimed, both)).Outcome().ShouldBe("unchanged");
        both["usePct"] = 35m;
        var refused = await _housing.Push(Reclaimed, both);
        refused.Faults().ShouldBe(["usePct:share-is-computed"]);
        refused.Row(0)["errors"]![0]!["allowed"]![0]!.GetValue<string>().ShouldBe("33.33");

        // The share is the same in whatever unit the volumes are.
        (both["wastewaterTreated"], both["reclaimedUsed"], both["unit"], both["usePct"]) = (0.3m, 0.1m, "亿立方米", 33.33m);
        (await _housing.Push(Reclaimed, both)).Outcome().ShouldBe("unchanged");
    }

    [Fact]
    public async Task All_that_is_wrong_with_a_row_is_told_at_once()
    {
        var row = Irrigated("150221", 5, "吨", $"{TimeProvider.System.Today().AddYears(1).Year}Q1");
        row["kind"] = "period-value";

        (await _farming.Push(Irrigation, row)).Faults()
            .ShouldBe(["period:period-in-future", "period:wrong-period-type", "kind:wrong-kind", "unit:unit-not-convertible"]);
    }

    [Fact]
    public async Task A_regions_figure_of_a_period_is_one_row_whoever_reports_it()
    {
        await _farming.Push(Irrigation, Irrigated("150206", 1));

        (await infrastructure.Service.As("市水务局").Push(Irrigation, Irrigated("150206", 2))).Faults().ShouldBe(["key:not-yours"]);
        (await _farming.Push(Irrigation, Irrigated("白云矿区", 1), Irrigated("150206", 2))).Faults(0).ShouldBe(["key:duplicate-in-batch"]);
    }

    private static JsonObject Use(string period, params (string Field, decimal Value)[] figures)
    {
        var row = Statistic("150200", period, "period-value", new() { ["unit"] = "万立方米" });
        foreach (var (field, value) in figures)
        {
            row[field] = value;
        }

        return row;
    }
}
