namespace Cluster.Contracts.Coordination;

/// <summary>Lights (亮灯) of a project or a task changed on a day: each that did, as it was and as it is shown from then on.</summary>
/// <param name="Kind">project or task.</param>
/// <param name="Key">A key of the city's pool, <c>infrastructure/p-1</c>, or the task's, T21.</param>
/// <param name="On">The day of the city from which on they hold.</param>
public sealed record LightChanged(string Kind, string Key, DateOnly On, IReadOnlyList<ChangedLight> Lights);

/// <param name="Dimension">overall, or start, investment, completion, payment, entry, milestone, quota.</param>
/// <param name="Before">Null where none was shown.</param>
/// <param name="After">Null where none is shown any more.</param>
public sealed record ChangedLight(string Dimension, LightBefore? Before, LightShown? After);

/// <param name="Light">green, grey, yellow or red; null while the state is outside the statistics.</param>
/// <param name="State">Of the overall light: judged, not-started, suspended, done or nothing-owed.</param>
public sealed record LightBefore(string? Light, string? State, string? Reason);

/// <summary>A light with all that it was made of.</summary>
/// <param name="Light">What is shown: green, grey, yellow or red; null while the state is outside the statistics.</param>
/// <param name="State">Of the overall light alone: judged, not-started, suspended, done or nothing-owed.</param>
/// <param name="Worst">Of the overall light alone: the dimension that it is taken from.</param>
/// <param name="HasBreach">Whether a report is missing (报送违规), whatever is shown.</param>
/// <param name="Raw">What the rule alone says (原始灯).</param>
/// <param name="Escalated">After the run of yellows.</param>
/// <param name="Reason">Why it is shown.</param>
/// <param name="RuleReason">Why the rule says what it says.</param>
/// <param name="Since">The first day of the unbroken time in which this light has been shown.</param>
/// <param name="Run">Running months yellow or worse, counted up to the one that escalates.</param>
/// <param name="HeldUntil">The last day of the accepted reason that holds it.</param>
/// <param name="AsOf">The day that its numbers are of.</param>
/// <param name="Value">Where on its rule's axis it lies.</param>
/// <param name="Actual">What is done: percent of the plan, or 万元.</param>
/// <param name="Expected">What should be, in the same unit.</param>
/// <param name="Schedule">own-curve, straight or stepped: the 序时进度 that was used.</param>
/// <param name="DueOn">The day that lateness is counted from, or by which a missing report was due.</param>
/// <param name="HappenedOn">When it did happen, or is forecast to.</param>
/// <param name="Zh">The sentence that says why.</param>
public sealed record LightShown(
    string? Light, string? State, string? Worst, bool HasBreach, string? Raw, string? Escalated, string? Reason, string? RuleReason, string? Preset,
    string? Rule, int? RuleVersion, DateOnly Since, int Run, DateOnly? HeldUntil, DateOnly? AsOf, decimal? Value, decimal? Actual, decimal? Expected,
    string? Schedule, DateOnly? DueOn, DateOnly? HappenedOn, string? Milestone, int Slips, string Zh, string En);
