namespace Cluster.Contracts.Cooperation;

/// <summary>A meeting between cities adopted a resolution (议定事项), or what was recorded of it changed. The coordination office tracks it like a task.</summary>
/// <param name="Key">mayors-8-1.</param>
/// <param name="Series">市长联席会议: meetings of a series are numbered by themselves.</param>
/// <param name="Field">What it is about: 交通、能源、物流.</param>
/// <param name="Parties">The cities or departments that agreed.</param>
/// <param name="Lead">The department of this city that carries it out.</param>
public sealed record ResolutionAdopted(
    string Key, string Owner, string Series, int Number, DateOnly AdoptedOn, string Title, string Text, string? Field, IReadOnlyList<string> Parties,
    string Lead, IReadOnlyList<string> CoOperators, DateOnly Due);
