namespace Cluster.Infrastructure.Segments;

/// <summary>
/// What is believed of a segment's status on a day: what its department said of it, or that it is open (通车) since the project that builds it entered
/// operation (投产), as long as that is the project's stage and nothing later is said of the segment itself. Nothing of it is kept, so a stage that is
/// corrected undoes it.
/// </summary>
internal static class BelievedStatus
{
    /// <summary>
    /// Joins to a segment g and a day d what was said of it (own) and the entry into operation that opens it (opening), null where there is none. A status
    /// is said since the first entry that has it without a break: a class that changes later says nothing of it.
    /// </summary>
    public const string Join = """
        left join lateral (
            select s.* from segment_states s where s.segment = g.key and s.since <= d.day order by s.since desc limit 1
        ) own on true
        left join lateral (
            select stage.project, stage.since
            from (select p.* from project_stages p where p.project = g.project and p.since <= d.day order by p.since desc limit 1) stage
            where stage.stage = 'operating' and own.status is distinct from 'open' and (own.status is null or stage.since >= (
                select min(s.since) from segment_states s
                where s.segment = g.key and s.since <= d.day and s.since > coalesce(
                    (select max(o.since) from segment_states o where o.segment = g.key and o.since <= d.day and o.status is distinct from own.status),
                    '-infinity')))
        ) opening on true
        """;

    public const string Status = "case when opening.since is null then own.status else 'open' end";
}
