using System.Text.Json;
using Cluster.Coordination.Supervision;
using Cluster.Ingestion;
using Cluster.Messaging;
using Cluster.ServiceDefaults;

namespace Cluster.Coordination.AnnualPlans;

/// <summary>What somebody wants to do with a plan.</summary>
/// <param name="Person">Who does it; a system only passes it on.</param>
/// <param name="Note">The note of a return, the reason of a change.</param>
/// <param name="Notes">A JSON object: entry/field and the note on it.</param>
public sealed record PlanMove(PlanCommand Command, string Person, string? Note = null, string Notes = "{}");

/// <summary>
/// One step of a plan. Of two that are taken at one moment the second finds the first; the same step said again by the same person through the
/// same credential changes nothing.
/// </summary>
internal static class MovePlan
{
    /// <param name="expects">The version that was read, where the caller says it: what was changed since is not accepted unseen.</param>
    public static async Task<HeldPlan> Handle(
        EventLog log, Caller caller, int year, string organisation, Precondition? expects, PlanMove move, CancellationToken cancellation)
    {
        await using var transaction = await log.Begin(caller, cancellation);
        if (await StoredPlans.Hold(transaction.Connection, year, organisation, cancellation) is not { } held)
        {
            throw new RefusedException(Problem.Of(Refusals.NotFound));
        }

        RefuseOthers(held, move, caller);
        if (IsSaidAgain(held.Last, move, caller))
        {
            return held;
        }

        if (expects?.FaultAgainst(held.Plan.Version) is { } stale)
        {
            throw RequestForm.Refuse(stale);
        }

        var at = InstantField.Kept(transaction.StartedAt);
        var moved = Take(held, move, caller, at);
        var revision = move.Command == PlanCommand.Accept ? RevisionOf(moved, held) : null;
        await StoredPlans.Keep(transaction.Connection, moved, StepOf(moved, move, caller, at), revision, cancellation);
        transaction.Append(
            moved.Aggregate, moved.Version, moved.Told(PlanMoves.Commands.Write(move.Command), move.Person, move.Note),
            held.Last is { } last ? held.Plan.Told(last.Command, last.Person, last.Note) : null, concerns: [moved.Organisation, .. held.JointLeads]);
        await transaction.Commit(cancellation);
        return held with { Plan = moved };
    }

    /// <summary>The department moves its own plan, joint leads endorse it, and the office decides on those of others.</summary>
    private static void RefuseOthers(HeldPlan held, PlanMove move, Caller caller)
    {
        var refusal = move.Command switch
        {
            PlanCommand.Submit or PlanCommand.Withdraw or PlanCommand.Revise when caller.Organisation != held.Plan.Organisation =>
                Problem.Of(AnnualPlanRefusals.NotItsOwn, caller.Organisation, held.Plan.Organisation),
            PlanCommand.Endorse when !held.JointLeads.Contains(caller.Organisation) =>
                Problem.Of(AnnualPlanRefusals.NothingToEndorse, caller.Organisation),
            PlanCommand.Accept or PlanCommand.Return when caller.Organisation == held.Plan.Organisation || move.Person == held.Plan.SubmittedBy =>
                Problem.Of(AnnualPlanRefusals.OwnSubmission, held.Plan.SubmittedBy ?? held.Plan.Organisation),
            _ => null,
        };
        if (refusal is not null)
        {
            throw new RefusedException(refusal);
        }
    }

    private static AnnualPlan Take(HeldPlan held, PlanMove move, Caller caller, DateTimeOffset at)
    {
        var plan = held.Plan;
        var (to, refusal) = PlanMoves.Take(plan.State, move.Command);
        if (refusal is not null)
        {
            throw new RefusedException(
                Problem.Of(refusal, plan.Year, plan.Organisation, plan.EnteredBy, $"{plan.EnteredAt.AtEdge():yyyy-MM-dd HH:mm:ss}")
                    .With("state", PlanMoves.States.Write(plan.State)).With("allowed", PlanMoves.AllowedFrom(plan.State)));
        }

        var moved = plan with { State = to, Version = plan.Version + 1, EnteredBy = move.Person, EnteredAt = at };
        switch (move.Command)
        {
            case PlanCommand.Submit:
                RefuseIf(AnnualPlanRefusals.TaskMissing, held.TasksWithoutItem, plan.Year, plan.Organisation);
                return moved with { SubmittedBy = move.Person, EndorsedBy = [], ReturnNote = null, ReturnNotes = "{}" };
            case PlanCommand.Endorse:
                return moved with { EnteredBy = plan.EnteredBy, EnteredAt = plan.EnteredAt, EndorsedBy = [.. plan.EndorsedBy.Union([caller.Organisation])] };
            case PlanCommand.Accept:
                RefuseIf(AnnualPlanRefusals.NotEndorsed, held.JointLeads.Except(plan.EndorsedBy));
                return moved with { Revision = plan.Revision + 1, Reason = null };
            case PlanCommand.Return:
                RefuseUnknownPlaces(held, move);
                return moved with { ReturnNote = move.Note, ReturnNotes = move.Notes };
            case PlanCommand.Revise:
                return moved with { Reason = move.Note, EndorsedBy = [], SubmittedBy = null };
            default:
                return moved;
        }
    }

    private static void RefuseIf(Refusal refusal, IEnumerable<string> missing, params object?[] particulars)
    {
        string[] named = [.. missing];
        if (named.Length > 0)
        {
            throw new RefusedException(Problem.Of(refusal, particulars).With("allowed", named));
        }
    }

    /// <summary>A note on what is not there would open nothing.</summary>
    private static void RefuseUnknownPlaces(HeldPlan held, PlanMove move)
    {
        var fields = PushPlanItems.Compared.Select(f => f.Name).Append(AnnualPlan.All).ToHashSet();
        foreach (var (place, note) in JsonSerializer.Deserialize<Dictionary<string, string>>(move.Notes)!)
        {
            var slash = place.LastIndexOf('/');
            var isPlace = place == AnnualPlan.All
                || (slash > 0 && fields.Contains(place[(slash + 1)..]) && held.Items.Any(i => i.Key == place[..slash]));
            if (!isPlace || string.IsNullOrWhiteSpace(note))
            {
                throw new RefusedException(
                    Problem.Of(isPlace ? AnnualPlanRefusals.NoteWithoutWords : AnnualPlanRefusals.UnknownPlace, Refusal.Repeat(place))
                        .With("field", "notes").With("allowed", fields));
            }
        }
    }

    private static PlanRevision RevisionOf(AnnualPlan moved, HeldPlan held)
    {
        var push = new PushPlanItems();
        return new()
        {
            Plan = moved.Key,
            Revision = moved.Revision,
            Items = EventJson.Write(held.Present.Select(push.Describe).ToList()),
            Reason = held.Plan.Reason,
            AcceptedBy = moved.EnteredBy,
            AcceptedAt = moved.EnteredAt,
        };
    }

    private static PlanStep StepOf(AnnualPlan moved, PlanMove move, Caller caller, DateTimeOffset at) => new()
    {
        Plan = moved.Key,
        Version = moved.Version,
        Command = PlanMoves.Commands.Write(move.Command),
        State = moved.State,
        Revision = moved.Revision,
        At = at,
        Person = move.Person,
        Organisation = caller.Organisation,
        Client = caller.Client,
        Note = move.Note,
        Notes = move.Notes,
    };

    private static bool IsSaidAgain(SaidLast? last, PlanMove move, Caller caller) =>
        last == new SaidLast(PlanMoves.Commands.Write(move.Command), move.Person, caller.Organisation, caller.Client, move.Note, move.Notes);
}
