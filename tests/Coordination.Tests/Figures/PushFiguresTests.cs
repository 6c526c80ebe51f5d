using System.Net;
using System.Text.Json.Nodes;
using Cluster.Fixtures;
using Cluster.ServiceDefaults;
using static Cluster.Coordination.Tests.Figures.FiguresCollection;

namespace Cluster.Coordination.Tests.Figures;

[Collection(Name)]
public sealed class PushFiguresTests(CoordinationService coordination)
{
    private readonly HttpClient _reform = coordination.Service.As("市发改委");
    private readonly HttpClient _commerce = coordination.Service.As("市商务局");

    [Fact]
    public async Task A_figure_is_created_then_unchanged_then_updated_under_its_measure_region_and_period()
    {
        await Define(Measure("f-first"));

        (await _reform.Push(FiguresApi, Figure("f-first", "2025年9月", 12.5m))).Row(0)["key"]!.GetValue<string>().ShouldBe("f-first.150200.2025-09");
        (await _reform.Push(FiguresApi, Figure("f-first", "2025-09", 12.50m))).Outcome().ShouldBe("unchanged");
        (await _reform.Put(FiguresApi, "f-first.150200.2025-09", Figure("f-first", "2025-09", 13))).Json["outcome"]!.GetValue<string>().ShouldBe("updated");

        var read = await coordination.Office.Read($"{FiguresApi}?measure=f-first&kind=cumulative-in-year&period=2025-09");
        read["items"]![0]!["value"]!.GetValue<decimal>().ShouldBe(13);
        (await coordination.Office.Read($"{FiguresApi}/f-first.150200.2025-09/history"))["items"]!.AsArray().Count.ShouldBe(2);
        (await _commerce.Push(FiguresApi, Figure("f-first", "2025-09", 14))).Faults().ShouldBe(["key:not-yours"]);
    }

    [Theory]
    [InlineData("day", "2025-09-15", "2025-09")]
    [InlineData("ten-days", "2025-09-中", "2025-09-15")]
    [InlineData("month", "2025-09", "2025Q3")]
    [InlineData("quarter", "2025Q3", "2025-09")]
    [InlineData("half-year", "2025年上半年", "2025")]
    [InlineData("year", "2025", "2025H1")]
    public async Task A_measure_takes_periods_of_its_own_type(string type, string right, string wrong)
    {
        await Define(Measure($"f-type-{type}", "state-at-date", type));

        var answer = await _reform.Push(
            FiguresApi, Figure($"f-type-{type}", right, 5, "state-at-date"), Figure($"f-type-{type}", wrong, 5, "state-at-date"));

        answer.Outcome(0).ShouldBe("created");
        answer.Faults(1).ShouldBe(["period:wrong-period-type"]);
        Allowed(answer, 1).ShouldBe([type]);
    }

    [Theory]
    [InlineData("measure", "\"f-nowhere\"", "measure:unknown-measure")]
    [InlineData("region", "\"包头\"", "region:bad-division-code")]
    [InlineData("period", "\"2025-13\"", "period:bad-period")]
    [InlineData("period", "\"2025年1-9月\"", "period:bad-period")]
    [InlineData("kind", "null", "kind:required")]
    [InlineData("unit", "null", "unit:required")]
    [InlineData("unit", "\"吨\"", "unit:unit-not-convertible")]
    [InlineData("unit", "\"万美元\"", "unit:unit-not-convertible")]
    [InlineData("value", "12.345", "value:too-many-decimals")]
    [InlineData("value", "-0.01", "value:out-of-range")]
    [InlineData("value", "1000.01", "value:out-of-range")]
    [InlineData("value", "\"约10\"", "value:wrong-type")]
    public async Task A_faulty_figure_is_refused_with_field_and_code(string field, string value, string fault)
    {
        await Define(Measure("f-faulty", max: 1_000));
        var row = Figure("f-faulty", "2025-09", 10);
        row[field] = JsonNode.Parse(value);

        (await _reform.Push(FiguresApi, row)).Faults().ShouldBe([fault]);
    }

    [Fact]
    public async Task A_period_that_has_not_begun_has_no_figure()
    {
        await Define(Measure("f-future", "state-at-date", "day"));
        var today = TimeProvider.System.Today();

        var answer = await _reform.Push(
            FiguresApi, Figure("f-future", $"{today:yyyy-MM-dd}", 1, "state-at-date"), Figure("f-future", $"{today.AddDays(2):yyyy-MM-dd}", 1, "state-at-date"));

        answer.Outcome(0).ShouldBe("created");
        answer.Faults(1).ShouldBe(["period:period-in-future"]);
    }

    [Fact]
    public async Task Only_its_reporters_report_a_measure()
    {
        await Define(Measure("f-reporters", reporters: ["市发改委"]));

        var refused = await _commerce.Push(FiguresApi, Figure("f-reporters", "2025-09", 1));

        refused.Faults().ShouldBe(["measure:not-your-measure"]);
        refused.Row(0)["errors"]![0]!["status"]!.GetValue<int>().ShouldBe(403);
        Allowed(refused).ShouldBe(["市发改委"]);
        (await _reform.Push(FiguresApi, Figure("f-reporters", "2025-09", 1))).Outcome().ShouldBe("created");
    }

    [Fact]
    public async Task A_unit_that_converts_exactly_is_converted_and_the_result_says_so()
    {
        await Define(Measure("f-unit"));

        var answer = await _reform.Push(FiguresApi, Figure("f-unit", "2025-09", 2.5m, unit: "亿元"), Figure("f-unit", "2025-10", 25_000.005m, unit: "万元"));

        answer.Outcome(0).ShouldBe("created");
        var note = answer.Row(0)["notes"]![0]!;
        (note["field"]!.GetValue<string>(), note["code"]!.GetValue<string>()).ShouldBe(("value", "unit-converted"));
        (note["given"]!.GetValue<string>(), note["taken"]!.GetValue<string>()).ShouldBe(("2.5 亿元", "25000 万元"));
        answer.Faults(1).ShouldBe(["value:too-many-decimals"]);
        var stored = await _reform.Read($"{FiguresApi}/f-unit.150200.2025-09");
        (stored["value"]!.GetValue<decimal>(), stored["unit"]!.GetValue<string>()).ShouldBe((25_000, "万元"));
        (await _reform.Push(FiguresApi, Figure("f-unit", "2025-09", 25_000))).Outcome().ShouldBe("unchanged");
        (await _reform.Push(FiguresApi, Figure("f-unit", "2025-09", 250_000_000, unit: "元"))).Outcome().ShouldBe("unchanged");
        Allowed(await _reform.Push(FiguresApi, Figure("f-unit", "2025-11", 1, unit: "吨"))).ShouldBe(["万元", "元", "千元", "百万元", "亿元"]);
    }

    [Fact]
    public async Task A_cumulative_value_for_a_period_value_is_told_what_the_period_is()
    {
        await Define(Measure("f-wrong", "period-value"));
        await _reform.Push(FiguresApi, Figure("f-wrong", "2025-01", 10, "period-value"), Figure("f-wrong", "2025-02", 15, "period-value"));

        var answer = await _reform.Push(FiguresApi, Figure("f-wrong", "2025-03", 0.006m, unit: "亿元"), Figure("f-wrong", "2025-05", 90));

        answer.Faults(0).ShouldBe(["kind:wrong-kind"]);
        Allowed(answer, 0).ShouldBe(["period-value"]);
        Message(answer, 0).ShouldContain("2025-03 的“当期值”为 35 万元");
        Message(answer, 0, "en").ShouldContain("the period-value of 2025-03 is 35 万元");
        Message(answer, 1).ShouldContain("缺少 2025-04 的数据");
        (await _reform.Read($"{FiguresApi}?measure=f-wrong"))["items"]!.AsArray().Count.ShouldBe(2);
    }

    [Fact]
    public async Task Twelve_months_in_the_wrong_kind_explain_each_other_whatever_their_order()
    {
        await Define(Measure("f-table", "period-value"), Measure("f-sums", "cumulative-in-year"), Measure("f-state", "state-at-date"));

        var cumulative = await _reform.PushBatch(
            FiguresApi, Enumerable.Range(1, 12).Reverse().Select(m => Figure("f-table", $"2024-{m:00}", m * (m + 1) / 2)));
        var values = await _reform.PushBatch(FiguresApi, Enumerable.Range(1, 12).Select(m => Figure("f-sums", $"2024-{m:00}", m, "period-value")));
        var flows = await _reform.Push(FiguresApi, Figure("f-state", "2024-01", 5));

        Enumerable.Range(1, 12).ShouldAllBe(m => Message(cumulative, 12 - m, "zh").Contains($"2024-{m:00} 的“当期值”为 {m} 万元"));
        Enumerable.Range(1, 12).ShouldAllBe(m => Message(values, m - 1, "zh").Contains($"2024-{m:00} 的“本年累计”为 {m * (m + 1) / 2} 万元"));
        Message(flows).ShouldEndWith("两者不能换算。");
    }

    [Fact]
    public async Task A_cumulative_value_falls_only_with_a_reason_and_keeps_it_when_it_is_said_again()
    {
        await Define(Measure("f-falls"));
        await _reform.Push(FiguresApi, Figure("f-falls", "2025-01", 10), Figure("f-falls", "2025-02", 20));

        var refused = await _reform.Push(FiguresApi, Figure("f-falls", "2025-03", 19), Figure("f-falls", "2025-01", 21), Figure("f-falls", "2026-01", 1));

        refused.Faults(0).ShouldBe(["value:cumulative-falls"]);
        Message(refused, 0).ShouldContain("2025-03 的累计值 19 小于 2025-02 已报的 20 万元");
        refused.Faults(1).ShouldBe(["value:cumulative-falls"]);
        Message(refused, 1).ShouldContain("大于其后 2025-02 已报的 20 万元");
        refused.Outcome(2).ShouldBe("created");

        (await _reform.Push(FiguresApi, Figure("f-falls", "2025-03", 19, correction: "2 月多报一户"))).Outcome().ShouldBe("created");
        (await _reform.Push(FiguresApi, Figure("f-falls", "2025-03", 19))).Outcome().ShouldBe("unchanged");
        (await _reform.Read($"{FiguresApi}/f-falls.150200.2025-03"))["correction"]!.GetValue<string>().ShouldBe("2 月多报一户");
    }

    [Fact]
    public async Task An_older_value_that_comes_late_is_no_fall_but_history()
    {
        await Define(Measure("f-late"));
        await _reform.Push(FiguresApi, At(Figure("f-late", "2025-03", 30), 3));

        var late = (await _reform.Push(FiguresApi, At(Figure("f-late", "2025-03", 20), 2))).Row(0);
        var fallen = await _reform.Push(FiguresApi, At(Figure("f-late", "2025-03", 20), 4));

        (late["outcome"]!.GetValue<string>(), late["late"]!.GetValue<bool>()).ShouldBe(("unchanged", true));
        fallen.Faults().ShouldBe(["value:cumulative-falls"]);
        var history = await coordination.Office.Read($"{FiguresApi}/f-late.150200.2025-03/history");
        history["late"]!.AsArray().Select(l => l!["after"]!["value"]!.GetValue<decimal>()).ShouldBe([20]);

        static JsonObject At(JsonObject figure, int day)
        {
            figure["asOf"] = $"2025-04-0{day}T00:00:00Z";
            return figure;
        }
    }

    [Fact]
    public async Task Rows_of_one_call_are_held_against_each_other_and_against_none_that_is_refused()
    {
        await Define(Measure("f-batch"));
        await _commerce.Push(FiguresApi, Figure("f-batch", "2025-04", 40));

        var answer = await _reform.Push(
            FiguresApi,
            Figure("f-batch", "2025-03", 25), Figure("f-batch", "2025-01", 10), Figure("f-batch", "2025-02", 30.001m), Figure("f-batch", "2025-05", 24),
            Figure("f-batch", "2025-04", 20));

        answer.Outcome(0).ShouldBe("created"); // the 30.001 of February is no figure
        answer.Outcome(1).ShouldBe("created");
        answer.Faults(2).ShouldBe(["value:too-many-decimals"]);
        answer.Faults(3).ShouldBe(["value:cumulative-falls"]); // April is another's, and stays 40
        answer.Faults(4).ShouldBe(["key:not-yours"]);
        (await _reform.PushBatch(FiguresApi, [Figure("f-batch", "2025-06", 50), Figure("f-batch", "2025-07", 45)], mode: "validate")).Faults(1)
            .ShouldBe(["value:cumulative-falls"]);
    }

    [Fact]
    public async Task Of_two_calls_at_once_the_later_is_held_against_the_earlier()
    {
        await Define(Measure("f-race"));

        var answers = await Task.WhenAll(
            from month in Enumerable.Range(1, 9)
            select _reform.Push(FiguresApi, Figure("f-race", $"2025-{month:00}", 100 - month)));

        answers.Count(a => a.Status == HttpStatusCode.OK).ShouldBe(1);
        answers.Where(a => a.Status != HttpStatusCode.OK).ShouldAllBe(a => a.Faults(0).Single() == "value:cumulative-falls");
    }

    private async Task Define(params JsonObject[] measures)
    {
        var answer = await coordination.Office.Push(MeasuresApi, measures);
        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Text);
    }
}
