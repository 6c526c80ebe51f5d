using System.Net;
using System.Text.Json.Nodes;
using Cluster.Fixtures;

namespace Cluster.Coordination.Tests.Publication;

public sealed class GetPublicationTests(CoordinationService coordination) : IClassFixture<CoordinationService>
{
    [Fact]
    public async Task The_site_reads_where_the_plan_stands_and_nothing_of_persons_departments_or_words()
    {
        await coordination.Office.Push("/api/coordination/plans", new JsonObject
        {
            ["key"] = "public", ["title"] = "行动计划", ["titleEn"] = "The plan", ["periodStart"] = "2020-01-01", ["periodEnd"] = "2035-12-31",
        });
        await coordination.Office.Push("/api/coordination/themes",
            new JsonObject { ["key"] = "3", ["ordinal"] = 3, ["title"] = "加快基础设施互联互通", ["titleEn"] = "Theme 3", ["plan"] = "public" });
        await coordination.Service.As("市交通运输局").Push(
            "/api/coordination/progress-reports", CoordinationService.Report("T21", "市交通运输局", "2025Q2", 40, words: "内部进展说明"));
        using var site = coordination.Service.As("", "reader");

        var published = await Eventually.Fits(
            () => site.Read("/api/coordination/publication/public"), p => (int)p["plan"]!["states"]!["in-progress"]! == 1);

        ((int)published["plan"]!["tasks"]!, (string)published["indicators"]![0]!["code"]!, published["bulletins"]!.AsArray().Count).ShouldBe((2, "G06", 0));
        var text = published.ToJsonString();
        foreach (var inside in new[] { "交通运输局", "住建局", "内部进展说明", "leads", "quotation", "roles", "reportedFor" })
        {
            text.ShouldNotContain(inside);
        }
    }

    [Fact]
    public async Task A_plan_that_there_is_not_is_not_found()
    {
        using var answer = await coordination.Office.GetAsync("/api/coordination/publication/none");

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }
}
