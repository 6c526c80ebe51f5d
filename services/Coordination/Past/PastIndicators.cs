using Cluster.Coordination.Lights.Facts;
using Cluster.Ingestion.Past;

namespace Cluster.Coordination.Past;

/// <summary>How targets stood by what the services had measured, and up to when each service had been heard.</summary>
internal static class PastIndicators
{
    /// <summary>A value that was withdrawn has no unit any more. Each service had by then told all that it had written by then, or up to where it is heard now.</summary>
    public const string Sql = $"""
        create view {PastViews.Schema}.indicator_values as
        select distinct on (f.subject) f.subject as code, '{FactKeys.City}' as region, m.period, m.value, m.unit, f.key as service,
            m.source ->> 'zh' as source_zh, m.source ->> 'en' as source_en
        from (
            select distinct on (subject, key) subject, key, version, said_on, body from public.light_facts
            where what = '{FactKeys.Indicator}' and said_on <= {PastViews.Day}
            order by subject, key, version desc) f
        cross join lateral jsonb_to_record(f.body::jsonb) as m (period date, value numeric, unit text, source jsonb)
        where m.unit is not null
        order by f.subject, f.said_on desc, f.key;

        create view {PastViews.Schema}.service_freshness as
        select f.service, least(f.as_of, {PastViews.EndsAt}) as as_of from public.service_freshness f
        """;
}
