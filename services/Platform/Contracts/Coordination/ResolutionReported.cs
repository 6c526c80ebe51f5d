namespace Cluster.Contracts.Coordination;

/// <summary>A lead reported how far a resolution (议定事项) has come by the end of a quarter.</summary>
/// <param name="Resolution">The number of the matter, 2026-001, or the key of a resolution between cities, <c>cooperation/mayors-8-1</c>.</param>
/// <param name="ProgressPercent">0 to 100, cumulative.</param>
public sealed record ResolutionReported(string Resolution, string Organisation, Quarter Period, decimal ProgressPercent, string Words);
