using Cluster.Coordination.Bulletins.Collecting;
using Cluster.Coordination.Supervision;
using Cluster.Ingestion;
using Cluster.Messaging;
using Cluster.ServiceDefaults;

namespace Cluster.Coordination.Bulletins;

/// <summary>What somebody wants to do with a bulletin.</summary>
/// <param name="Person">Who does it; a system only passes it on.</param>
/// <param name="Words">The reason.</param>
/// <param name="Successor">The bulletin that takes its place.</param>
public sealed record BulletinMove(BulletinCommand Command, string Person, string? Words = null, string? Successor = null);

/// <summary>
/// One step of a bulletin. Of two that are taken at one moment the second finds the first; the same step said again by the same person through the same
/// credential changes nothing, but that collecting again reads again.
/// </summary>
internal static class MoveBulletin
{
    /// <param name="expects">The version that was read, where the caller says it.</param>
    public static async Task<Bulletin> Handle(
        EventLog log, Caller caller, string key, Precondition? expects, BulletinMove move, CollectFigures collect, BulletinOptions options,
        CancellationToken cancellation)
    {
        await using var transaction = await log.Begin(caller, cancellation);
        await StoredBulletins.Lock(transaction.Connection, cancellation);
        var bulletin = await StoredBulletins.Find(transaction.Connection, key, cancellation) ?? throw new RefusedException(Problem.Of(Refusals.NotFound));
        var step = new BulletinStep(
            bulletin.Key, bulletin.Version + 1, BulletinMoves.Commands.Write(move.Command), bulletin.State, InstantField.Kept(transaction.StartedAt), move.Person,
            caller.Organisation, caller.Client, move.Words, move.Successor);
        if (IsSaidAgain(await StoredBulletins.Last(transaction.Connection, bulletin.Key, cancellation), step, move))
        {
            return bulletin;
        }

        if (expects?.FaultAgainst(bulletin.Version) is { } stale)
        {
            throw RequestForm.Refuse(stale);
        }

        var (to, refusal) = BulletinMoves.Take(bulletin.State, move.Command);
        if (refusal is not null)
        {
            throw new RefusedException(Problem.Of(refusal, bulletin.Key, bulletin.EnteredBy, $"{bulletin.EnteredAt.AtEdge():yyyy-MM-dd HH:mm:ss}"));
        }

        step = step with { State = to };
        var moved = bulletin with { State = to, Version = step.Version, EnteredBy = step.Person, EnteredAt = step.At };
        moved = move.Command switch
        {
            BulletinCommand.Collect => await CollectAgain(transaction, moved, step, collect, cancellation),
            BulletinCommand.Issue => await IssueBulletin.Handle(transaction, moved, step, options, cancellation),
            BulletinCommand.Withdraw => await Withdraw(transaction, moved with { Reason = move.Words }, step, cancellation),
            _ => await SupersedeBulletin.Handle(transaction, moved with { Reason = move.Words, SupersededBy = move.Successor }, step, cancellation),
        };
        await transaction.Commit(cancellation);
        return moved;
    }

    private static async Task<Bulletin> CollectAgain(
        LogTransaction transaction, Bulletin moved, BulletinStep step, CollectFigures collect, CancellationToken cancellation)
    {
        var before = BulletinFormats.FiguresIn((await StoredBulletins.Content(transaction.Connection, moved.Key, cancellation)).Figures);
        var figures = (await collect.Read(moved.Quarter, cancellation)) with { Note = before.Note };
        var (made, content, failing) = DraftBulletin.Made(moved.Key, figures, step.Person, step.At);
        made = made with { Version = moved.Version };
        await StoredBulletins.Keep(transaction.Connection, made, step, content, [], cancellation);
        transaction.Append(made.Aggregate, made.Version, made.ToldCollected(failing));
        return made;
    }

    private static async Task<Bulletin> Withdraw(LogTransaction transaction, Bulletin moved, BulletinStep step, CancellationToken cancellation)
    {
        await StoredBulletins.Keep(transaction.Connection, moved, step, content: null, [], cancellation);
        transaction.Append(moved.Aggregate, moved.Version, moved.ToldWithdrawn());
        return moved;
    }

    private static bool IsSaidAgain(BulletinStep last, BulletinStep step, BulletinMove move) =>
        move.Command != BulletinCommand.Collect
        && (last.Command, last.Person, last.Organisation, last.Client, last.Words, last.Successor)
            == (step.Command, step.Person, step.Organisation, step.Client, step.Words, step.Successor);
}
