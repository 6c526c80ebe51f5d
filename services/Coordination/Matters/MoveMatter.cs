using Cluster.Coordination.Calendar;
using Cluster.Coordination.Organisations;
using Cluster.Coordination.Supervision;
using Cluster.Ingestion;
using Cluster.Messaging;
using Cluster.ServiceDefaults;
using Npgsql;

namespace Cluster.Coordination.Matters;

/// <summary>What somebody wants to do with a matter.</summary>
/// <param name="Person">Who does it; a system only passes it on.</param>
/// <param name="Words">The note, the decision, the result or the reason.</param>
public sealed record MatterMove(
    MatterCommand Command, string Person, string? Words = null, string? Lead = null, string[]? CoOperators = null, DateOnly? Due = null, string? Conference = null);

/// <summary>
/// One step of a matter. Of two that are taken at one moment the second finds the first; the same step said again by the same person through the
/// same credential changes nothing.
/// </summary>
internal static class MoveMatter
{
    private const string ConferenceSql = "select held_on from joint_conferences where key = $1 for share";

    public static async Task<Matter> Handle(
        EventLog log, Caller caller, string number, Precondition? expects, MatterMove move, CancellationToken cancellation)
    {
        await using var transaction = await log.Begin(caller, cancellation);
        if (await StoredMatters.Hold(transaction.Connection, number, cancellation) is not var (matter, last))
        {
            throw new RefusedException(Problem.Of(Refusals.NotFound));
        }

        RefuseOthers(matter, move, caller);
        var named = await WithNames(move, transaction.Connection, cancellation);
        if (IsSaidAgain(matter, last, named, caller))
        {
            return matter;
        }

        if (expects?.FaultAgainst(matter.Version) is { } stale)
        {
            throw RequestForm.Refuse(stale);
        }

        var moved = await Take(matter, named, transaction, cancellation);
        var step = MatterStep.Of(moved, MatterMoves.Commands.Write(move.Command), caller.Organisation, caller.Client, move.Words);
        await StoredMatters.Keep(transaction.Connection, moved, step, cancellation);
        transaction.Append(
            matter.Aggregate, moved.Version, moved.Told(step),
            matter.Told(MatterStep.Of(matter, last.Command, last.Organisation, last.Client, last.Words)), moved.Concerned);
        await transaction.Commit(cancellation);
        return moved;
    }

    private static void RefuseOthers(Matter matter, MatterMove move, Caller caller)
    {
        if (move.Command == MatterCommand.Withdraw && caller.Organisation != matter.RaisedBy)
        {
            throw new RefusedException(Problem.Of(MatterRefusals.NotRaiser, matter.Number, matter.RaisedBy));
        }

        if (move.Command == MatterCommand.Finish && caller.Organisation == matter.Lead)
        {
            throw new RefusedException(Problem.Of(MatterRefusals.OwnWork, matter.Number, matter.Lead));
        }
    }

    private static async Task<MatterMove> WithNames(MatterMove move, NpgsqlConnection connection, CancellationToken cancellation)
    {
        if (move.Lead is null)
        {
            return move;
        }

        var names = await OrganisationNames.Read(connection, cancellation);
        var lead = names.Resolve(move.Lead);
        string[] others = [.. names.Resolve(move.CoOperators ?? []).Where(unit => unit != lead)];
        Fault[] faults =
        [
            .. names.IsRegistered(lead) ? Array.Empty<Fault>() : [Fault.Of(MatterEndpoints.Lead.Name, CoordinationRefusals.UnknownOrganisation, Refusal.Repeat(lead))],
            .. others.Where(unit => !names.IsRegistered(unit))
                .Select(unit => Fault.Of(MatterEndpoints.CoOperators.Name, CoordinationRefusals.UnknownOrganisation, Refusal.Repeat(unit))),
        ];
        return faults.Length == 0 ? move with { Lead = lead, CoOperators = others } : throw RequestForm.Refuse(faults);
    }

    private static async Task<Matter> Take(Matter matter, MatterMove move, LogTransaction transaction, CancellationToken cancellation)
    {
        var (to, refusal) = MatterMoves.Take(matter.State, move.Command);
        if (refusal is not null)
        {
            throw new RefusedException(
                Problem.Of(refusal, matter.Number, matter.EnteredBy, $"{matter.EnteredAt.AtEdge():yyyy-MM-dd HH:mm:ss}")
                    .With("state", MatterMoves.States.Write(matter.State)).With("allowed", MatterMoves.AllowedFrom(matter.State)));
        }

        var today = transaction.StartedAt.CityDay();
        var moved = matter with { State = to, Version = matter.Version + 1, EnteredBy = move.Person, EnteredAt = InstantField.Kept(transaction.StartedAt) };
        switch (move.Command)
        {
            case MatterCommand.Assign:
                RefuseDue(move.Due, today);
                return moved with { Lead = move.Lead, CoOperators = move.CoOperators!, Due = move.Due };
            case MatterCommand.Schedule:
                var planned = await DayOf(move.Conference!, transaction.Connection, cancellation);
                return planned >= today
                    ? moved with { Conference = move.Conference }
                    : throw new RefusedException(Problem.Of(MatterRefusals.ConferencePast, move.Conference, $"{planned:yyyy-MM-dd}").With("field", "conference"));
            case MatterCommand.Decide:
                var held = await DayOf(matter.Conference!, transaction.Connection, cancellation);
                if (held > today)
                {
                    throw new RefusedException(Problem.Of(MatterRefusals.ConferenceToCome, matter.Conference, $"{held:yyyy-MM-dd}"));
                }

                RefuseDue(move.Due, held);
                return moved with { Decision = move.Words, DecidedOn = held, Lead = move.Lead, CoOperators = move.CoOperators!, Due = move.Due };
            default:
                return moved;
        }
    }

    private static void RefuseDue(DateOnly? due, DateOnly after)
    {
        if (due <= after)
        {
            throw new RefusedException(Problem.Of(MatterRefusals.DuePast, $"{due:yyyy-MM-dd}", $"{after:yyyy-MM-dd}").With("field", MatterEndpoints.Due.Name));
        }
    }

    private static async Task<DateOnly> DayOf(string conference, NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(ConferenceSql, connection) { Parameters = { new() { Value = conference } } };
        return await command.ExecuteScalarAsync(cancellation) is DateOnly day
            ? day
            : throw RequestForm.Refuse(Fault.Of("conference", MatterRefusals.UnknownConference, Refusal.Repeat(conference)));
    }

    private static bool IsSaidAgain(Matter matter, SaidLast last, MatterMove move, Caller caller) =>
        last == new SaidLast(MatterMoves.Commands.Write(move.Command), move.Person, caller.Organisation, caller.Client, move.Words)
        && (move.Lead is null || (move.Lead == matter.Lead && move.CoOperators!.SequenceEqual(matter.CoOperators)))
        && (move.Due is null || move.Due == matter.Due) && (move.Conference is null || move.Conference == matter.Conference);
}
