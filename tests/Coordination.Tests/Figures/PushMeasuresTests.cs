using System.Net;
using System.Text.Json.Nodes;
using Cluster.Fixtures;
using static Cluster.Coordination.Tests.Figures.FiguresCollection;

namespace Cluster.Coordination.Tests.Figures;

[Collection(Name)]
public sealed class PushMeasuresTests(CoordinationService coordination)
{
    private readonly HttpClient _reform = coordination.Service.As("市发改委");

    [Fact]
    public async Task A_measure_is_defined_by_the_office_only_and_read_back()
    {
        (await _reform.Push(MeasuresApi, Measure("m-office"))).Status.ShouldBe(HttpStatusCode.Forbidden);
        var row = Measure("m-office", reporters: "发改委");
        row["target"] = "G06";

        (await coordination.Office.Push(MeasuresApi, row)).Outcome().ShouldBe("created");

        var read = await coordination.Office.Read($"{MeasuresApi}/m-office");
        read["reporters"]!.ToJsonString().ShouldBe(new JsonArray("市发改委").ToJsonString());
        (read["kind"]!.GetValue<string>(), read["unit"]!.GetValue<string>(), read["target"]!.GetValue<string>()).ShouldBe(("cumulative-in-year", "万元", "G06"));
    }

    [Theory]
    [InlineData("unit", "\"两\"", "unit:unknown-unit")]
    [InlineData("decimals", "7", "decimals:out-of-range")]
    [InlineData("periodType", "\"week\"", "periodType:not-allowed")]
    [InlineData("kind", "\"cumulative\"", "kind:not-allowed")]
    [InlineData("kind", "\"累计\"", "kind:not-allowed")]
    [InlineData("max", "-1", "min:bounds-reversed")]
    [InlineData("reporters", "[\"市不存在局\"]", "reporters:unknown-organisation")]
    [InlineData("target", "\"G99\"", "target:unknown-target")]
    public async Task A_faulty_measure_is_refused_with_field_and_code(string field, string value, string fault)
    {
        var row = Measure("m-faulty");
        row[field] = JsonNode.Parse(value);

        (await coordination.Office.Push(MeasuresApi, row)).Faults().ShouldBe([fault]);
    }

    [Theory]
    [InlineData("kind", "period-value")]
    [InlineData("periodType", "quarter")]
    [InlineData("unit", "亿元")]
    public async Task What_its_figures_mean_is_changed_before_the_first_of_them_and_never_after(string field, string value)
    {
        var changed = Measure($"m-used-{field}");
        changed[field] = value;
        await coordination.Office.Push(MeasuresApi, changed);
        (await coordination.Office.Push(MeasuresApi, Measure($"m-used-{field}"))).Outcome().ShouldBe("updated");
        (await _reform.Push(FiguresApi, Figure($"m-used-{field}", "2025-01", 10))).Outcome().ShouldBe("created");

        var refused = await coordination.Office.Put(MeasuresApi, $"m-used-{field}", changed);

        (refused.Status, refused.Code, refused.Json["field"]!.GetValue<string>()).ShouldBe((HttpStatusCode.Conflict, "measure-in-use", field));
        var renamed = Measure($"m-used-{field}", decimals: 4, max: 1_000);
        renamed["name"] = "改名";
        (await coordination.Office.Push(MeasuresApi, renamed)).Outcome().ShouldBe("updated");
    }
}
