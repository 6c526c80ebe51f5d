using Cluster.Ingestion.Past;
using Cluster.ServiceDefaults;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Npgsql;

namespace Cluster.Portfolio.Dispatch;

/// <summary>The months of a year side by side (逐月对比), each as the dispatch table of that month has it. Money is in 万元.</summary>
/// <param name="Projects">Those with a plan for the year that were not removed (出库) during it.</param>
/// <param name="PlannedWan">年度计划投资 of them.</param>
public sealed record DispatchYear(int Year, int Projects, decimal PlannedWan, IReadOnlyList<DispatchMonth> Months);

/// <param name="Projects">Those that are in the year's pool at its end.</param>
/// <param name="PlannedWan">年度计划投资 of them.</param>
/// <param name="Reported">Projects whose figures of this month are there.</param>
/// <param name="DoneWan">本年累计 at its end; a project that left it out counts with its last month.</param>
/// <param name="MonthWan">当月: the difference to the month before; what was removed in it is taken off.</param>
/// <param name="YearBeforeWan">本年累计 at the end of the same month a year before, of the projects of that year; null where there were none.</param>
public sealed record DispatchMonth(
    string Month, int Projects, decimal PlannedWan, int Reported, decimal DoneWan, decimal MonthWan, decimal? DonePercent, decimal? YearBeforeWan);

internal static class GetDispatchMonths
{
    private const int Months = 12;

    /// <summary>
    /// Every reported month adds its difference to the last one before it, so that the sum up to a month takes each project as it was last known.
    /// A project that was removed takes all of it off in the month of its removal, and nothing is added after.
    /// </summary>
    private const string MonthsSql = """
        with years as (
            select y.project, make_date(y.year, 1, 1) as january, make_date(y.year, 12, 1) as december, date_trunc('month', y.removed_on)::date as removed
            from project_years y
            where y.year in ($1 - 1, $1) and ($2::text is null or y.owner = $2)),
        steps as (
            select m.month, true as is_reported, m.year_to_date_wan
                - coalesce(lag(m.year_to_date_wan) over (partition by y.project, y.january order by m.month), 0) as step
            from years y
            join project_months m on m.project = y.project and m.month between y.january and least(y.december, y.removed - 1)
            union all
            select y.removed, false, -m.year_to_date_wan
            from years y
            cross join lateral (
                select m.year_to_date_wan from project_months m
                where m.project = y.project and m.month >= y.january and m.month < y.removed
                order by m.month desc limit 1) m
            where y.removed <= y.december)
        select month, count(*) filter (where is_reported), sum(step) from steps group by month order by month
        """;

    /// <summary>By the month in which they are removed; null for those that stay.</summary>
    private const string PlanSql = """
        select extract(month from y.removed_on)::int, count(*), coalesce(sum(y.planned_wan), 0)
        from (
            select case when removed_on <= make_date(year, 12, 31) then removed_on end as removed_on, planned_wan
            from project_years
            where year = $1 and (removed_on is null or removed_on >= make_date(year, 1, 1)) and ($2::text is null or owner = $2)) y
        group by 1
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
        var pool = new List<(int? RemovedIn, int Projects, decimal PlannedWan)>();
        while (await reader.ReadAsync(cancellation))
        {
            pool.Add((reader.GetFieldValue<int?>(0), reader.GetInt32(1), reader.GetDecimal(2)));
        }

        await reader.NextResultAsync(cancellation);
        var steps = new Dictionary<DateOnly, (int Reported, decimal Step)>();
        while (await reader.ReadAsync(cancellation))
        {
            steps.Add(reader.GetFieldValue<DateOnly>(0), (reader.GetInt32(1), reader.GetDecimal(2)));
        }

        var (now, before) = (Sums(year, steps), Sums(year - 1, steps));
        var last = steps.Where(s => s.Key.Year == year && s.Value.Reported > 0).Select(s => s.Key.Month).DefaultIfEmpty().Max();
        return new DispatchYear(
            year, PoolAt(Months).Projects, PoolAt(Months).PlannedWan,
            [
                .. from m in Enumerable.Range(1, last)
                   let there = PoolAt(m)
                   select new DispatchMonth(
                       $"{year:0000}-{m:00}", there.Projects, there.PlannedWan, steps.GetValueOrDefault(new(year, m, 1)).Reported, now[m], now[m] - now[m - 1],
                       Printed.Percent(now[m], there.PlannedWan), steps.Keys.Any(k => k.Year == year - 1 && k.Month <= m) ? before[m] : null),
            ]);

        (int Projects, decimal PlannedWan) PoolAt(int month)
        {
            var there = pool.FindAll(p => p.RemovedIn is null || p.RemovedIn > month);
            return (there.Sum(p => p.Projects), there.Sum(p => p.PlannedWan));
        }
    }

    /// <summary>By month, 0 for what is before January.</summary>
    private static decimal[] Sums(int year, Dictionary<DateOnly, (int Reported, decimal Step)> steps)
    {
        var sums = new decimal[Months + 1];
        for (var m = 1; m < sums.Length; m++)
        {
            sums[m] = sums[m - 1] + steps.GetValueOrDefault(new DateOnly(year, m, 1)).Step;
        }

        return sums;
    }
}
