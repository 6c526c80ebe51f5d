namespace Cluster.Contracts.Coordination;

/// <summary>A matter to coordinate (协调事项) was raised, or came to another state. It says all that holds of it from then on.</summary>
/// <param name="Number">2026-001.</param>
/// <param name="Step">raise, assign, schedule, decide, finish, decline or withdraw.</param>
/// <param name="State">raised, assigned, scheduled, decided, done, declined or withdrawn.</param>
/// <param name="Task">T21; null where it is about a project.</param>
/// <param name="Project">A key of the city's pool, <c>infrastructure/p-1</c>.</param>
/// <param name="Wanted">Units that the raiser needs.</param>
/// <param name="Lead">Who deals with it, from its assignment or its decision on.</param>
/// <param name="Due">The last day of the assignment, then of the decision.</param>
/// <param name="Conference">The joint conference on whose agenda it is.</param>
/// <param name="By">The person who took the step.</param>
/// <param name="Words">The details, the note, the result: what the step said.</param>
public sealed record MatterMoved(
    string Number, string Step, string State, string Title, string? Task, string? Project, string RaisedBy, IReadOnlyList<string> Wanted, string? Lead,
    IReadOnlyList<string> CoOperators, DateOnly? Due, string? Conference, string? Decision, string By, string? Words);
