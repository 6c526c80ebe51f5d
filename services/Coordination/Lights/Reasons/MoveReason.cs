using Cluster.Coordination.Calendar;
using Cluster.Coordination.Lights.Facts;
using Cluster.Coordination.Supervision;
using Cluster.Ingestion;
using Cluster.Messaging;
using Cluster.ServiceDefaults;

namespace Cluster.Coordination.Lights.Reasons;

/// <param name="Until">Another last day than the one that is asked for.</param>
internal sealed record ReasonMove(ReasonCommand Command, string Person, string? Note = null, DateOnly? Until = null);

/// <summary>
/// The office decides, or the department withdraws. A decision takes effect at once: the light is judged again right behind it. Of two that are
/// taken at one moment the second finds the first.
/// </summary>
internal static class MoveReason
{
    public static async Task<LightReasonRequest> Handle(
        EventLog log, Caller caller, string number, Precondition? expects, ReasonMove move, CancellationToken cancellation)
    {
        await using var transaction = await log.Begin(caller, cancellation);
        if (await StoredReasons.Hold(transaction.Connection, number, cancellation) is not { } reason)
        {
            throw new RefusedException(Problem.Of(Refusals.NotFound));
        }

        if (move.Command == ReasonCommand.Withdraw && caller.Organisation != reason.Organisation)
        {
            throw new RefusedException(Problem.Of(ReasonRefusals.NotRequester, reason.Number, reason.Organisation));
        }

        if (IsSaidAgain(reason, move))
        {
            return reason;
        }

        if (expects?.FaultAgainst(reason.Version) is { } stale)
        {
            throw RequestForm.Refuse(stale);
        }

        var moved = Take(reason, move, InstantField.Kept(transaction.StartedAt));
        await StoredReasons.Keep(transaction.Connection, moved, cancellation);
        transaction.Append(moved.Aggregate, moved.Version, moved.Told(ReasonMoves.Commands.Write(move.Command)), reason.Told(StepOf(reason)), [moved.Organisation]);
        await Clocks.Touch(transaction.Connection, moved.Kind, [moved.Subject], transaction.StartedAt, cancellation);
        await transaction.Commit(cancellation);
        return moved;
    }

    private static LightReasonRequest Take(LightReasonRequest reason, ReasonMove move, DateTimeOffset at)
    {
        var (to, refusal) = ReasonMoves.Take(reason.State, move.Command);
        if (refusal is not null)
        {
            throw new RefusedException(Problem.Of(refusal, reason.Number, reason.EnteredBy, $"{reason.EnteredAt.AtEdge():yyyy-MM-dd HH:mm:ss}"));
        }

        if (move.Command != ReasonCommand.Withdraw && move.Person == reason.RequestedBy)
        {
            throw new RefusedException(Problem.Of(ReasonRefusals.OwnRequest, reason.Number, reason.RequestedBy));
        }

        var moved = reason with { State = to, EnteredBy = move.Person, EnteredAt = at, Note = move.Note, Version = reason.Version + 1 };
        if (move.Command != ReasonCommand.Accept)
        {
            return moved;
        }

        var until = move.Until ?? reason.UntilDay;
        return AcceptedReason.Of(reason.Dimension, at.CityDay(), until).Fault is { } fault
            ? throw RequestForm.Refuse(fault)
            : moved with { FromDay = at.CityDay(), UntilDay = until };
    }

    private static bool IsSaidAgain(LightReasonRequest reason, ReasonMove move) =>
        StepOf(reason) == ReasonMoves.Commands.Write(move.Command) && (reason.EnteredBy, reason.Note) == (move.Person, move.Note)
        && (move.Until is null || move.Until == reason.UntilDay);

    /// <summary>Each state is reached by one step.</summary>
    private static string StepOf(LightReasonRequest reason) => reason.State switch
    {
        ReasonState.Accepted => ReasonMoves.Commands.Write(ReasonCommand.Accept),
        ReasonState.Rejected => ReasonMoves.Commands.Write(ReasonCommand.Reject),
        ReasonState.Withdrawn => ReasonMoves.Commands.Write(ReasonCommand.Withdraw),
        _ => ReasonMoves.Request,
    };
}
