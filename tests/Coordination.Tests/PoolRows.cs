using Cluster.Fixtures;
using Npgsql;

namespace Cluster.Coordination.Tests;

/// <summary>Projects of the pool as the handlers leave them, without the services that would tell of them.</summary>
internal static class PoolRows
{
    private const string Sql = """
        with project as (
            insert into pool_projects (key, service, owner, name, unit, counties, shares_percent, tasks, chain, stage, started_on, total_wan)
            values ($1, 'infrastructure', $2, $1, '市公路建设中心', $3, $4, $5, $6, 'building', $7, 100000)),
        year as (
            insert into pool_years (key, project, owner, year, category, planned_wan) values ($1 || '.2025', $1, $2, 2025, $8, $9))
        insert into project_months (project, month, year_to_date_wan, version)
        select $1, m, d, 1 from unnest($10, $11) as x (m, d)
        """;

    /// <param name="done">By month of 2025: the year to date, in 万元.</param>
    public static async Task Add(
        RunningService service, string key, string owner, decimal? planned, (int Month, decimal Done)[] done, string[]? counties = null, string[]? tasks = null,
        string? chain = null, string category = "new", string startedOn = "2025-03-01")
    {
        await using var database = service.OpenDatabase();
        await using var command = database.CreateCommand(Sql);
        counties ??= ["150203"];
        foreach (var value in new object[]
        {
            $"infrastructure/{key}", owner, counties, Array.ConvertAll(counties, _ => $"{100m / counties.Length}"), tasks ?? [],
        })
        {
            command.Parameters.Add(new() { Value = value });
        }

        command.Parameters.Add(new NpgsqlParameter<string?> { TypedValue = chain });
        command.Parameters.Add(new() { Value = DateOnly.Parse(startedOn, null) });
        command.Parameters.Add(new() { Value = category });
        command.Parameters.Add(new NpgsqlParameter<decimal?> { TypedValue = planned });
        command.Parameters.Add(new() { Value = Array.ConvertAll(done, d => new DateOnly(2025, d.Month, 1)) });
        command.Parameters.Add(new() { Value = Array.ConvertAll(done, d => d.Done) });
        await command.ExecuteNonQueryAsync();
    }
}
