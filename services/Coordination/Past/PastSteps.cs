using Cluster.Ingestion.Past;

namespace Cluster.Coordination.Past;

/// <summary>Steps are never changed: those of a day are those that had been taken.</summary>
internal static class PastSteps
{
    public const string Sql = $"""
        create view {PastViews.Schema}.supervision_order_steps as
        select s.* from public.supervision_order_steps s where s.at < {PastViews.EndsAt};

        create view {PastViews.Schema}.annual_plan_steps as
        select s.* from public.annual_plan_steps s where s.at < {PastViews.EndsAt};

        create view {PastViews.Schema}.annual_plan_revisions as
        select r.* from public.annual_plan_revisions r where r.accepted_at < {PastViews.EndsAt}
        """;
}
