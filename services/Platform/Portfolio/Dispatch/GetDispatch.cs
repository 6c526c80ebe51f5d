using Cluster.Contracts;
using Cluster.Ingestion;
using Cluster.Ingestion.Past;
using Cluster.Portfolio.Months;
using Cluster.ServiceDefaults;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Npgsql;

namespace Cluster.Portfolio.Dispatch;

/// <summary>The dispatch table (项目调度表) of a month: the projects of the year's pool, 新建 and 续建 apart, and the parts that they fall into.</summary>
/// <param name="Month">To whose end it is.</param>
/// <param name="By">What the parts are; null where only the totals were asked for.</param>
/// <param name="StraightSchedulePercent">序时进度: months over twelve, whatever the projects are held against.</param>
/// <param name="Schedules">Which forms of the schedule (序时) the table was made with.</param>
/// <param name="Totals">All projects, each once; then by category.</param>
/// <param name="Checks">Whether the parts add up to the totals, as they are and as they are rounded.</param>
public sealed record DispatchTable(
    string Month, string? By, decimal StraightSchedulePercent, DispatchSchedules Schedules, IReadOnlyList<DispatchRow> Totals,
    IReadOnlyList<DispatchRow> Parts, IReadOnlyList<SumCheck> Checks);

/// <summary>How many projects are held against what; together they are all of the table.</summary>
/// <param name="Otherwise">straight or stepped: what those without an accepted curve of their own are held against.</param>
/// <param name="OtherwisePercent">What it asks for by the end of the month.</param>
/// <param name="OwnCurve">本项目月度计划曲线.</param>
/// <param name="Straight">按月均摊.</param>
/// <param name="Stepped">按季分步.</param>
/// <param name="OtherwiseStartsPercent">What it asks for of the starts by then.</param>
/// <param name="OwnStart">Those whose accepted curve says in which month they start.</param>
/// <param name="None">Neither a plan for the year nor a curve: nothing can be asked of them.</param>
public sealed record DispatchSchedules(
    string Otherwise, decimal OtherwisePercent, decimal OtherwiseStartsPercent, int OwnCurve, int OwnStart, int Straight, int Stepped, int None);

/// <summary>One line of it. Money is in 万元, and in 亿元 as bulletins print it; a rate is null where there is nothing to divide by.</summary>
/// <param name="Part">Null in the totals, and for projects that say nothing of it.</param>
/// <param name="Category">new, continued, finishing or preparing; null for all of them together, other for those that have none.</param>
/// <param name="Projects">A project in several parts is counted in each.</param>
/// <param name="Started">已开工: those whose day of the start is not after the month.</param>
/// <param name="ScheduledStarts">
/// 序时应开工, in projects: those that are to have started by the end of the month, and by the schedule's form a part of each that has no accepted
/// month of its own. What was begun before the year counts, what is only prepared in it does not.
/// </param>
/// <param name="OnOwnStart">Those that are held against an accepted month of their own.</param>
/// <param name="StartedOrResumed">续建已复工 and 新建已开工.</param>
/// <param name="StatisticsEntered">已入库（纳统）: entered into the statistics by the end of the month.</param>
/// <param name="Reported">Those whose figures of this very month are there.</param>
/// <param name="NeverReported">Those without any figure of the year: nothing is known of them, which is not 0.</param>
/// <param name="OnOwnCurve">Those that are held against an accepted curve of their own.</param>
/// <param name="Unscheduled">Those with neither a plan for the year nor a curve.</param>
/// <param name="ScheduledWan">序时应完成: what the schedule of each project asks for by the end of the month.</param>
public sealed record DispatchRow(
    string? Part, string? Category, int Projects, int Started, decimal ScheduledStarts, int OnOwnStart, int StartedOrResumed, int StatisticsEntered, int Reported,
    int NeverReported, int OnOwnCurve, int Unscheduled, decimal TotalWan, decimal PlannedWan, decimal ScheduledWan, decimal DoneWan, decimal InPlaceWan, decimal PaidWan)
{
    public decimal TotalYi => Printed.Yi(TotalWan);

    public decimal PlannedYi => Printed.Yi(PlannedWan);

    public decimal ScheduledYi => Printed.Yi(ScheduledWan);

    public decimal DoneYi => Printed.Yi(DoneWan);

    /// <summary>开工率.</summary>
    public decimal? StartedPercent => Printed.Percent(Started, Projects);

    /// <summary>序时开工率.</summary>
    public decimal? ScheduledStartsPercent => Printed.Percent(ScheduledStarts, Projects);

    /// <summary>开复工率.</summary>
    public decimal? StartedOrResumedPercent => Printed.Percent(StartedOrResumed, Projects);

    /// <summary>入库（纳统）率.</summary>
    public decimal? StatisticsEnteredPercent => Printed.Percent(StatisticsEntered, Projects);

    /// <summary>投资完成率.</summary>
    public decimal? DonePercent => Printed.Percent(DoneWan, PlannedWan);

    /// <summary>资金到位率.</summary>
    public decimal? InPlacePercent => Printed.Percent(InPlaceWan, PlannedWan);

    /// <summary>资金支付率.</summary>
    public decimal? PaidPercent => Printed.Percent(PaidWan, InPlaceWan);
}

/// <summary>Where a table comes from: read for each who asks, or computed once for all who see the same.</summary>
/// <param name="onlyOf">The organisation whose projects alone are in it; null for all.</param>
/// <param name="day">As it was told up to the end of this day; null for now.</param>
public delegate Task<DispatchTable> DispatchReader(Period month, string? by, string? onlyOf, DateOnly? day, CancellationToken cancellation);

/// <summary>Read for a caller, and for whoever publishes what the table says.</summary>
public static class GetDispatch
{
    /// <summary>
    /// A month that is not there is stood in for by the last one before it in the year. The lateral takes one row of the index for each project,
    /// however many months there are; a curve is looked up by its project too, by which alone a past day finds it. What the
    /// schedule asks for is <see cref="Schedule"/> in SQL, to the sixth place that money is kept with.
    /// </summary>
    private const string PoolSql = """
        with pool as materialized (
            select p.counties, p.shares_percent, p.tasks, p.chain, p.industry_class, p.owner, p.funding, p.stage,
                   coalesce(y.category, 'other') as category, p.started_on <= $3 as started,
                   case y.category when 'new' then p.started_on <= $3 when 'continued' then y.resumed_on <= $3 end as under_way,
                   p.statistics_entered_on <= $3 as entered, c.start is not null as own_start,
                   case
                       when p.started_on < $1 or y.category in ('continued', 'finishing') then 1
                       when c.start is not null then (c.start <= $2)::int
                       when y.category = 'preparing' then 0
                       else $7 / 100
                   end as scheduled_start, m.month = $2 as reported, m.month is null as silent,
                   coalesce(p.adjusted_total_wan, p.total_wan) as total, y.planned_wan as planned, m.year_to_date_wan as done,
                   m.in_place_wan as in_place, m.paid_wan as paid, c.december is not null as own,
                   case
                       when c.december is null then round(y.planned_wan * $6 / 100, 6)
                       when y.planned_wan is null or y.planned_wan = c.december then c.now
                       else round(y.planned_wan * c.now / c.december, 6)
                   end as scheduled
            from project_years y
            join projects p on p.key = y.project
            left join lateral (
                select c.accepted_start as start, w.december, w.now
                from project_curves c
                left join lateral (
                    select c.accepted_wan[12]::numeric as december, c.accepted_wan[extract(month from $2)::int]::numeric as now
                    where c.accepted_wan[12]::numeric > 0 or coalesce(y.planned_wan, 0) = 0) w on true
                where c.project = y.project and c.key = y.key and c.year = $4) c on true
            left join lateral (
                select m.month, m.year_to_date_wan, m.in_place_wan, m.paid_wan from project_months m
                where m.project = p.key and m.month between $1 and $2
                order by m.month desc limit 1) m on true
            where y.year = $4 and (y.removed_on is null or y.removed_on > $3) and ($5::text is null or p.owner = $5)
              and ($8::text is null or p.chain = $8))
        """;

    private const string CountsSql = """
        grouping(p.category) as is_sum, count(*), count(*) filter (where p.started), round(sum(p.scheduled_start), 1),
        count(*) filter (where p.own_start), count(*) filter (where p.under_way), count(*) filter (where p.entered),
        count(*) filter (where p.reported), count(*) filter (where p.silent), count(*) filter (where p.own), count(*) filter (where p.scheduled is null)
        """;

    private const string AllSql = $"""
        select false as is_part, null::text as part, p.category, {CountsSql}, coalesce(sum(p.total), 0), coalesce(sum(p.planned), 0),
               coalesce(sum(p.scheduled), 0), coalesce(sum(p.done), 0), coalesce(sum(p.in_place), 0), coalesce(sum(p.paid), 0)
        from pool p
        group by grouping sets ((), (p.category))
        """;

    private const string OrderSql = "order by is_part, part nulls last, is_sum desc, category";

    private const string TotalsSql = $"""
        {PoolSql}
        {AllSql}
        {OrderSql}
        """;

    /// <summary>Totals and parts in one statement, so that the pool is looked up once.</summary>
    private static readonly Dictionary<string, string> PartsSql = Dimension.OfPool.ToDictionary(d => d.Key, d => $"""
        {PoolSql}
        {AllSql}
        union all
        select true, x.part, p.category, {CountsSql}, coalesce(sum(p.total * x.share), 0), coalesce(sum(p.planned * x.share), 0),
               coalesce(sum(p.scheduled * x.share), 0), coalesce(sum(p.done * x.share), 0), coalesce(sum(p.in_place * x.share), 0),
               coalesce(sum(p.paid * x.share), 0)
        from pool p cross join lateral ({d.Value.PartsSql}) as x (part, share)
        group by grouping sets ((x.part), (x.part, p.category))
        {OrderSql}
        """);

    /// <param name="dimensions">Those that the service's tables can answer.</param>
    /// <param name="hasPast">Whether they can be looked at as they were on a day.</param>
    internal static void MapDispatch(
        this RouteGroupBuilder api, DispatchReader read, IReadOnlyDictionary<string, Dimension> dimensions, bool hasPast) =>
        api.MapGet("project-dispatch", async (HttpContext context, TimeProvider time, string month, string? by, CancellationToken cancellation) =>
        {
            if (!Period.TryParse(month, out var period) || period.Type != PeriodType.Month)
            {
                return Problem.Of(PortfolioRefusals.MonthExpected).With("field", "month").AsResult();
            }

            if (by is not null && !dimensions.ContainsKey(by))
            {
                return Problem.Of(PortfolioRefusals.UnknownDimension).With("field", "by").With("allowed", dimensions.Keys).AsResult();
            }

            var day = hasPast ? AsOf.Day(context.Request.Query[AsOf.Name], time) : null;
            return Results.Ok(await read(period, by, context.User.SeesOnly(), day, cancellation));
        }).WithSummary("项目调度表 Dispatch table").Produces<DispatchTable>().TakesAsOf(() => hasPast);

    /// <param name="by">county, task, chain, industry, owner, funding or stage, and theme in the pool; null for the totals alone.</param>
    /// <param name="otherwise">What projects without an accepted curve of their own are held against.</param>
    /// <param name="onlyOf">The organisation whose projects alone are in it; null for all.</param>
    /// <param name="chain">The chain whose projects alone are in it; null for all.</param>
    public static async Task<DispatchTable> Read(
        Period month, string? by, CitySchedule otherwise, string? onlyOf, AsOfConnection connection, CancellationToken cancellation, string? chain = null)
    {
        await using var command = connection.Command(by is null ? TotalsSql : PartsSql[by]);
        command.Parameters.Add(new() { Value = new DateOnly(month.Year, 1, 1) });
        command.Parameters.Add(new() { Value = month.FirstDay });
        command.Parameters.Add(new() { Value = month.LastDay });
        command.Parameters.Add(new() { Value = month.Year });
        command.Parameters.Add(new NpgsqlParameter<string?> { TypedValue = onlyOf });
        command.Parameters.Add(new() { Value = Schedule.PercentOf(otherwise, month.FirstDay) });
        command.Parameters.Add(new() { Value = Schedule.StartsPercentOf(otherwise, month.FirstDay) });
        command.Parameters.Add(new NpgsqlParameter<string?> { TypedValue = chain });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var (totals, parts) = await ReadRows(reader, cancellation);
        return new DispatchTable(
            month.ToString(), by, Shown(Schedule.StraightPercent(month.FirstDay)), SchedulesOf(totals, otherwise, month), totals, parts,
            ChecksOf(totals, by is null || !Dimension.OfPool[by].IsDivided ? [] : parts));
    }

    private static async Task<(List<DispatchRow> Totals, List<DispatchRow> Parts)> ReadRows(NpgsqlDataReader reader, CancellationToken cancellation)
    {
        var (totals, parts) = (new List<DispatchRow>(), new List<DispatchRow>());
        while (await reader.ReadAsync(cancellation))
        {
            (reader.GetBoolean(0) ? parts : totals).Add(new DispatchRow(
                await reader.IsDBNullAsync(1, cancellation) ? null : reader.GetString(1),
                await reader.IsDBNullAsync(2, cancellation) ? null : reader.GetString(2),
                reader.GetInt32(4), reader.GetInt32(5), await reader.IsDBNullAsync(6, cancellation) ? 0 : reader.GetDecimal(6), reader.GetInt32(7),
                reader.GetInt32(8), reader.GetInt32(9), reader.GetInt32(10), reader.GetInt32(11), reader.GetInt32(12), reader.GetInt32(13),
                reader.GetDecimal(14), reader.GetDecimal(15), reader.GetDecimal(16), reader.GetDecimal(17), reader.GetDecimal(18), reader.GetDecimal(19)));
        }

        return (totals, parts);
    }

    private static DispatchSchedules SchedulesOf(List<DispatchRow> totals, CitySchedule otherwise, Period month)
    {
        var all = totals.Find(t => t.Category is null);
        var others = all is null ? 0 : all.Projects - all.OnOwnCurve - all.Unscheduled;
        var isStepped = otherwise == CitySchedule.Stepped;
        return new DispatchSchedules(
            Schedule.Forms.Write(isStepped ? ScheduleForm.Stepped : ScheduleForm.Straight), Shown(Schedule.PercentOf(otherwise, month.FirstDay)),
            Shown(Schedule.StartsPercentOf(otherwise, month.FirstDay)), all?.OnOwnCurve ?? 0, all?.OnOwnStart ?? 0, isStepped ? 0 : others, isStepped ? others : 0, all?.Unscheduled ?? 0);
    }

    private static decimal Shown(decimal percent) => Math.Round(percent, 1, MidpointRounding.AwayFromZero);

    private static List<SumCheck> ChecksOf(List<DispatchRow> totals, List<DispatchRow> parts)
    {
        if (totals.Find(t => t.Category is null) is not { } all)
        {
            return [];
        }

        return
        [
            .. ChecksOf("年度类别 categories", all, totals.FindAll(t => t.Category is not null)),
            .. parts.Count == 0 ? [] : ChecksOf("分组 parts", all, parts.FindAll(p => p.Category is null)),
        ];
    }

    private static IEnumerable<SumCheck> ChecksOf(string of, DispatchRow all, List<DispatchRow> parts) =>
    [
        SumCheck.Check($"{of}: totalWan", all.TotalWan, [.. parts.Select(p => (decimal?)p.TotalWan)], step: 0),
        SumCheck.Check($"{of}: plannedWan", all.PlannedWan, [.. parts.Select(p => (decimal?)p.PlannedWan)], step: 0),
        SumCheck.Check($"{of}: scheduledWan", all.ScheduledWan, [.. parts.Select(p => (decimal?)p.ScheduledWan)], step: 0),
        SumCheck.Check($"{of}: doneWan", all.DoneWan, [.. parts.Select(p => (decimal?)p.DoneWan)], step: 0),
        SumCheck.Check($"{of}: totalYi", all.TotalYi, [.. parts.Select(p => (decimal?)p.TotalYi)], step: 0.1m),
        SumCheck.Check($"{of}: plannedYi", all.PlannedYi, [.. parts.Select(p => (decimal?)p.PlannedYi)], step: 0.1m),
        SumCheck.Check($"{of}: doneYi", all.DoneYi, [.. parts.Select(p => (decimal?)p.DoneYi)], step: 0.1m),
    ];
}
