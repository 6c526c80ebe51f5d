using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Cluster.Fixtures;
using Cluster.Portfolio.Tests.Months;
using Cluster.Portfolio.Tests.Projects;

namespace Cluster.Portfolio.Tests.Book;

/// <summary>The wide sheet of a year (项目宽表), in and out.</summary>
[Collection<Pipeline>]
public sealed class ProjectBookTests(PortfolioService portfolio)
{
    private const string Api = "/api/infrastructure";
    private const string Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    [Fact]
    public async Task One_sheet_fills_the_projects_their_year_and_their_months()
    {
        var water = portfolio.Service.As("市水务局");
        const string book = """
            2024年水利项目,,,,,,,,,,,
            单位：万元,,,,,,,,,,,
            项目编码,项目名称,项目单位,建设地点,调度阶段,开工日期,总投资,年度,年度计划投资,本年累计完成投资,,形象进度
            ,,,,,,,,,1-11月,1-12月,
            wide-1,一号水库,水务集团,昆都仑区,在建,2023-05-01,9000,2024,1000,917,1000,主体完工
            wide-2,二号水库,水务集团,青山区、昆都仑区,在建,2023-06-01,8000,2024,600,550,,截流
            合计,,,,,,17000,,1600,1467,1000,
            """;

        foreach (var resource in new[] { "projects", "project-years", "project-months" })
        {
            var answer = await PushFile(water, resource, Encoding.UTF8.GetBytes(book), "text/csv");
            answer.Status.ShouldBe(HttpStatusCode.OK, answer.Text);
        }

        var table = await water.Read($"{Api}/project-dispatch?month=2024-12");
        var months = (await water.Read($"{Api}/project-months?sort=key"))["items"]!.AsArray();

        Total(table).ShouldBe((2, 17_000m, 1_600m, 1_550m));
        months.Select(m => ((string)m!["project"]!, (string)m["month"]!, (decimal)m["yearToDateWan"]!, (string?)m["progress"])).ShouldBe(
        [
            ("wide-1", "2024-11", 917m, null), ("wide-1", "2024-12", 1_000m, "主体完工"), ("wide-2", "2024-11", 550m, "截流"),
        ]);
    }

    [Fact]
    public async Task Sent_again_with_one_more_month_it_keeps_what_was_said_of_those_before()
    {
        var transport = portfolio.Service.As("市交通运输局");
        await transport.Push($"{Api}/projects", PushProjectsTests.Built("again"));
        await transport.Push($"{Api}/project-years", PushProjectMonthsTests.Year("again", 2023, 1_200));
        await transport.Push(
            $"{Api}/project-months",
            PushProjectMonthsTests.Month("again", "2023-11", 1_100).With("sinceStartWan", 3_000).With("progress", "路面").With("paidWan", 10).With("inPlaceWan", 20));

        var answer = await PushFile(transport, "project-months", "项目编码,形象进度,2023年1-11月,2023年1-12月\nagain,通车,1100,1200\n"u8.ToArray(), "text/csv");

        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Text);
        answer.Json["rows"]!.AsArray().Select(r => ((string)r!["key"]!, (string)r["outcome"]!)).ShouldBe([("again.2023-11", "unchanged"), ("again.2023-12", "created")]);
        (await transport.Read($"{Api}/project-months/again.2023-11"))["progress"]!.GetValue<string>().ShouldBe("路面");
    }

    [Fact]
    public async Task The_sheet_that_is_taken_changes_nothing_when_it_is_sent_back_and_holds_the_caller_s_projects_only()
    {
        var (water, other) = (portfolio.Service.As("市农牧局"), portfolio.Service.As("市林草局"));
        await water.Push($"{Api}/projects", PushProjectsTests.Built("own-1").With("sharesPercent", new JsonArray(60, 40)), PushProjectsTests.Built("own-2"), PushProjectsTests.Built("own-3"));
        await other.Push($"{Api}/projects", PushProjectsTests.Built("not-own"));
        await other.Push($"{Api}/project-years", PushProjectMonthsTests.Year("not-own", 2022, 100));
        await water.Push(
            $"{Api}/project-years", PushProjectMonthsTests.Year("own-1", 2022, 1_000).With("enteredOn", "2021-12-01"), PushProjectMonthsTests.Year("own-2", 2022, 500),
            PushProjectMonthsTests.Year("own-3", 2021, 500));
        await water.Push(
            $"{Api}/project-months", PushProjectMonthsTests.Month("own-1", "2022-06", 500.5m).With("progress", "路基"), PushProjectMonthsTests.Month("own-1", "2022-08", 700));

        var file = await water.GetByteArrayAsync($"{Api}/project-book/2022");
        var outcomes = new List<string>();
        foreach (var resource in new[] { "projects", "project-years", "project-months" })
        {
            var answer = await PushFile(water, resource, file, Xlsx);
            answer.Status.ShouldBe(HttpStatusCode.OK, answer.Text);
            outcomes.AddRange(answer.Json["rows"]!.AsArray().Select(r => $"{r!["key"]} {r["outcome"]}"));
        }

        outcomes.ShouldBe(
        [
            "own-1 unchanged", "own-2 unchanged", "own-1.2022 unchanged", "own-2.2022 unchanged", "own-1.2022-06 unchanged", "own-1.2022-08 unchanged",
        ]);
        (await water.GetStringAsync($"{Api}/project-book/2022?format=csv")).ShouldContain("2022年8月本年累计完成投资(万元)");
    }

    /// <summary>Shares are figures in a list, which a cell holds as text.</summary>
    [Theory]
    [InlineData("projects/template.xlsx")]
    [InlineData("projects?format=xlsx")]
    public async Task A_project_with_shares_stands_in_the_template_and_in_the_export(string address)
    {
        var forest = portfolio.Service.As("市文旅广电局");
        await forest.Push($"{Api}/projects", PushProjectsTests.Built("shared").With("sharesPercent", new JsonArray(33.4, 66.6)));

        var answer = await PushFile(forest, "projects", await forest.GetByteArrayAsync($"{Api}/{address}"), Xlsx);

        (answer.Status, answer.Outcome()).ShouldBe((HttpStatusCode.OK, "unchanged"), answer.Text);
    }

    private static (int Projects, decimal Total, decimal Planned, decimal Done) Total(JsonNode table)
    {
        var all = table["totals"]![0]!;
        return ((int)all["projects"]!, (decimal)all["totalWan"]!, (decimal)all["plannedWan"]!, (decimal)all["doneWan"]!);
    }

    private static async Task<ApiAnswer> PushFile(HttpClient http, string resource, byte[] content, string type)
    {
        using var body = new ByteArrayContent(content);
        body.Headers.ContentType = new MediaTypeHeaderValue(type);
        using var response = await http.PostAsync($"{Api}/{resource}/file", body);
        return new ApiAnswer(response.StatusCode, await response.Content.ReadAsStringAsync());
    }
}
