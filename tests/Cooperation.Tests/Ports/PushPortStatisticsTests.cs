using System.Net;
using System.Text.Json.Nodes;
using Cluster.Fixtures;

namespace Cluster.Cooperation.Tests.Ports;

public sealed class PushPortStatisticsTests(CooperationService cooperation) : IClassFixture<CooperationService>
{
    private const string Statistics = "/api/cooperation/port-statistics";
    private const string OtherKey = "key:same-fact-under-another-key";
    private readonly HttpClient _commerce = cooperation.Service.As("市商务局");
    private readonly HttpClient _customs = cooperation.Service.As("包头海关");

    [Fact]
    public async Task A_figure_is_created_then_unchanged_then_updated_and_told_each_time_it_changed()
    {
        (await _commerce.Push(Statistics, Figure("life", "口岸甲"))).Outcome().ShouldBe("created");
        (await _commerce.Push(Statistics, Figure("life", "口岸甲"))).Outcome().ShouldBe("unchanged");
        (await _commerce.Push(Statistics, Figure("life", "口岸甲", ("value", 12.5m)))).Outcome().ShouldBe("updated");

        var events = await cooperation.Events.Wait(e => e.Count(x => x.Aggregate == "cooperation/port-statistics/life") >= 2);
        var told = events.Where(e => e.Aggregate == "cooperation/port-statistics/life").ToList();
        told.Select(e => e.Version).ShouldBe([1, 2]);
        told.Select(e => e.Body.GetProperty("value").GetDecimal()).ShouldBe([10, 12.5m]);
        told.ShouldAllBe(e => e.Kind == "Cluster.Contracts.Cooperation.PortStatisticReported");
    }

    [Fact]
    public async Task A_word_of_the_form_is_stored_as_its_code()
    {
        await _commerce.Push(Statistics, Figure("words", "口岸乙", ("neighbour", "蒙古"), ("direction", "进境"), ("measure", "货运量")));

        var stored = await _commerce.Read($"{Statistics}/words");
        $"{stored["neighbour"]} {stored["direction"]} {stored["measure"]}".ShouldBe("mongolia import freight");
    }

    [Theory]
    [InlineData("periodKind", "month", "periodKind:period-does-not-fit-kind")]
    [InlineData("unit", "辆次", "unit:wrong-unit")]
    [InlineData("measure", "water", "measure:not-allowed")]
    [InlineData("neighbour", "海洋", "neighbour:not-allowed")]
    [InlineData("periodEnd", "2025-06-31", "periodEnd:bad-date")]
    [InlineData("value", -1, "value:out-of-range")]
    [InlineData("yoyPct", -100.5, "yoyPct:out-of-range")]
    public async Task A_faulty_figure_is_refused_with_field_and_code(string field, object value, string fault)
    {
        var answer = await _commerce.Push(Statistics, Figure("faulty", "口岸丙", (field, JsonValue.Create(value))));

        answer.Status.ShouldBe(HttpStatusCode.UnprocessableEntity, answer.Text);
        answer.Faults().ShouldBe([fault]);
    }

    [Fact]
    public async Task A_readable_figure_is_told_all_that_is_wrong_with_it()
    {
        var answer = await _commerce.Push(Statistics, Figure("future", "口岸丙", ("periodEnd", "2999-06-30"), ("unit", "万标箱")));

        answer.Faults().ShouldBe(["periodKind:period-does-not-fit-kind", "periodEnd:period-in-future", "unit:wrong-unit"]);
        Allowed(answer.Row(0)["errors"]![2]!).ShouldBe(["万吨", "吨"]);
    }

    [Fact]
    public async Task In_a_mixed_batch_the_good_row_goes_in_and_each_refused_one_says_why()
    {
        await _commerce.Push(Statistics, Figure("mixed-theirs", "口岸丁"));

        var answer = await _customs.Push(
            Statistics,
            Figure("mixed-unit", "口岸丁", ("unit", "人次")), Figure("mixed-theirs", "口岸丁"), Figure("mixed-good", "口岸丁", ("direction", "import")));

        answer.Status.ShouldBe(HttpStatusCode.MultiStatus);
        answer.Faults(0).ShouldBe(["unit:wrong-unit"]);
        answer.Faults(1).ShouldBe(["key:not-yours"]);
        answer.Outcome(2).ShouldBe("created");
        (await _customs.Read($"{Statistics}/mixed-good"))["owner"]!.GetValue<string>().ShouldBe("包头海关");
    }

    [Fact]
    public async Task A_fact_that_has_a_key_is_refused_under_another_whoever_sends_it_and_in_whatever_unit_and_kind()
    {
        await _commerce.Push(Statistics, Figure("fact", "口岸戊"));

        var answer = await _customs.Put(Statistics, "again", Figure("again", "口岸戊", ("unit", "吨"), ("periodKind", "year-to-date")));

        answer.Status.ShouldBe(HttpStatusCode.UnprocessableEntity, answer.Text);
        answer.Code.ShouldBe("same-fact-under-another-key");
        Allowed(answer.Json["errors"]![0]!).ShouldBe(["fact"]);
    }

    [Fact]
    public async Task Two_rows_of_a_batch_that_claim_one_fact_are_both_refused()
    {
        var answer = await _commerce.Push(Statistics, Figure("twin-1", "口岸己"), Figure("twin-2", "口岸己"));

        answer.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        answer.Faults(0).ShouldBe([OtherKey]);
        answer.Faults(1).ShouldBe([OtherKey]);
    }

    [Fact]
    public async Task The_row_that_holds_a_fact_stands_beside_one_that_claims_it()
    {
        await _commerce.Push(Statistics, Figure("holder", "口岸庚"));

        var answer = await _commerce.Push(Statistics, Figure("claimant", "口岸庚"), Figure("holder", "口岸庚"));

        answer.Faults(0).ShouldBe([OtherKey]);
        answer.Outcome(1).ShouldBe("unchanged");
    }

    [Fact]
    public async Task Of_many_who_send_one_fact_at_once_one_gets_it_and_the_others_are_told_its_key()
    {
        var answers = await Task.WhenAll(Enumerable.Range(1, 8).Select(i => _commerce.Push(Statistics, Figure($"race-{i}", "口岸辛"))));

        var winner = answers.Single(a => a.Outcome() == "created").Row(0)["key"]!.GetValue<string>();
        var losers = answers.Where(a => a.Outcome() == "rejected").ToList();
        losers.Count.ShouldBe(7);
        losers.ShouldAllBe(a => a.Faults().Single() == OtherKey && Allowed(a.Row(0)["errors"]![0]!).Single() == winner);
    }

    private static IEnumerable<string> Allowed(JsonNode error) => error["allowed"]!.AsArray().Select(value => value!.GetValue<string>());

    private static JsonObject Figure(string key, string port, params ReadOnlySpan<(string Field, JsonNode? Value)> other)
    {
        var row = new JsonObject
        {
            ["key"] = key, ["port"] = port, ["periodStart"] = "2025-01-01", ["periodEnd"] = "2025-06-30", ["periodKind"] = "half-year",
            ["direction"] = "total", ["neighbour"] = "mongolia", ["measure"] = "freight", ["value"] = 10, ["unit"] = "万吨",
        };
        foreach (var (field, value) in other)
        {
            row[field] = value;
        }

        return row;
    }
}
