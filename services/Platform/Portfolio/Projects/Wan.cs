using Cluster.Ingestion;

namespace Cluster.Portfolio.Projects;

/// <summary>Money of a project: in 万元, never below 0, to the cent.</summary>
internal static class Wan
{
    private const decimal Max = 100_000_000m; // a trillion yuan
    private const int Decimals = 6;

    public static DecimalField Field(string name, string zh, string en) => new(name, zh, en, "万元", 0m, Max, Decimals);
}
