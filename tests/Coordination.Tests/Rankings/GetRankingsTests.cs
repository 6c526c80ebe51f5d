using System.Net;
using System.Text.Json.Nodes;
using Cluster.Fixtures;

namespace Cluster.Coordination.Tests.Rankings;

/// <summary>
/// Five departments in 2025-06 and 2025-09: A and B draw level, C has no plan, D is new and E has done nothing; one project lies in two districts, and
/// serves two tasks of one theme.
/// </summary>
public sealed class GetRankingsTests(GetRankingsTests.Pool pool) : IClassFixture<GetRankingsTests.Pool>
{
    [Fact]
    public async Task Equal_amounts_share_a_place_and_the_next_is_skipped()
    {
        var rows = await Rows("by=owner&month=2025-09");

        rows.Select(r => $"{r!["part"]} {r["doneWan"]} {r["amountRank"]}").ShouldBe(["丙 700 1", "乙 600 2", "甲 600 2", "丁 300 4", "戊 0 5"]);
    }

    [Fact]
    public async Task Without_a_plan_there_is_no_rate_and_no_place_by_it()
    {
        var rows = await Rows("by=owner&month=2025-09");

        rows.Select(r => $"{r!["part"]} {(decimal?)r["donePercent"]:0.0} {r["rateRank"]}").ShouldBe(["丙  ", "乙 60.0 2", "甲 75.0 1", "丁 60.0 2", "戊 0.0 4"]);
        (await Table("by=owner&month=2025-09"))["rules"]!["zeroPlans"]!["zh"]!.GetValue<string>().ShouldContain("不计算完成率");
    }

    [Fact]
    public async Task Two_months_are_compared_place_by_place()
    {
        var rows = await Rows("by=owner&month=2025-09&against=2025-06");

        var first = rows.Single(r => (string)r!["part"]! == "甲")!;
        ((decimal)first["before"]!["doneWan"]!, (int)first["before"]!["rateRank"]!, (int)first["ratePlaces"]!, (decimal)first["ratePoints"]!)
            .ShouldBe((200m, 2, 1, 50m));
        var second = rows.Single(r => (string)r!["part"]! == "乙")!;
        ((int)second["amountPlaces"]!, (int)second["ratePlaces"]!).ShouldBe((0, -1));
        rows.Single(r => (string)r!["part"]! == "戊")!["before"]!["amountRank"]!.GetValue<int>().ShouldBe(4);
    }

    [Fact]
    public async Task A_project_in_two_districts_is_divided_and_one_of_two_tasks_of_a_theme_counts_once_in_it()
    {
        var districts = await Rows("by=county&month=2025-09");
        var themes = await Rows("by=theme&month=2025-09");

        districts.Select(r => $"{r!["name"]} {r["doneWan"]} {r["projects"]}").ShouldBe(["昆都仑区 1900 5", "固阳县 300 1"]);
        themes.Select(r => $"{r!["part"]} {r["name"]} {r["doneWan"]} {r["amountRank"]}{r["rateRank"]}").ShouldBe(
            ["2 引导产业协同发展 600 11", "3 加快基础设施互联互通 600 11", "  1600 "]); // what serves no theme has no place
    }

    [Fact]
    public async Task A_department_is_ranked_over_its_own_projects_alone()
    {
        var rows = (await pool.Coordination.Service.As("甲").Read("/api/coordination/rankings?by=owner&month=2025-09"))["rows"]!.AsArray();

        rows.Select(r => (string)r!["part"]!).ShouldBe(["甲"]);
    }

    [Theory]
    [InlineData("by=colour&month=2025-09", "not-allowed")]
    [InlineData("by=owner&month=2025Q3", "ranking-month-expected")]
    [InlineData("by=owner&month=2025-09&against=x", "ranking-month-expected")]
    public async Task What_cannot_be_ranked_is_refused(string query, string code)
    {
        using var answer = await pool.Coordination.Office.GetAsync($"/api/coordination/rankings?{query}");

        (answer.StatusCode, (await answer.Content.ReadAsStringAsync()).Contains($"\"{code}\"")).ShouldBe((HttpStatusCode.UnprocessableEntity, true));
    }

    private Task<JsonNode> Table(string query) => pool.Coordination.Office.Read($"/api/coordination/rankings?{query}");

    private async Task<JsonArray> Rows(string query) => (await Table(query))["rows"]!.AsArray();

    public sealed class Pool : IAsyncLifetime
    {
        public CoordinationService Coordination { get; } = new();

        public async ValueTask InitializeAsync()
        {
            await Coordination.InitializeAsync();
            await PoolRows.Add(Coordination.Service, "a", "甲", 800, [(6, 200), (9, 600)], counties: ["150203", "150222"], tasks: ["T21", "T27", "T13"]);
            await PoolRows.Add(Coordination.Service, "b", "乙", 1_000, [(6, 500), (9, 600)]);
            await PoolRows.Add(Coordination.Service, "c", "丙", planned: null, [(6, 700)]);
            await PoolRows.Add(Coordination.Service, "d", "丁", 500, [(9, 300)]);
            await PoolRows.Add(Coordination.Service, "e", "戊", 100, [(6, 0)]);
        }

        public ValueTask DisposeAsync() => Coordination.DisposeAsync();
    }
}
