using System.Security.Claims;
using Cluster.Ingestion;
using Cluster.Ingestion.Past;
using Cluster.ServiceDefaults;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Npgsql;

namespace Cluster.Portfolio.Problems;

/// <param name="DaysOverdue">Days after the limit, from 1.</param>
public sealed record OverdueProblem(
    string Key, string Owner, string Project, string ProjectName, string What, string ResponsibleUnit, string Level, DateOnly DueOn, int DaysOverdue);

/// <param name="Open">Problems that are not solved.</param>
/// <param name="Overdue">Those of them whose limit is past.</param>
public sealed record LevelCount(string Level, long Open, long Overdue);

/// <param name="AsOf">The day in Asia/Shanghai that the limits are held against.</param>
/// <param name="Levels">Every level, also one with nothing; they add up to all.</param>
/// <param name="Items">The longest overdue first.</param>
/// <param name="IsWhole">Whether all of them are here.</param>
public sealed record OverdueProblems(DateOnly AsOf, IReadOnlyList<LevelCount> Levels, IReadOnlyList<OverdueProblem> Items, bool IsWhole);

/// <summary>Which problems should have been solved by now (逾期问题). A problem is due until the end of its limit's day.</summary>
internal static class GetOverdue
{
    private const int ItemsMax = 500;

    private const string CountSql = """
        select b.level, count(*), count(*) filter (where b.due_on < $1) from project_problems b join projects p on p.key = b.project
        where b.solved_on is null and ($2 is null or b.owner = $2) group by b.level
        """;

    private const string ItemsSql = """
        select b.key, b.owner, b.project, p.name, b.what, b.responsible_unit, b.level, b.due_on, $1 - b.due_on
        from project_problems b join projects p on p.key = b.project
        where b.solved_on is null and b.due_on < $1 and ($2 is null or b.owner = $2) and ($3 is null or b.level = $3)
        order by b.due_on, b.key limit $4
        """;

    /// <param name="hasPast">Whether they can be looked at as they were on a day.</param>
    public static void MapOverdue(this RouteGroupBuilder api, bool hasPast) =>
        api.MapGet("projects/problems/overdue", async (
            HttpContext context, NpgsqlDataSource database, TimeProvider time, string? level, CancellationToken cancellation) =>
        {
            RequestForm.Demand("level", "协调层级", "The level", level, ProjectProblem.Levels.All);
            var day = hasPast ? AsOf.Day(context.Request.Query[AsOf.Name], time) : null;
            await using var connection = await database.OpenAsOf(day, cancellation);
            return await Read(context.User, level, day ?? time.Today(), connection, cancellation);
        }).WithSummary("逾期问题 Problems past their limit").TakesAsOf(() => hasPast);

    private static async Task<OverdueProblems> Read(
        ClaimsPrincipal user, string? level, DateOnly day, AsOfConnection connection, CancellationToken cancellation)
    {
        await using var batch = connection.Batch([CountSql, ItemsSql], day, user.SeesOnly(), level, ItemsMax + 1);
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        var counts = ProjectProblem.Levels.All.ToDictionary(code => code, code => new LevelCount(code, 0, 0));
        while (await reader.ReadAsync(cancellation))
        {
            counts[reader.GetString(0)] = new LevelCount(reader.GetString(0), reader.GetInt64(1), reader.GetInt64(2));
        }

        await reader.NextResultAsync(cancellation);
        var items = new List<OverdueProblem>();
        while (await reader.ReadAsync(cancellation))
        {
            items.Add(new OverdueProblem(
                reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetString(4), reader.GetString(5),
                reader.GetString(6), reader.GetFieldValue<DateOnly>(7), reader.GetInt32(8)));
        }

        return new OverdueProblems(day, [.. counts.Values], [.. items.Take(ItemsMax)], items.Count <= ItemsMax);
    }
}
