namespace Cluster.Contracts.Coordination;

/// <summary>An organisation (单位) known by its registered short name, with the other ways documents write it.</summary>
/// <param name="ValidFrom">The first day of the name; null where it was there before the plan.</param>
/// <param name="ValidUntil">Its last day, where the organisation was merged, renamed or dissolved.</param>
/// <param name="Successor">Who is meant by the name from the day after that.</param>
public sealed record OrganisationRegistered(
    string Key, string FullName, string NameEn, string Kind, IReadOnlyList<string> Aliases, DateOnly? ValidFrom = null, DateOnly? ValidUntil = null,
    string? Successor = null);
