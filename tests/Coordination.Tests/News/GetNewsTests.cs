using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Cluster.Fixtures;

namespace Cluster.Coordination.Tests.News;

/// <summary>Each reader has a mark of its own in the log.</summary>
public sealed class GetNewsTests(CoordinationService coordination) : IClassFixture<CoordinationService>
{
    private const string News = "/api/coordination/news";

    [Fact]
    public async Task What_was_seen_is_no_news_and_what_comes_later_is()
    {
        var reader = coordination.Service.As("领导小组办公室", "office", client: "王主任");
        ((int)(await reader.Read(News))["changes"]!).ShouldBeGreaterThan(0); // the plan that the test has loaded, of the last week
        await SeeAll(reader);
        await coordination.Service.As("市交通运输局").Push("/api/coordination/progress-reports", CoordinationService.Report("T21", "市交通运输局", "2024Q1", 10));
        var news = await Until(reader, n => Reports(n) is not null);

        ((int)Reports(news)!["changes"]!, (int)Reports(news)!["things"]!).ShouldBe((1, 1));
        var item = news["newest"]!.AsArray().Single(i => (string)i!["resource"]! == "progress-reports")!;
        ((string)item["key"]!, (string)item["kind"]!, (string)item["organisation"]!).ShouldBe(("T21.2024Q1.市交通运输局", "ProgressReported", "市交通运输局"));

        await See(reader, (string)news["upTo"]!);
        Reports(await reader.Read(News)).ShouldBeNull();
        await coordination.Service.As("市交通运输局").Push("/api/coordination/progress-reports", CoordinationService.Report("T21", "市交通运输局", "2024Q1", 20));
        ((int)Reports(await Until(reader, n => Reports(n) is not null))!["changes"]!).ShouldBe(1);
        (await Until(coordination.Office, n => (int)n["changes"]! > 1))["since"].ShouldBeNull(); // nobody else's look moves a mark
    }

    [Fact]
    public async Task A_mark_only_moves_on()
    {
        var reader = coordination.Service.As("领导小组办公室", "office", client: "赵副主任");
        var first = (string)(await reader.Read(News))["upTo"]!;
        await coordination.Service.As("市交通运输局").Push("/api/coordination/progress-reports", CoordinationService.Report("T21", "市交通运输局", "2024Q2", 10));
        await Until(reader, n => n["newest"]!.AsArray().Any(i => ((string)i!["key"]!).Contains("2024Q2", StringComparison.Ordinal)));
        await SeeAll(reader);

        await See(reader, first);

        Reports(await reader.Read(News)).ShouldBeNull();
        (await See(reader, "x")).Code.ShouldBe("news-not-a-place");
    }

    [Fact]
    public async Task Any_time_can_be_asked_for_and_a_department_reads_its_own_organisations_changes()
    {
        await coordination.Service.As("市住建局").Push("/api/coordination/progress-reports", CoordinationService.Report("T27", "市住建局", "2024Q3", 10));
        var housing = coordination.Service.As("市住建局");

        var news = await Eventually.Fits(() => housing.Read($"{News}?since=2020-01-01T00:00:00Z"), n => (int)n["changes"]! > 0);

        news["newest"]!.AsArray().Select(i => (string)i!["organisation"]!).Distinct().ShouldBe(["市住建局"]);
        ((int)(await housing.Read($"{News}?since=2099-01-01T00:00:00Z"))["changes"]!).ShouldBe(0);
    }

    /// <summary>Lights are judged beside the tests: what is looked at is the reports.</summary>
    private static JsonNode? Reports(JsonNode news) => news["resources"]!.AsArray().SingleOrDefault(r => (string)r!["resource"]! == "progress-reports");

    private static Task<JsonNode> Until(HttpClient reader, Func<JsonNode, bool> fits) => Eventually.Fits(() => reader.Read(News), fits);

    private static Task SeeAll(HttpClient reader) => Eventually.True(async () =>
    {
        await See(reader);
        return Reports(await reader.Read(News)) is null;
    });

    private static async Task<ApiAnswer> See(HttpClient reader, string? upTo = null)
    {
        upTo ??= (string)(await reader.Read(News))["upTo"]!;
        var answer = await reader.SendBody(HttpMethod.Post, $"{News}/seen", Encoding.UTF8.GetBytes(new JsonObject { ["upTo"] = upTo }.ToJsonString()));
        return answer.Status == HttpStatusCode.NoContent ? answer with { Text = "{}" } : answer;
    }
}
