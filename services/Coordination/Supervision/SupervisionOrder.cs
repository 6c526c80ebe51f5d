using Cluster.Contracts.Coordination;
using Cluster.Ingestion;
using Cluster.ServiceDefaults;

namespace Cluster.Coordination.Supervision;

/// <summary>A supervision order (督办单): one matter, one lead, one limit. Its steps stand beside it, each with the person who took it.</summary>
public sealed record SupervisionOrder
{
    public static readonly Codes<OrderKind> Kinds = new(
        (OrderKind.Urgent, "urgent", "急件"), (OrderKind.Ordinary, "ordinary", "一般"), (OrderKind.Hard, "hard", "疑难"));

    /// <summary>The year and its place in the year's register: 2026-001.</summary>
    public required string Number { get; init; }

    public required string Matter { get; init; }

    /// <summary>The plan's task that it is about; null where it is about a project.</summary>
    public string? Task { get; init; }

    /// <summary>A key of the city's pool; null where it is about a task.</summary>
    public string? Project { get; init; }

    public OrderBasis Basis { get; init; }

    public OrderGrade Grade { get; init; }

    /// <summary>What its limit is counted by; null where the limit is a date alone.</summary>
    public OrderKind? Kind { get; init; }

    /// <summary>The red light that the system proposed it for, with the day since which it is red; null where a person proposed it.</summary>
    public string? Light { get; init; }

    /// <summary>The missed order that it escalates.</summary>
    public string? Follows { get; init; }

    public required string Lead { get; init; }

    public required string[] CoOperators { get; init; }

    /// <summary>The last day of the limit. Before it is signed only what the proposal sets as a date.</summary>
    public DateOnly? LimitDate { get; init; }

    public OrderState State { get; init; }

    /// <summary>The person who brought it to where it stands; an extension brings it nowhere.</summary>
    public required string EnteredBy { get; init; }

    public DateTimeOffset EnteredAt { get; init; }

    public long Version { get; init; }

    public string? SignedBy { get; init; }

    /// <summary>From then on the units that it concerns see it.</summary>
    public DateTimeOffset? SignedAt { get; init; }

    /// <summary>Who gave the last feedback, and so does not accept it.</summary>
    public string? FedBackBy { get; init; }

    // The closing form; its unit and its limit are the order's own.
    public string? Problem { get; init; }

    public string? Goal { get; init; }

    public string? Telephone { get; init; }

    public string? Measures { get; init; }

    public string? Result { get; init; }

    public string Aggregate => $"coordination/{OrderEndpoints.Name}/{Number}";

    /// <summary>Its lead and the units that co-operate, who see it from the signature on; before it nobody.</summary>
    internal IEnumerable<string> Concerned => SignedAt is null ? [] : [Lead, .. CoOperators];

    public ClosingForm? Form => Result is null ? null : new(Problem!, Goal!, Telephone!, Measures!, Result);

    /// <param name="telephones">Whether the reader needs the number: to everybody else a mobile number is masked.</param>
    public OrderClosing? Closing(bool telephones) => Form is { } form
        ? new(
            form.Problem, LimitDate!.Value, form.Goal, Lead, telephones ? form.Telephone : PersonalNumbers.Mask(form.Telephone), form.Measures, form.Result)
        : null;

    internal SupervisionOrderMoved Told(OrderStep step) => new(
        Number, step.Command, OrderMoves.States.Write(State), Matter, Task, Project, OrderGrades.Bases.Write(Basis), OrderGrades.Codes.Write(Grade),
        Kinds.Write(Kind), Follows, Lead, CoOperators, LimitDate, step.Person, step.Words, step.Evidence, Closing(telephones: false), Light);
}

/// <summary>How long a matter takes (办理类别).</summary>
public enum OrderKind
{
    Urgent,
    Ordinary,
    Hard,
}

/// <summary>What the unit's work came to, as the office fills it in when it closes an order.</summary>
public sealed record ClosingForm(string Problem, string Goal, string Telephone, string Measures, string Result);

/// <summary>One step of an order: what was done, by whom, and what held afterwards.</summary>
public sealed record OrderStep
{
    public required string Number { get; init; }

    /// <summary>That of the order after it; the first is 1.</summary>
    public long Version { get; init; }

    public required string Command { get; init; }

    public OrderState State { get; init; }

    public DateOnly? LimitDate { get; init; }

    /// <summary>Of the city's calendar, which limits are counted in.</summary>
    public DateOnly Day { get; init; }

    public DateTimeOffset At { get; init; }

    public required string Person { get; init; }

    public required string Organisation { get; init; }

    public required string Client { get; init; }

    public string? Words { get; init; }

    /// <summary>Keys of evidence that was filed with the order.</summary>
    public required string[] Evidence { get; init; }
}
