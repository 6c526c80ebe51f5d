using Cluster.Coordination.Lights.Facts;
using Cluster.Ingestion.Past;

namespace Cluster.Coordination.Past;

/// <summary>
/// The city's pool as it was told up to a day, by the names under which its questions find it. What lights are made of keeps every version of all that
/// was told of a project.
/// </summary>
internal static class PastPool
{
    private const string MergedSql = $"""
        create view {PastViews.Schema}.merged_projects as
        select case when m.remaining = m.first then m.second else m.first end as project, m.remaining
        from {PastViews.Schema}.project_merges m where m.remaining is not null;
        """;

    public static readonly string Sql = $"""
        {MergedSql}

        create view {PastViews.Schema}.pool_projects as
        select f.subject as key, split_part(f.subject, '/', 1) as service, p.owner, p.code, p.name, p.unit, p."creditCode" as credit_code, p.counties,
            p."sharesPercent" as shares_percent, p."industryClass" as industry_class, p.chain, p.funding, p.tasks, p.stage,
            p."statisticsEnteredOn" as statistics_entered_on, p."totalWan" as total_wan, p."adjustedTotalWan" as adjusted_total_wan,
            p."plannedStart" as planned_start, p."startedOn" as started_on, p."plannedCompletion" as planned_completion, p."completedOn" as completed_on
        from ({LastOf(FactKeys.Project)}) f
        cross join lateral jsonb_to_record(f.body) as p (
            owner text, code text, name text, unit text, "creditCode" text, counties text[], "sharesPercent" text[], "industryClass" text, chain text,
            funding text, tasks text[], stage text, "statisticsEnteredOn" date, "totalWan" numeric, "adjustedTotalWan" numeric, "plannedStart" date,
            "startedOn" date, "plannedCompletion" date, "completedOn" date);

        create view {PastViews.Schema}.projects as
        select p.* from {PastViews.Schema}.pool_projects p
        where not exists (select from {PastViews.Schema}.merged_projects m where m.project = p.key);

        create view {PastViews.Schema}.project_years as
        select concat(split_part(f.subject, '/', 1), '/', f.key) as key, f.subject as project, y.owner, y.year, y.category, y."plannedWan" as planned_wan,
            y."plannedStart" as planned_start, y."enteredOn" as entered_on, y."removedOn" as removed_on, y."resumedOn" as resumed_on
        from ({LastOf(FactKeys.Year)}) f
        cross join lateral jsonb_to_record(f.body) as y (
            owner text, year integer, category text, "plannedWan" numeric, "plannedStart" text, "enteredOn" date, "removedOn" date, "resumedOn" date)
        where not exists (select from {PastViews.Schema}.merged_projects m where m.project = f.subject);

        create view {PastViews.Schema}.project_curves as
        select concat(split_part(f.subject, '/', 1), '/', f.key) as key, f.subject as project, c.owner, c.year, c.state, c."acceptedWan" as accepted_wan,
            to_date(c."acceptedStart", 'YYYY-MM') as accepted_start
        from ({LastOf(FactKeys.Curve)}) f
        cross join lateral jsonb_to_record(f.body) as c (owner text, year integer, state text, "acceptedWan" text[], "acceptedStart" text);

        create view {PastViews.Schema}.project_permits as
        select concat(split_part(f.subject, '/', 1), '/', f.key) as key, f.subject as project, p.owner, p.permit, p.needed, p."doneOn" as done_on
        from ({LastOf(FactKeys.Permit)}) f
        cross join lateral jsonb_to_record(f.body) as p (owner text, permit text, needed boolean, "doneOn" date);

        create view {PastViews.Schema}.project_problems as
        select concat(split_part(f.subject, '/', 1), '/', f.key) as key, f.subject as project, p.owner, p.what, p."responsibleUnit" as responsible_unit, p.level,
            p."dueOn" as due_on, p."solvedOn" as solved_on
        from ({LastOf(FactKeys.Problem)}) f
        cross join lateral jsonb_to_record(f.body) as p (
            owner text, what text, "responsibleUnit" text, level text, "dueOn" date, "solvedOn" date);

        create view {PastViews.Schema}.project_months as
        select distinct on (m.project, m.month) m.project, m.month, m.invested_wan as year_to_date_wan, m.in_place_wan, m.paid_wan
        from public.light_months m
        where m.said_on <= {PastViews.Day}
        order by m.project, m.month, m.version desc
        """;

    private static string LastOf(string what) => $"""
        select distinct on (subject, key) subject, key, body::jsonb as body from public.light_facts
        where what = '{what}' and said_on <= {PastViews.Day}
        order by subject, key, version desc
        """;
}
