using Cluster.Ingestion.Past;
using Cluster.ServiceDefaults;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Npgsql;

namespace Cluster.Portfolio.Dispatch;

/// <summary>The months of a year side by side (逐月对比). Money is in 万元.</summary>
/// <param name="PlannedWan">年度计划投资 of the projects that are in the year's pool.</param>
public sealed record DispatchYear(int Year, int Projects, decimal PlannedWan, IReadOnlyList<DispatchMonth> Months);

/// <param name="Reported">Projects whose figures of this month are there.</param>
/// <param name="DoneWan">本年累计 at its end; a project that left it out counts with its last month.</param>
/// <param name="MonthWan">当月: the difference to the month before.</param>
/// <param name="YearBeforeWan">本年累计 at the end of the same month a year before, of the projects of that year; null where there were none.</param>
public sealed record DispatchMonth(string Month, int Reported, decimal DoneWan, decimal MonthWan, decimal? DonePercent, decimal? YearBeforeWan);

internal static class GetDispatchMonths
{
    /// <summary>
    /// Every reported month adds its difference to the last one before it, so that the sum up to a month takes each project as it was last known.
    /// </summary>
    private const string MonthsSql = """
        with steps as (
            select m.month, m.year_to_date_wan
                - coalesce(lag(m.year_to_date_wan) over (partition by m.project, extract(year from m.month) order by m.month), 0) as step
            from project_months m
            join project_years y on y.key = m.project || '.' || extract(year from m.month)
            where m.month between make_date($1 - 1, 1, 1) and make_date($1, 12, 1) and ($2::text is null or m.owner = $2))
        select month, count(*), sum(step) from steps group by month order by month
        """;

    private const string PlanSql = """
        select count(*), coalesce(sum(y.planned_wan), 0) from project_years y
        where y.year = $1 and ($2::text is null or y.owner = $2)
        """;

    public static void MapDispatchMonths(this RouteGroupBuilder api, bool hasPast) =>
        api.MapGet("project-dispatch/{year:int:min(2000):max(2100)}", async (
            HttpContext context, NpgsqlDataSource database, TimeProvider time, int year, CancellationToken cancellation) =>
        {
            await using var connection = await database.OpenAsOf(hasPast ? AsOf.Day(context.Request.Query[AsOf.Name], time) : null, cancellation);
            return await Read(year, context.User.SeesOnly(), connection, cancellation);
        }).WithSummary("逐月对比 The months of a year").TakesAsOf(() => hasPast);

    private static async Task<DispatchYear> Read(int year, string? onlyOf, AsOfConnection connection, CancellationToken cancellation)
    {
        await using var batch = connection.Batch([PlanSql, MonthsSql], year, onlyOf);
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        var (projects, planned) = (reader.GetInt32(0), reader.GetDecimal(1));
        await reader.NextResultAsync(cancellation);
        var steps = new Dictionary<DateOnly, (int Reported, decimal Step)>();
        while (await reader.ReadAsync(cancellation))
        {
            steps.Add(reader.GetFieldValue<DateOnly>(0), (reader.GetInt32(1), reader.GetDecimal(2)));
        }

        var (now, before) = (Sums(year, steps), Sums(year - 1, steps));
        var last = steps.Keys.Where(m => m.Year == year).Select(m => m.Month).DefaultIfEmpty().Max();
        return new DispatchYear(year, projects, planned,
        [
            .. Enumerable.Range(1, last).Select(m => new DispatchMonth(
                $"{year:0000}-{m:00}", steps.GetValueOrDefault(new(year, m, 1)).Reported, now[m], now[m] - now[m - 1],
                Printed.Percent(now[m], planned),
                steps.Keys.Any(k => k.Year == year - 1 && k.Month <= m) ? before[m] : null)),
        ]);
    }

    /// <summary>By month, 0 for what is before January.</summary>
    private static decimal[] Sums(int year, Dictionary<DateOnly, (int Reported, decimal Step)> steps)
    {
        var sums = new decimal[13];
        for (var m = 1; m < sums.Length; m++)
        {
            sums[m] = sums[m - 1] + steps.GetValueOrDefault(new DateOnly(year, m, 1)).Step;
        }

        return sums;
    }
}
