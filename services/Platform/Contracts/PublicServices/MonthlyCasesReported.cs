namespace Cluster.Contracts.PublicServices;

/// <summary>The cases handled (办件量) of one service item in one month and one direction were reported or changed.</summary>
/// <param name="Month">2025-09; the count is of that month alone, never cumulative.</param>
/// <param name="FromCity">Division code of the city the applicants belong to.</param>
/// <param name="AtCity">Division code of the city that handled the cases.</param>
/// <param name="Demonstration">Invented for a demonstration; belongs in no statistics.</param>
public sealed record MonthlyCasesReported(
    string Key, string Owner, string ServiceItem, string Month, string FromCity, string AtCity, long Cases, bool Demonstration);
