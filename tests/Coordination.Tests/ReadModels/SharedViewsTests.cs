using Cluster.Fixtures;

namespace Cluster.Coordination.Tests.ReadModels;

/// <summary>The office's views through the API: the look after a write shows it, whoever looked before.</summary>
public sealed class SharedViewsTests(CoordinationService coordination) : IClassFixture<CoordinationService>
{
    private const string Ranking = "/api/coordination/rankings?by=owner&month=2025-09";
    private const string Dispatch = "/api/coordination/project-dispatch?by=owner&month=2025-09";
    private const string Counts = "/api/coordination/lights/counts?kind=project";

    private readonly HttpClient _housing = coordination.Service.As("市住建局");

    [Fact]
    public async Task A_ranking_and_its_table_have_what_was_heard_since_the_last_look_and_a_department_its_own_alone()
    {
        await PoolRows.Add(coordination.Service, "first", "市交通运输局", 1_000, [(9, 100)]);
        (await Done(coordination.Office, Ranking)).ShouldBe("市交通运输局 100");
        (await Done(_housing, Ranking)).ShouldBe("");

        await PoolRows.Add(coordination.Service, "second", "市住建局", 1_000, [(9, 300)]);

        (await Done(coordination.Office, Ranking)).ShouldBe("市住建局 300, 市交通运输局 100");
        (await Done(_housing, Ranking)).ShouldBe("市住建局 300");
        (await coordination.Office.Read(Dispatch))["totals"]![0]!["projects"]!.GetValue<int>().ShouldBe(2);
        (await _housing.Read(Dispatch))["totals"]![0]!["projects"]!.GetValue<int>().ShouldBe(1);
    }

    /// <summary>More than there are connections: a look that held one while it waited for another would wait for all that do the same.</summary>
    [Theory]
    [InlineData("overview")]
    [InlineData("rankings?by=theme&month=2025-09")]
    [InlineData("lights/counts")]
    public async Task More_readers_than_connections_are_all_answered(string address)
    {
        for (var round = 0; round < 3; round++)
        {
            var answers = await Task.WhenAll(Enumerable.Range(0, 80).Select(_ => coordination.Office.GetAsync($"/api/coordination/{address}")));

            answers.Select(a => a.StatusCode).Distinct().ShouldBe([System.Net.HttpStatusCode.OK]);
        }
    }

    [Fact]
    public async Task Counts_have_the_light_that_was_just_shown_and_a_past_day_has_its_own()
    {
        await Subject("road", "市交通运输局");
        (await Red(coordination.Office)).ShouldBe(0);

        await Shown("road", daysAgo: 10);
        await Subject("house", "市住建局");
        await Shown("house", daysAgo: 2);

        (await Red(coordination.Office), await Red(_housing), await Red(coordination.Office, daysAgo: 5), await Red(_housing, daysAgo: 5)).ShouldBe((2, 1, 1, 0));
    }

    [Fact]
    public async Task The_overview_has_the_report_of_whoever_asks_next()
    {
        (await Reported()).ShouldBe(0);

        await Execute("insert into latest_reports values ('T21', '市交通运输局', '2025Q3', 50, 'in-progress', now())");

        (await Reported()).ShouldBe(1);
    }

    private async Task<int> Reported() =>
        (await coordination.Office.Read("/api/coordination/overview"))["organisations"]!.AsArray().Single(o => (string)o!["name"]! == "市交通运输局")!["reported"]!
        .GetValue<int>();

    private static async Task<string> Done(HttpClient reader, string question) =>
        string.Join(", ", (await reader.Read(question))["rows"]!.AsArray().Select(r => $"{r!["part"]} {r["doneWan"]}"));

    private static async Task<int> Red(HttpClient reader, int? daysAgo = null)
    {
        var day = daysAgo is { } days ? $"&asOf={Lights.LitCity.Today.AddDays(-days):yyyy-MM-dd}" : "";
        return (await reader.Read(Counts + day))["all"]!["red"]!.GetValue<int>();
    }

    private Task Subject(string key, string owner) => Execute($"""
        insert into light_subjects (kind, subject, version, name, departments, leads, members, districts, tasks, passages)
        values ('project', '{key}', 1, '', array['{owner}'], array['{owner}'], array['{owner}'], array[]::text[], array[]::text[], array[]::text[])
        """);

    private Task Shown(string key, int daysAgo) => Execute($"""
        insert into lights (kind, subject, dimension, valid_from, recorded_at, light, body)
        values ('project', '{key}', 'overall', '{Lights.LitCity.Today.AddDays(-daysAgo):yyyy-MM-dd}', now(), 'red', {"'{}'"})
        """);

    private async Task Execute(string sql)
    {
        await using var database = coordination.Service.OpenDatabase();
        await using var command = database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
