using Cluster.Ingestion.Past;

namespace Cluster.Coordination.Past;

/// <summary>Steps are never changed: those of a day are those that had been taken.</summary>
internal static class PastSteps
{
    public const string Sql = $"""
        create view {PastViews.Schema}.supervision_order_steps as
        select s.* from public.supervision_order_steps s where s.at < {PastViews.EndsAt};

        create view {PastViews.Schema}.order_evidence as
        select e.* from public.order_evidence e where e.filed_at < {PastViews.EndsAt};

        create view {PastViews.Schema}.notices as
        select n.* from public.notices n where n.at < {PastViews.EndsAt};

        create view {PastViews.Schema}.annual_plan_steps as
        select s.* from public.annual_plan_steps s where s.at < {PastViews.EndsAt};

        create view {PastViews.Schema}.bulletin_steps as
        select s.* from public.bulletin_steps s where s.at < {PastViews.EndsAt};

        create view {PastViews.Schema}.annual_plan_revisions as
        select r.* from public.annual_plan_revisions r where r.accepted_at < {PastViews.EndsAt}
        """;
}
