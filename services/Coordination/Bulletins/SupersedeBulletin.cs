using Cluster.Ingestion;
using Cluster.Messaging;
using Cluster.ServiceDefaults;
using Npgsql;

namespace Cluster.Coordination.Bulletins;

/// <summary>Another bulletin of the quarter, issued in its turn, takes the place of one (替代); each leads to the other.</summary>
internal static class SupersedeBulletin
{
    private const string TakenSql = "select key from bulletins where superseded_by = $1";

    public static async Task<Bulletin> Handle(LogTransaction transaction, Bulletin moved, BulletinStep step, CancellationToken cancellation)
    {
        var successor = await SuccessorOf(moved, transaction.Connection, cancellation);
        moved = moved with { SupersededBy = successor.Key };
        await StoredBulletins.Keep(transaction.Connection, moved, step, content: null, [], cancellation);
        transaction.Append(moved.Aggregate, moved.Version, moved.ToldSuperseded(successor));
        return moved;
    }

    private static async Task<Bulletin> SuccessorOf(Bulletin moved, NpgsqlConnection connection, CancellationToken cancellation)
    {
        var asked = moved.SupersededBy!;
        if (asked == moved.Key)
        {
            throw Refused(BulletinRefusals.SupersededByItself, asked);
        }

        var successor = await StoredBulletins.Find(connection, asked, cancellation)
            ?? throw Refused(BulletinRefusals.UnknownSuccessor, Refusal.Repeat(asked));
        if (successor.Quarter != moved.Quarter)
        {
            throw Refused(BulletinRefusals.SuccessorOfOtherQuarter, successor.Key, successor.Quarter, moved.Quarter);
        }

        if (successor.State != BulletinState.Issued)
        {
            throw Refused(BulletinRefusals.SuccessorNotIssued, successor.Key);
        }

        await using var command = new NpgsqlCommand(TakenSql, connection) { Parameters = { new() { Value = successor.Key } } };
        return await command.ExecuteScalarAsync(cancellation) is string taken ? throw Refused(BulletinRefusals.SuccessorTaken, successor.Key, taken) : successor;
    }

    private static RefusedException Refused(Refusal refusal, params object?[] particulars) =>
        RequestForm.Refuse(Fault.Of(BulletinEndpoints.Successor.Name, refusal, particulars));
}
