using Cluster.Coordination.Calendar;
using Cluster.Coordination.Notices;
using Cluster.Coordination.Supervision.Evidence;
using Cluster.Ingestion;
using Cluster.Messaging;
using Cluster.ServiceDefaults;
using Microsoft.AspNetCore.Mvc;

namespace Cluster.Coordination.Supervision;

/// <summary>What somebody wants to do with an order.</summary>
/// <param name="Person">Who does it; a system only passes it on.</param>
/// <param name="Words">Feedback, reason or note.</param>
/// <param name="Limit">Where the step sets one.</param>
public sealed record OrderMove(
    OrderCommand Command, string Person, string? Words = null, DateOnly? Limit = null, string[]? Evidence = null, ClosingForm? Form = null);

/// <summary>
/// One step of an order. Of two that are taken at one moment the second finds the first; the same step said again on the same day by the same person
/// through the same credential changes nothing.
/// </summary>
internal static class MoveOrder
{
    /// <param name="expects">The version that was read, where the caller says it.</param>
    public static async Task<SupervisionOrder> Handle(
        EventLog log, Caller caller, string number, Precondition? expects, OrderMove move, CancellationToken cancellation)
    {
        await using var transaction = await log.Begin(caller, cancellation);
        if (await StoredOrders.Hold(transaction.Connection, number, cancellation) is not var (order, last))
        {
            throw new RefusedException(Problem.Of(Refusals.NotFound));
        }

        var step = StepOf(order, move, caller, InstantField.Kept(transaction.StartedAt));
        if (move.Command == OrderCommand.Feedback && caller.Organisation != order.Lead)
        {
            throw new RefusedException(Problem.Of(OrderRefusals.NotLead, order.Number, caller.Organisation));
        }

        if (IsSaidAgain(order, last, step, move))
        {
            return order;
        }

        if (expects?.FaultAgainst(order.Version) is { } stale)
        {
            throw RequestForm.Refuse(stale);
        }

        var (moved, refused) = Take(order, move, step);
        if (refused is not null)
        {
            throw new RefusedException(refused);
        }

        if ((await GetOrderEvidence.Unknown(order.Number, step.Evidence, transaction.Connection, cancellation)).ToArray() is { Length: > 0 } unknown)
        {
            throw RequestForm.Refuse([.. unknown.Select(key => Fault.Of("evidence", OrderRefusals.EvidenceUnknown, Refusal.Repeat(key), order.Number))]);
        }

        step = step with { State = moved.State, LimitDate = moved.LimitDate };
        await StoredOrders.Keep(transaction.Connection, moved, step, cancellation);
        transaction.Append(order.Aggregate, moved.Version, moved.Told(step), order.Told(last), moved.Concerned);
        await LeaveNotices.For(ToBeTold(moved, move.Command), NoticeOf(moved, move.Command), transaction, cancellation);
        await transaction.Commit(cancellation);
        return moved;
    }

    /// <summary>Nobody is told of what it has just done itself.</summary>
    private static IEnumerable<string> ToBeTold(SupervisionOrder order, OrderCommand command) =>
        command == OrderCommand.Feedback ? order.Concerned.Where(unit => unit != order.Lead) : order.Concerned;

    private static Notice NoticeOf(SupervisionOrder order, OrderCommand command)
    {
        var (step, grade, limit) = (OrderMoves.Commands.WordOf(command), OrderGrades.Codes.WordOf(order.Grade), $"{order.LimitDate:yyyy-MM-dd}");
        return new Notice(
            $"{OrderEndpoints.Name}/{order.Number}", order.Version, step.Code, $"督办单 {order.Number}（{grade.Zh}）{step.Zh}：{order.Matter}。期限 {limit}",
            $"Supervision order {order.Number} ({grade.Code}), {step.Code}: {order.Matter}. Limit {limit}");
    }

    /// <summary>The order as it is after the step, or why the step is not taken.</summary>
    private static (SupervisionOrder Moved, ProblemDetails? Refused) Take(SupervisionOrder order, OrderMove move, OrderStep step)
    {
        var (to, refusal) = OrderMoves.Take(order.State, move.Command);
        if (refusal is not null)
        {
            return (order, Problem.Of(refusal, order.Number, order.EnteredBy, $"{order.EnteredAt.AtEdge():yyyy-MM-dd HH:mm:ss}"));
        }

        var moved = order with { State = to, Version = step.Version, EnteredBy = step.Person, EnteredAt = step.At };
        switch (move.Command)
        {
            case OrderCommand.Sign:
                moved = moved with
                {
                    SignedBy = step.Person, SignedAt = step.At, LimitDate = OrderLimits.From(step.Day, move.Limit ?? order.LimitDate, order.Kind),
                };
                return (moved, OrderLimits.Refuse(moved.LimitDate, step.Day));
            case OrderCommand.Extend:
                moved = moved with { LimitDate = move.Limit, EnteredBy = order.EnteredBy, EnteredAt = order.EnteredAt };
                return (moved, OrderLimits.Refuse(moved.LimitDate, step.Day, order.LimitDate));
            case OrderCommand.Return:
                moved = moved with { LimitDate = OrderLimits.From(step.Day, move.Limit, order.Kind) };
                return (moved, OrderLimits.Refuse(moved.LimitDate, step.Day));
            case OrderCommand.Feedback:
                return (moved with { FedBackBy = step.Person }, null);
            case OrderCommand.Close when order.FedBackBy == step.Person:
                return (order, Problem.Of(OrderRefusals.OwnFeedback, order.Number, step.Person));
            case OrderCommand.Close:
                var form = move.Form!;
                return (
                    moved with { Problem = form.Problem, Goal = form.Goal, Telephone = form.Telephone, Measures = form.Measures, Result = form.Result }, null);
            default:
                return (moved, null);
        }
    }

    private static OrderStep StepOf(SupervisionOrder order, OrderMove move, Caller caller, DateTimeOffset at) => new()
    {
        Number = order.Number,
        Version = order.Version + 1,
        Command = OrderMoves.Commands.Write(move.Command),
        Day = at.CityDay(),
        At = at,
        Person = move.Person,
        Organisation = caller.Organisation,
        Client = caller.Client,
        Words = move.Words,
        Evidence = move.Evidence ?? [],
    };

    private static bool IsSaidAgain(SupervisionOrder order, OrderStep last, OrderStep step, OrderMove move) =>
        (last.Command, last.Day, last.Person, last.Organisation, last.Client, last.Words)
            == (step.Command, step.Day, step.Person, step.Organisation, step.Client, step.Words)
        && last.Evidence.SequenceEqual(step.Evidence)
        && (move.Limit is null || move.Limit == last.LimitDate)
        && (move.Form is null || move.Form == order.Form);
}
