using Cluster.Ingestion.Past;

namespace Cluster.Coordination.Past;

/// <summary>What the office decided or gave out once and never changes: of a day it is what there was by then.</summary>
internal static class PastDecisions
{
    /// <summary>A contact changes in nothing but its last day, which is no part of what a notice says.</summary>
    public const string Sql = $"""
        create view {PastViews.Schema}.contacts as
        select c.receipt, c.organisation, c.person, c.post, c.telephone from public.contacts c where c.filed_at < {PastViews.EndsAt};

        create view {PastViews.Schema}.light_adoptions as
        select a.* from public.light_adoptions a where a.decided_at < {PastViews.EndsAt};

        create view {PastViews.Schema}.report_allowances as
        select a.* from public.report_allowances a where a.granted_at < {PastViews.EndsAt};

        create view {PastViews.Schema}.workday_notices as
        select n.* from public.workday_notices n where n.loaded_at < {PastViews.EndsAt};

        create view {PastViews.Schema}.bulletin_files as
        select f.* from public.bulletin_files f join {PastViews.Schema}.bulletins b on b.key = f.key where b.issued_on is not null
        """;
}
