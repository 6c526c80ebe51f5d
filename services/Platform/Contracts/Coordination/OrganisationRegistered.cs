namespace Cluster.Contracts.Coordination;

/// <summary>An organisation (单位) known by its registered short name, with the other ways documents write it.</summary>
public sealed record OrganisationRegistered(string Key, string FullName, string NameEn, string Kind, IReadOnlyList<string> Aliases);
