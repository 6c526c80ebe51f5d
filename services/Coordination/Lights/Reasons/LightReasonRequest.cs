using Cluster.Contracts.Coordination;

namespace Cluster.Coordination.Lights.Reasons;

/// <summary>A department's request that a light be held for a reason (正当理由申请), and what became of it.</summary>
internal sealed record LightReasonRequest
{
    /// <summary>The year and its place in the year's list: L2026-001.</summary>
    public required string Number { get; init; }

    /// <summary>project or task.</summary>
    public required string Kind { get; init; }

    public required string Subject { get; init; }

    public LightDimension Dimension { get; init; }

    public required string Words { get; init; }

    /// <summary>Keys of evidence that was filed with the services; they are not looked up.</summary>
    public required string[] Evidence { get; init; }

    public ReasonState State { get; init; }

    /// <summary>The day of the decision that accepted it.</summary>
    public DateOnly? FromDay { get; init; }

    /// <summary>Its last day; until it is decided the one that is asked for.</summary>
    public DateOnly UntilDay { get; init; }

    public required string RequestedBy { get; init; }

    public required string Organisation { get; init; }

    public DateTimeOffset RequestedAt { get; init; }

    /// <summary>Who brought it to where it stands.</summary>
    public required string EnteredBy { get; init; }

    public DateTimeOffset EnteredAt { get; init; }

    public string? Note { get; init; }

    public long Version { get; init; }

    public string Aggregate => $"coordination/{ReasonEndpoints.Name}/{Number}";

    internal LightReasonMoved Told(string step) => new(
        Number, step, ReasonMoves.States.Write(State), Kind, Subject, LightCodes.Dimensions.Write(Dimension), Words, Evidence, FromDay, UntilDay,
        RequestedBy, Organisation, EnteredBy, Note);
}
