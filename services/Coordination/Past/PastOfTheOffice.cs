using Cluster.Ingestion.Past;

namespace Cluster.Coordination.Past;

/// <summary>What the office can look at as it was at the end of any day (截至某日) beside the rows that are pushed, by the names of today's tables.</summary>
internal static class PastOfTheOffice
{
    public static void Keep(KeptTables tables) => tables
        .Keep("supervision_orders").Keep("annual_plans").Keep("bulletins").Keep("bulletin_contents").Keep("project_merges").Keep("light_reasons")
        .Keep("figure_queries").Keep("reporting_start")
        .View(PastSteps.Sql).View(PastDecisions.Sql).View(PastStandings.Sql).View(PastIndicators.Sql).View(PastPool.Sql);
}
