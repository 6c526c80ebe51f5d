using System.Net;
using System.Text.Json.Nodes;
using Cluster.Fixtures;
using static Cluster.PublicServices.Tests.PublicServicesService;

namespace Cluster.PublicServices.Tests.Cases;

public sealed class GetMonthlyCasesTests(PublicServicesService services) : IClassFixture<PublicServicesService>
{
    private const string MonthlyCases = "/api/public-services/monthly-cases";

    [Fact]
    public async Task Counts_are_asked_by_month_and_city_and_sent_back_unchanged()
    {
        using var bureau = services.Service.As("市人社局");
        await bureau.Push(MonthlyCases, Count("2025-09", 5), Count("2025-10", 0), Count("2025-11", 12));

        (await Months(bureau, "month.gte=2025-10&atCity=包头市&sort=-cases")).ShouldBe(["2025-11", "2025-10"]);
        (await Months(bureau, "month=2025-09&month=2025-11&cases.lt=10")).ShouldBe(["2025-09"]);
        using var first = await bureau.GetAsync($"{MonthlyCases}?pageSize=2&sort=-month");
        var next = first.Headers.GetValues("Link").Single().Split('<', '>')[1];
        (await bureau.Read(next))["items"]!.AsArray().Single()!["month"]!.GetValue<string>().ShouldBe("2025-09");

        using var file = new ByteArrayContent(await bureau.GetByteArrayAsync($"{MonthlyCases}?format=csv"));
        file.Headers.ContentType = new("text/csv");
        using var response = await bureau.PostAsync($"{MonthlyCases}/file", file);
        var answer = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        (response.StatusCode, answer["unchanged"]?.GetValue<int>()).ShouldBe((HttpStatusCode.OK, 3), answer.ToJsonString());
    }

    private static async Task<string[]> Months(HttpClient http, string query) =>
        [.. (await http.Read($"{MonthlyCases}?{query}"))["items"]!.AsArray().Select(i => i!["month"]!.GetValue<string>())];

    private static JsonObject Count(string month, int cases) => new()
    {
        ["serviceItem"] = KnownItem, ["month"] = month, ["fromCity"] = "150100", ["atCity"] = "150200", ["cases"] = cases,
    };
}
