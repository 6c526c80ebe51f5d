namespace Cluster.Coordination.Lights.Facts;

internal static class FactKeys
{
    public const string Project = "project";
    public const string Year = "year";
    public const string Curve = "curve";
    public const string Milestone = "milestone";
    public const string Permit = "permit";
    public const string Problem = "problem";
    public const string Report = "report";
    public const string Indicator = "indicator";

    /// <summary>What no light goes by: the pool of a past day does. As a list of SQL.</summary>
    public const string OfThePoolAlone = $"'{Project}', '{Permit}', '{Problem}'";

    /// <summary>The city itself, whose value a target is held against.</summary>
    public const string City = "150200";

    /// <summary>As the city's pool has it.</summary>
    public static string InPool(string service, string key) => $"{service}/{key}";
}
