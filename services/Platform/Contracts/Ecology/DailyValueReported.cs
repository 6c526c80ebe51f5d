namespace Cluster.Contracts.Ecology;

/// <summary>A station's value of one parameter for one day (日值): one of many that are new, or, as an event of its own, one that was changed.</summary>
/// <param name="Value">In the unit; null where the quality is missing or maintenance.</param>
/// <param name="Quality">valid, doubtful, maintenance or missing.</param>
/// <param name="Demonstration">Invented for a demonstration; not a fact.</param>
public sealed record DailyValueReported(
    string Key, string Owner, string Station, string Parameter, DateOnly Date,
    decimal? Value, string Unit, string Quality, bool Demonstration);
