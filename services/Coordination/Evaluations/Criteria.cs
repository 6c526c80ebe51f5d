using System.Globalization;
using Cluster.Contracts;
using Cluster.Coordination.AnnualPlans;
using Cluster.Coordination.Calendar;
using Cluster.Coordination.ReadModels;
using Cluster.Coordination.Reporting;
using Cluster.Coordination.Supervision;
using Npgsql;

namespace Cluster.Coordination.Evaluations;

/// <summary>Something that counts, and the event that says so.</summary>
/// <param name="Subject">A unit, or a key of the city's pool.</param>
/// <param name="Quarter">Of which quarter it is (1 to 4), whose weight it gets; a report is of the one that it is about.</param>
/// <param name="Amount">How often, or how much of it: 1, or the part that was done.</param>
internal sealed record Finding(string Subject, string Aggregate, long Version, DateOnly Day, int Quarter, decimal Amount);

/// <summary>
/// What sheets can look at. Each is one statement over what is stored, but for what the matrix of reports says; a finding names the event that is its
/// ground, and where there is none because nothing was said, the event that made it owed.
/// </summary>
internal static class Criteria
{
    public const string AnnualPlanMissing = "annual-plan-missing";
    public const string AnnualPlanWithoutMilestones = "annual-plan-without-milestones";
    public const string ReportMissing = "report-missing";
    public const string ReportLate = "report-late";
    public const string ReportWithoutResult = "report-without-result";
    public const string OrderWithoutFeedback = "order-without-feedback";
    public const string OrderFeedbackReturned = "order-feedback-returned";
    public const string ProjectStarted = "project-started";
    public const string ProjectPlanned = "project-planned";
    public const string ProjectProgress = "project-progress";

    /// <summary>The first task of each unit stands for all that it leads: its recording made what is owed.</summary>
    private const string LedSql = $"""
        led as (
            select distinct on (x.organisation) x.organisation, 'coordination/tasks/' || t.key as aggregate, t.version
            from tasks t, unnest({StoredItems.ResponsibleSql}) as x (organisation) order by x.organisation, t.ordinal)
        """;

    /// <summary>$1 the year, $2 the day as of which, $3 the last day for it.</summary>
    private const string AnnualPlanMissingSql = $"""
        with {LedSql}
        select organisation, aggregate, version, $3::date, extract(quarter from $3::date)::int, 1::numeric from led
        where $3::date <= $2 and not exists (
            select from annual_plan_steps s
            where s.plan = $1 || '.' || led.organisation and s.command = 'submit' and (s.at at time zone 'Asia/Shanghai')::date <= $3)
        """;

    private const string AnnualPlanWithoutMilestonesSql = """
        select distinct on (i.owner) i.owner, 'coordination/annual-plan-items/' || i.key, i.version, (s.at at time zone 'Asia/Shanghai')::date,
            extract(quarter from s.at at time zone 'Asia/Shanghai')::int, 1::numeric
        from annual_plan_items i
        join lateral (
            select s.at from annual_plan_steps s
            where s.plan = $1 || '.' || i.owner and s.command = 'submit' and (s.at at time zone 'Asia/Shanghai')::date <= $2
            order by s.version desc limit 1) s on true
        where i.year = $1 and i.dropped_reason is null and i.milestones = array[]::text[]
        order by i.owner, i.key
        """;

    /// <summary>
    /// $3 the quarters that are due, $4 the last day for each. An extension or a reopening moves that day for its unit; what was taken back is not there. The ground
    /// is the withdrawal, or the extension that ran out, or what made the report owed.
    /// </summary>
    private const string ReportMissingSql = $"""
        select distinct on (x.organisation, q.quarter) x.organisation,
            case
                when w.version is not null then 'coordination/reports/' || t.key || '.' || q.quarter || '.' || x.organisation
                when a.until > q.due then 'coordination/report-allowances/' || q.quarter || '.' || x.organisation
                else 'coordination/tasks/' || t.key
            end,
            coalesce(w.version, case when a.until > q.due then a.version end, t.version),
            greatest(q.due, a.until), right(q.quarter, 1)::int, 1::numeric
        from tasks t
        cross join unnest({StoredItems.ResponsibleSql}) as x (organisation)
        cross join unnest($3, $4) as q (quarter, due)
        left join lateral (
            select a.until, a.version from report_allowances a
            where a.period = q.quarter and a.organisation = x.organisation and (a.granted_at at time zone 'Asia/Shanghai')::date <= $2
            order by a.until desc, a.version limit 1) a on true
        left join lateral (
            select s.version, s.state from report_steps s
            where (s.task, s.organisation, s.period) = (t.key, x.organisation, q.quarter) and (s.at at time zone 'Asia/Shanghai')::date <= $2
            order by s.version desc limit 1) l on true
        left join lateral (select l.version where l.state = 'withdrawn') w on true
        where $1::int is not null and greatest(q.due, a.until) <= $2 and not exists (
            select from progress_reports r where r.task = t.key and r.organisation = x.organisation and r.period = q.quarter and not r.withdrawn)
        order by x.organisation, q.quarter, t.ordinal
        """;

    /// <summary>
    /// The same progress as the quarter before, of a task that is said to go on; and what the office returned and did not get again, which is not accepted and
    /// says nothing, as returned feedback does.
    /// </summary>
    private const string ReportWithoutResultSql = """
        select distinct on (x.organisation, x.quarter) x.organisation, x.aggregate, x.version, x.day, right(x.quarter, 1)::int, 1::numeric
        from (
            select r.organisation, q.quarter, r.task, 'coordination/progress-reports/' || r.key as aggregate, r.version, q.due as day
            from progress_reports r
            join unnest($3, $4, $5) as q (quarter, due, earlier) on q.quarter = r.period
            join progress_reports b on b.task = r.task and b.organisation = r.organisation and b.period = q.earlier
            where q.due <= $2 and r.state = 'in-progress' and b.progress_percent = r.progress_percent and not r.withdrawn and not b.withdrawn
            union all
            select l.organisation, l.period, l.task, 'coordination/reports/' || l.task || '.' || l.period || '.' || l.organisation, l.version, l.day
            from (
                select distinct on (s.task, s.organisation, s.period) s.*, (s.at at time zone 'Asia/Shanghai')::date as day from report_steps s
                where s.period = any($3) and (s.at at time zone 'Asia/Shanghai')::date <= $2
                order by s.task, s.organisation, s.period, s.version desc) l
            where l.state = 'returned') x
        where $1::int is not null
        order by x.organisation, x.quarter, x.task, x.aggregate
        """;

    /// <summary>Not fed back until the day, or after its limit.</summary>
    private const string OrderWithoutFeedbackSql = $"""
        with last as (select distinct on (number) * from supervision_order_steps where day <= $2 order by number, version desc),
        missed as (
            select number, version, limit_date from last where state in {StoredOrders.Awaiting} and limit_date < $2
            union all
            select number, version, limit_date from supervision_order_steps where command = 'feedback' and day > limit_date and day <= $2)
        select o.lead, 'coordination/supervision-orders/' || m.number, m.version, m.limit_date, extract(quarter from m.limit_date)::int, 1::numeric
        from missed m join supervision_orders o using (number)
        where extract(year from m.limit_date) = $1
        """;

    private const string OrderFeedbackReturnedSql = """
        select o.lead, 'coordination/supervision-orders/' || s.number, s.version, s.day, extract(quarter from s.day)::int, 1::numeric
        from supervision_order_steps s join supervision_orders o using (number)
        where s.command = 'return' and extract(year from s.day) = $1 and s.day <= $2
        """;

    /// <summary>Of the year's pool: $3 a category or null, $4 and $5 the bounds of the year's plan or null.</summary>
    private const string ProjectsSql = """
        from project_years y
        join projects p on p.key = y.project
        left join inbox n on n.aggregate = regexp_replace(p.key, '/', '/projects/')
        where y.year = $1 and (y.removed_on is null or y.removed_on > $2) and ($3::text is null or y.category = $3)
            and ($4::numeric is null or y.planned_wan >= $4) and ($5::numeric is null or y.planned_wan < $5)
        """;

    private const string ProjectStartedSql = $"""
        select p.key, regexp_replace(p.key, '/', '/projects/'), coalesce(n.version, 0), greatest(p.started_on, make_date($1, 1, 1)),
            extract(quarter from greatest(p.started_on, make_date($1, 1, 1)))::int, 1::numeric
        {ProjectsSql} and p.started_on <= $2 and ($3 = 'continued' or extract(year from p.started_on) = $1)
        """;

    private const string ProjectPlannedSql = $"""
        select p.key, regexp_replace(p.key, '/', '/projects/'), coalesce(n.version, 0), make_date($1, 1, 1), 1, 1::numeric
        {ProjectsSql} and y.planned_wan is not null
        """;

    private const string ProjectProgressSql = $"""
        select x.key, concat(regexp_replace(m.project, '/', '/project-months/'), '.', to_char(m.month, 'YYYY-MM')), m.version, m.month, extract(quarter from m.month)::int,
            least(1, round(m.year_to_date_wan / x.planned_wan, 4))
        from (select p.key, y.planned_wan {ProjectsSql} and y.planned_wan > 0) x
        join lateral (
            select m.* from project_months m where m.project = x.key and m.month between make_date($1, 1, 1) and $2 and (m.month + interval '1 month')::date <= $2 + 1
            order by m.month desc limit 1) m on true
        """;

    private static readonly Dictionary<string, (SheetKind Kind, string Sql)> Statements = new()
    {
        [AnnualPlanMissing] = (SheetKind.Units, AnnualPlanMissingSql),
        [AnnualPlanWithoutMilestones] = (SheetKind.Units, AnnualPlanWithoutMilestonesSql),
        [ReportMissing] = (SheetKind.Units, ReportMissingSql),
        [ReportWithoutResult] = (SheetKind.Units, ReportWithoutResultSql),
        [OrderWithoutFeedback] = (SheetKind.Units, OrderWithoutFeedbackSql),
        [OrderFeedbackReturned] = (SheetKind.Units, OrderFeedbackReturnedSql),
        [ProjectStarted] = (SheetKind.Projects, ProjectStartedSql),
        [ProjectPlanned] = (SheetKind.Projects, ProjectPlannedSql),
        [ProjectProgress] = (SheetKind.Projects, ProjectProgressSql),
    };

    public static IReadOnlyCollection<string> Of(SheetKind kind) =>
        [.. Statements.Where(s => s.Value.Kind == kind).Select(s => s.Key), .. kind == SheetKind.Units ? new[] { ReportLate } : [], ScoreItem.Manual];

    public static async Task<List<Finding>> Look(
        NpgsqlConnection connection, ScoreItem item, int year, DateOnly asOf, CancellationToken cancellation)
    {
        if (item.Criterion == ScoreItem.Manual)
        {
            return [];
        }

        if (item.Criterion == ReportLate)
        {
            return await LateReports.Look(connection, item.Quarters ?? [1, 2, 3, 4], year, asOf, cancellation);
        }

        await using var command = new NpgsqlCommand(Statements[item.Criterion].Sql, connection)
        {
            Parameters = { new() { Value = year }, new() { Value = asOf } },
        };
        command.Parameters.AddRange(ParametersOf(item, year).ToArray());
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadResult(row => new Finding(
                row.GetString(0), row.GetString(1), row.GetInt64(2), row.GetFieldValue<DateOnly>(3), row.GetInt32(4), row.GetDecimal(5)), cancellation);
    }

    private static IEnumerable<NpgsqlParameter> ParametersOf(ScoreItem item, int year)
    {
        switch (item.Criterion)
        {
            case AnnualPlanMissing:
                yield return new() { Value = LastDay(year, item.By!) };
                break;
            case ReportMissing or ReportWithoutResult:
                Quarter[] quarters = [.. (item.Quarters ?? [1, 2, 3, 4]).Select(n => Quarter.Parse($"{year}Q{n}"))];
                yield return new() { Value = Array.ConvertAll(quarters, q => q.ToString()) };
                yield return new() { Value = Array.ConvertAll(quarters, DueOf) };
                if (item.Criterion == ReportWithoutResult)
                {
                    yield return new() { Value = Array.ConvertAll(quarters, q => Quarter.Of(q.FirstDay.AddDays(-1)).ToString()) };
                }

                break;
            case ProjectStarted or ProjectPlanned or ProjectProgress:
                yield return SqlText.Of(item.Category);
                yield return new NpgsqlParameter<decimal?> { TypedValue = item.FromWan };
                yield return new NpgsqlParameter<decimal?> { TypedValue = item.ToWan };
                break;
        }
    }

    /// <summary>As the reporting of the plan has it.</summary>
    private static DateOnly DueOf(Quarter quarter) =>
        new ReportingCycle(Rhythms.Of(Rhythms.Default), Period.Parse($"{quarter}"), WorkingDays.Published).Due.LastDay;

    /// <summary>02-29 in a year without one is the 28th.</summary>
    private static DateOnly LastDay(int year, string by)
    {
        var (month, day) = (int.Parse(by.AsSpan(0, 2), CultureInfo.InvariantCulture), int.Parse(by.AsSpan(3), CultureInfo.InvariantCulture));
        return new DateOnly(year, month, Math.Min(day, DateTime.DaysInMonth(year, month)));
    }
}
