namespace Cluster.Contracts.Coordination;

/// <summary>A department's yearly implementation plan (年度实施计划) came to another state. What it consists of is told by its entries.</summary>
/// <param name="Step">submit, withdraw, endorse, accept, return or revise.</param>
/// <param name="State">draft, submitted, returned or accepted; an accepted plan is frozen.</param>
/// <param name="Revision">How often it has been accepted: the number of the revision that is in force.</param>
/// <param name="By">The person who took the step.</param>
/// <param name="Note">The note of a return, or the reason of a change in mid-year.</param>
/// <param name="Notes">With a return: entry/field and what is to be changed in it.</param>
public sealed record AnnualPlanMoved(
    int Year, string Organisation, string Step, string State, int Revision, string By, string? Note, IReadOnlyDictionary<string, string> Notes);
