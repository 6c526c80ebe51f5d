using Cluster.Ingestion.Past;

namespace Cluster.Coordination.Past;

/// <summary>What the office can look at as it was at the end of any day (截至某日) beside the rows that are pushed, by the names of today's tables.</summary>
internal static class PastOfTheOffice
{
    public static void Keep(KeptTables tables) => tables
        .Keep("supervision_orders").Keep("annual_plans").Keep("bulletins").Keep("project_merges")
        .View(PastSteps.Sql).View(PastStandings.Sql).View(PastIndicators.Sql).View(PastPool.Sql);
}
