namespace Cluster.Contracts.Coordination;

/// <summary>A supervision order (督办单) was proposed, or came to another state or limit. It says all that holds of the order from then on.</summary>
/// <param name="Number">2026-001.</param>
/// <param name="Step">propose, sign, remind, feedback, extend, close, return or cancel.</param>
/// <param name="State">proposed, issued, reminded, fed-back, returned, closed or cancelled.</param>
/// <param name="Task">T21; null where the order is about a project.</param>
/// <param name="Project">A key of the city's pool, <c>infrastructure/p-1</c>; null where the order is about a task.</param>
/// <param name="Basis">Why there is an order: slow, poor, blue-missed, major, orange-missed or special.</param>
/// <param name="Grade">blue, orange or red; it follows from the basis.</param>
/// <param name="Kind">urgent, ordinary or hard; null where the limit was set as a date.</param>
/// <param name="Follows">The missed order that this one escalates.</param>
/// <param name="Limit">The last day on which the lead may feed back; null until it is signed, unless it was set as a date.</param>
/// <param name="By">The person who took the step; for a proposal possibly the system that made it.</param>
/// <param name="Words">What the lead fed back, or the reason or note of the step.</param>
/// <param name="Light">The red light that the system proposed it for, <c>project/infrastructure/p-1@2025-10-06</c>; null where a person did.</param>
/// <param name="Evidence">Keys of evidence that was filed with the order.</param>
public sealed record SupervisionOrderMoved(
    string Number, string Step, string State, string Matter, string? Task, string? Project, string Basis, string Grade, string? Kind,
    string? Follows, string Lead, IReadOnlyList<string> CoOperators, DateOnly? Limit, string By, string? Words, IReadOnlyList<string> Evidence,
    OrderClosing? Closing, string? Light = null);

/// <summary>The form with which an order is closed (审结表).</summary>
/// <param name="Telephone">Of the unit; a mobile number is masked.</param>
public sealed record OrderClosing(string Problem, DateOnly Limit, string Goal, string Unit, string Telephone, string Measures, string Result);
