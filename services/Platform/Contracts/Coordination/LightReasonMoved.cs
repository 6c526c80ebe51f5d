namespace Cluster.Contracts.Coordination;

/// <summary>A department asked that a light be held for a reason (正当理由), or the office decided on it. It says all that holds from then on.</summary>
/// <param name="Number">L2026-001.</param>
/// <param name="Step">request, accept, reject or withdraw.</param>
/// <param name="State">requested, accepted, rejected or withdrawn.</param>
/// <param name="Kind">project or task.</param>
/// <param name="Key">Of the project in the city's pool, or of the task.</param>
/// <param name="Dimension">The one that it holds.</param>
/// <param name="From">The day of the decision; null until it is accepted.</param>
/// <param name="Until">The last day on which it holds; of a request the day that is asked for.</param>
/// <param name="By">The person who took the step.</param>
/// <param name="Note">What the office said with its decision, or why it was withdrawn.</param>
public sealed record LightReasonMoved(
    string Number, string Step, string State, string Kind, string Key, string Dimension, string Words, IReadOnlyList<string> Evidence, DateOnly? From,
    DateOnly Until, string RequestedBy, string Organisation, string By, string? Note);
