namespace Cluster.Contracts.Coordination;

/// <summary>An organisation filed a contact (联络员备案), or ended one.</summary>
/// <param name="Receipt">BA2026-0001, given by the platform.</param>
/// <param name="Telephone">Masked where it is a person's own.</param>
/// <param name="ValidUntil">The last day; null while no end is known.</param>
public sealed record ContactFiled(
    string Receipt, string Organisation, string Person, string Post, string Telephone, DateOnly ValidFrom, DateOnly? ValidUntil, string By);
