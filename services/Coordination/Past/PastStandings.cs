using Cluster.Coordination.Progress;
using Cluster.Ingestion.Past;

namespace Cluster.Coordination.Past;

/// <summary>
/// Where tasks stood, of the reports of that day: <see cref="OnProgressReported"/> and <see cref="TaskStanding"/> in SQL, held against them by a test of
/// any reports.
/// </summary>
internal static class PastStandings
{
    public const string Sql = $"""
        create view {PastViews.Schema}.latest_reports as
        select distinct on (p.task, p.organisation) p.task, p.organisation, p.period, p.progress_percent, p.state,
            (select max(r.received_at) from public.report_parts r
             where (r.task, r.organisation, r.period, r.item) = (p.task, p.organisation, p.period, 'progress') and r.received_at < {PastViews.EndsAt}) as reported_at
        from {PastViews.Schema}.progress_reports p
        where not p.withdrawn
        order by p.task, p.organisation, p.period desc;

        create view {PastViews.Schema}.task_standings as
        select t.key as task,
            case
                when bool_or(r.state = 'suspended') then 'suspended'
                when bool_and(r.state = 'not-started') then 'not-started'
                when bool_and(r.state = 'completed') and (t.leads = array[]::text[] or count(*) = cardinality(t.leads)) then 'completed'
                else 'in-progress'
            end as state,
            min(r.progress_percent) as progress_percent, max(r.period) as reported_for, max(r.reported_at) as reported_at
        from {PastViews.Schema}.tasks t
        join {PastViews.Schema}.latest_reports r
            on r.task = t.key and r.organisation = any(case when t.leads = array[]::text[] then t.co_operators else t.leads end)
        group by t.key, t.leads
        """;
}
