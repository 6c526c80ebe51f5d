using System.Net;
using System.Text.Json.Nodes;
using Cluster.Fixtures;
using static Cluster.PublicServices.Tests.PublicServicesService;

namespace Cluster.PublicServices.Tests.Cases;

public sealed class PushMonthlyCasesTests(PublicServicesService services) : IClassFixture<PublicServicesService>
{
    private const string MonthlyCases = "/api/public-services/monthly-cases";
    private readonly HttpClient _civilAffairs = services.Service.As("市民政局");
    private readonly HttpClient _police = services.Service.As("市公安局");

    [Fact]
    public async Task A_count_is_created_then_unchanged_then_updated_and_told_each_time_it_changed()
    {
        (await _civilAffairs.Push(MonthlyCases, Count("2025-01"))).Outcome().ShouldBe("created");
        (await _civilAffairs.Push(MonthlyCases, Count("2025-01"))).Outcome().ShouldBe("unchanged");
        (await _civilAffairs.Push(MonthlyCases, Count("2025-01", ("cases", 103)))).Outcome().ShouldBe("updated");

        var aggregate = $"public-services/monthly-cases/{KeyOf("2025-01")}";
        var events = await services.Events.Wait(e => e.Count(x => x.Aggregate == aggregate) >= 2);
        var told = events.Where(e => e.Aggregate == aggregate).ToList();
        told.Select(e => e.Version).ShouldBe([1, 2]);
        told.Select(e => e.Body.GetProperty("cases").GetInt64()).ShouldBe([102, 103]);
        told.ShouldAllBe(e => e.Kind == "Cluster.Contracts.PublicServices.MonthlyCasesReported");
    }

    [Theory]
    [InlineData("serviceItem", "no-such-item", "serviceItem:unknown-service-item")]
    [InlineData("month", "2999-12", "month:period-in-future")]
    [InlineData("month", "2025-13", "month:bad-date")]
    [InlineData("atCity", "150100", "atCity:within-one-city")]
    [InlineData("fromCity", "150202", "fromCity:not-allowed")]
    [InlineData("cases", -1, "cases:out-of-range")]
    [InlineData("cases", 1.5, "cases:wrong-type")]
    public async Task A_faulty_count_is_refused_with_field_and_code(string field, object value, string fault)
    {
        var answer = await _civilAffairs.Push(MonthlyCases, Count("2025-02", (field, JsonValue.Create(value))));

        answer.Status.ShouldBe(HttpStatusCode.UnprocessableEntity, answer.Text);
        answer.Faults().ShouldBe([fault]);
    }

    [Fact]
    public async Task In_a_mixed_batch_the_good_row_goes_in_and_each_refused_one_says_why()
    {
        await _civilAffairs.Push(MonthlyCases, Count("2025-03"));

        var answer = await _police.Push(
            MonthlyCases,
            Count("2025-04", ("serviceItem", "no-such-item")), Count("2025-03"), Count("2025-04", ("cases", null)), Count("2025-04"));

        answer.Status.ShouldBe(HttpStatusCode.MultiStatus);
        answer.Faults(0).ShouldBe(["serviceItem:unknown-service-item"]);
        answer.Faults(1).ShouldBe(["key:not-yours"]);
        answer.Faults(2).ShouldBe(["cases:required"]);
        answer.Outcome(3).ShouldBe("created");
        (await _police.Read($"{MonthlyCases}/{KeyOf("2025-04")}"))["owner"]!.GetValue<string>().ShouldBe("市公安局");
    }

    [Fact]
    public async Task One_month_and_direction_twice_in_a_batch_is_refused_twice()
    {
        var answer = await _civilAffairs.Push(MonthlyCases, Count("2025-05"), Count("2025-05", ("cases", 1)));

        answer.Faults(0).ShouldBe(["key:duplicate-in-batch"]);
        answer.Faults(1).ShouldBe(["key:duplicate-in-batch"]);
    }

    [Fact]
    public async Task A_single_count_is_put_under_the_key_that_its_content_makes()
    {
        (await _civilAffairs.Put(MonthlyCases, KeyOf("2025-06"), Count("2025-06"))).Status.ShouldBe(HttpStatusCode.Created);
        (await _civilAffairs.Put(MonthlyCases, "mine", Count("2025-06"))).Code.ShouldBe("key-mismatch");
    }

    [Fact]
    public async Task What_would_name_a_person_is_neither_kept_nor_told()
    {
        var answer = await _civilAffairs.Push(MonthlyCases, Count("2025-07", ("applicantName", "张三")));

        answer.Row(0)["warnings"]!.AsArray().Select(w => w!.GetValue<string>()).ShouldBe(["applicantName"]);
        (await _civilAffairs.Read($"{MonthlyCases}/{KeyOf("2025-07")}")).ToString().ShouldNotContain("张三");
        var events = await services.Events.Wait(e => e.Any(x => x.Aggregate == $"public-services/monthly-cases/{KeyOf("2025-07")}"));
        events.ShouldAllBe(e => !e.Body.GetRawText().Contains("张三"));
    }

    [Fact]
    public async Task A_demonstration_count_says_so_where_it_is_read()
    {
        await _civilAffairs.Push(MonthlyCases, Count("2025-08", ("demonstration", true)));

        (await _civilAffairs.Read($"{MonthlyCases}/{KeyOf("2025-08")}"))["demonstration"]!.GetValue<bool>().ShouldBeTrue();
    }

    private static string KeyOf(string month) => $"{KnownItem}.{month}.150100-150200";

    private static JsonObject Count(string month, params ReadOnlySpan<(string Field, JsonNode? Value)> other)
    {
        var row = new JsonObject
        {
            ["serviceItem"] = KnownItem, ["month"] = month, ["fromCity"] = "150100", ["atCity"] = "150200", ["cases"] = 102,
        };
        foreach (var (field, value) in other)
        {
            row[field] = value;
        }

        return row;
    }
}
