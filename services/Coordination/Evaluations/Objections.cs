using Cluster.Contracts.Coordination;
using Cluster.Coordination.ReadModels;
using Cluster.Coordination.Supervision;
using Cluster.Ingestion;
using Cluster.Messaging;
using Cluster.ServiceDefaults;
using Npgsql;

namespace Cluster.Coordination.Evaluations;

/// <summary>A unit objects to a line of its score (申诉) while it is published, once to each; a person of the office answers.</summary>
internal static class Objections
{
    private const string KeepSql = """
        insert into evaluation_objections (evaluation, number, unit, line, reason, raised_by, state, answer, answered_by, version)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        on conflict (evaluation, number) do update
        set state = excluded.state, answer = excluded.answer, answered_by = excluded.answered_by, version = excluded.version
        """;

    public static async Task<Objection> Raise(
        EventLog log, Caller caller, string key, string line, string reason, string person, CancellationToken cancellation)
    {
        await using var transaction = await log.Begin(caller, cancellation);
        var stored = await MoveEvaluation.Published(transaction.Connection, key, cancellation);
        string[] own = [.. stored.Lines.Where(l => l.Subject == caller.Organisation).Select(l => l.Id)];
        if (!own.Contains(line))
        {
            throw RequestForm.Refuse(Fault.Of("line", EvaluationRefusals.NoSuchLine, Refusal.Repeat(line)).Allowing(own));
        }

        if (stored.Objections.FirstOrDefault(o => o.Unit == caller.Organisation && o.Line == line) is { } before)
        {
            return (before.Reason, before.RaisedBy) == (reason, person)
                ? before
                : throw new RefusedException(Problem.Of(EvaluationRefusals.ObjectedBefore, before.Number, Objection.States.WordOf(before.State).Code));
        }

        var objection = new Objection
        {
            Evaluation = key, Number = stored.Objections.Count + 1, Unit = caller.Organisation, Line = line, Reason = reason, RaisedBy = person, Version = 1,
        };
        await Keep(transaction, objection, before: null, cancellation);
        return objection;
    }

    public static async Task<Objection> Answer(
        EventLog log, Caller caller, string key, int number, bool isUpheld, string answer, string person, CancellationToken cancellation)
    {
        await using var transaction = await log.Begin(caller, cancellation);
        var stored = await MoveEvaluation.Published(transaction.Connection, key, cancellation);
        if (stored.Objections.FirstOrDefault(o => o.Number == number) is not { } objection)
        {
            throw new RefusedException(Problem.Of(Refusals.NotFound));
        }

        var answered = objection with
        {
            State = isUpheld ? ObjectionState.Upheld : ObjectionState.Dismissed, Answer = answer, AnsweredBy = person, Version = objection.Version + 1,
        };
        if (objection.State != ObjectionState.Open)
        {
            return objection == answered with { Version = objection.Version }
                ? objection
                : throw new RefusedException(Problem.Of(EvaluationRefusals.AnsweredBefore, number, objection.AnsweredBy));
        }

        await Keep(transaction, answered, objection, cancellation);
        return answered;
    }

    public static ObjectionMoved Told(Objection objection) => new(
        objection.Evaluation, objection.Number, objection.Unit, objection.Line, objection.Reason, objection.RaisedBy,
        Objection.States.Write(objection.State), objection.Answer, objection.AnsweredBy);

    private static async Task Keep(LogTransaction transaction, Objection objection, Objection? before, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(KeepSql, transaction.Connection)
        {
            Parameters =
            {
                new() { Value = objection.Evaluation }, new() { Value = objection.Number }, new() { Value = objection.Unit }, new() { Value = objection.Line },
                new() { Value = objection.Reason }, new() { Value = objection.RaisedBy }, new() { Value = Objection.States.Write(objection.State) },
                SqlText.Of(objection.Answer), SqlText.Of(objection.AnsweredBy), new() { Value = objection.Version },
            },
        };
        await command.ExecuteNonQueryAsync(cancellation);
        transaction.Append(objection.Aggregate, objection.Version, Told(objection), before is null ? null : Told(before), concerns: [objection.Unit]);
        await transaction.Commit(cancellation);
    }
}
