using Cluster.Fixtures;
using Cluster.ServiceDefaults;
using Npgsql;

namespace Cluster.Coordination.Tests.Past;

/// <summary>A past day of many projects is read in time, whatever PostgreSQL knows of the tables.</summary>
public sealed class ManyProjectsTests(CoordinationService coordination) : IClassFixture<CoordinationService>
{
    private const int Projects = 20_000;

    /// <summary>Counted while all was told today; then it is ten days old, and nobody counts again.</summary>
    private static readonly string ToldSql = $"""
        alter table light_facts set (autovacuum_enabled = false);
        alter table light_months set (autovacuum_enabled = false);
        insert into light_facts (subject, what, key, version, said_on, body)
        select 'infrastructure/m-' || n, 'project', 'm-' || n, 1, current_date, json_build_object(
            'key', 'm-' || n, 'owner', '市交通运输局', 'name', '项目' || n, 'unit', '路桥公司', 'counties', array['150203'], 'sharesPercent', array['100'],
            'tasks', array['T21'], 'stage', 'building', 'totalWan', 5000, 'startedOn', '2025-03-01')
        from generate_series(1, {Projects}) n;
        insert into light_facts (subject, what, key, version, said_on, body)
        select 'infrastructure/m-' || n, 'year', 'm-' || n || '.2025', 1, current_date, json_build_object(
            'key', 'm-' || n || '.2025', 'owner', '市交通运输局', 'project', 'm-' || n, 'year', 2025, 'category', 'new', 'plannedWan', 1000)
        from generate_series(1, {Projects}) n;
        insert into light_facts (subject, what, key, version, said_on, body)
        select 'infrastructure/m-' || n, 'permit', 'm-' || n || '.land', 1, current_date, json_build_object(
            'key', 'm-' || n || '.land', 'owner', '市交通运输局', 'project', 'm-' || n, 'permit', 'land', 'needed', true)
        from generate_series(1, {Projects}) n;
        insert into light_months (project, month, version, said_on, invested_wan)
        select 'infrastructure/m-' || n, '2025-09-01', 1, current_date, 100 from generate_series(1, {Projects}) n;
        analyze light_facts;
        analyze light_months
        """;

    [Fact]
    public async Task A_past_day_is_read_in_time_though_the_statistics_are_older_than_what_was_told()
    {
        await using var database = coordination.Service.OpenDatabase();
        await using (var told = database.CreateBatch())
        {
            foreach (var sql in ToldSql.Split(';'))
            {
                told.BatchCommands.Add(new NpgsqlBatchCommand(sql));
            }

            await told.ExecuteNonQueryAsync();
        }

        await database.Age(10);
        var day = $"asOf={TimeProvider.System.Today().AddDays(-5):yyyy-MM-dd}";

        // What takes longer than a statement may is refused.
        var table = await coordination.Office.Read($"/api/coordination/project-dispatch?month=2025-09&by=county&{day}");
        var rates = await coordination.Office.Read($"/api/coordination/projects/permits/rates?by=district&{day}");

        var all = table["totals"]![0]!;
        (all["projects"]!.GetValue<int>(), all["doneWan"]!.GetValue<decimal>()).ShouldBe((Projects, 100m * Projects));
        rates["permits"]!["due"]!.GetValue<decimal>().ShouldBe(Projects);
    }
}
