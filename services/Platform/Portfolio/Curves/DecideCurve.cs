using Cluster.Ingestion;
using Cluster.Messaging;
using Cluster.Portfolio.Projects;
using Cluster.ServiceDefaults;
using Npgsql;

namespace Cluster.Portfolio.Curves;

/// <summary>
/// The coordination office decides on a curve that waits: it accepts it (审定) or returns it with a note (退回). A second decision finds the first
/// one; the same said again by the same credential changes nothing.
/// </summary>
internal sealed class DecideCurve(string service, EventLog log)
{
    private const string OwnerSql = "select project from project_curves where key = $1";

    private const string DecideSql = """
        update project_curves
        set state = $2, accepted_wan = $3, accepted_by = $4, accepted_client = $5, accepted_at = $6, returned_by = $7, returned_client = $8,
            returned_at = $9, return_note = $10, version = $11, accepted_start = $12
        where key = $1
        """;

    /// <param name="expects">The version that was read, where the caller says it: a curve that was changed since is not decided on unseen.</param>
    /// <param name="note">What the department has to change; null accepts it.</param>
    public async Task<ProjectCurve> Handle(Caller caller, string key, Precondition? expects, string? note, CancellationToken cancellation)
    {
        await using var transaction = await log.Begin(caller, cancellation);
        var curve = await Hold(key, transaction.Connection, cancellation);
        if (curve.Owner == caller.Organisation)
        {
            throw new RefusedException(Problem.Of(CurveRefusals.OwnCurve, curve.Owner));
        }

        if (IsSaidAgain(curve, caller, note))
        {
            return curve;
        }

        if (expects?.FaultAgainst(curve.Version) is { } stale)
        {
            throw RequestForm.Refuse(stale);
        }

        var decided = Decide(curve, caller, note, Kept(transaction.StartedAt)) with { Version = curve.Version + 1 };
        await Save(decided, transaction.Connection, cancellation);
        transaction.Append(
            $"{service}/{PushProjectCurves.Name}/{key}", decided.Version, PushProjectCurves.Told(decided), PushProjectCurves.Told(curve));
        await transaction.Commit(cancellation);
        return decided;
    }

    private static ProjectCurve Decide(ProjectCurve curve, Caller caller, string? note, DateTimeOffset now)
    {
        var (to, refusal) = CurveSteps.Take(curve.State, note is null ? CurveStep.Accept : CurveStep.Return);
        if (refusal is not null)
        {
            var (by, client, at) = curve.State == CurveState.Accepted
                ? (curve.AcceptedBy, curve.AcceptedClient, curve.AcceptedAt)
                : (curve.ReturnedBy, curve.ReturnedClient, curve.ReturnedAt);
            throw new RefusedException(Problem.Of(refusal, by, client, $"{at!.Value.AtEdge():yyyy-MM-dd HH:mm:ss}"));
        }

        if (note is not null)
        {
            return curve with { State = to, ReturnedBy = caller.Organisation, ReturnedClient = caller.Client, ReturnedAt = now, ReturnNote = note };
        }

        return CurveRules.OfYear(curve).ToArray() is { Length: > 0 } faults
            ? throw RequestForm.Refuse(faults)
            : curve with
            {
                State = to, AcceptedWan = ProjectCurve.Write(curve.CumulativeWan), AcceptedStart = curve.PlannedStart, AcceptedBy = caller.Organisation,
                AcceptedClient = caller.Client, AcceptedAt = now,
            };
    }

    private static bool IsSaidAgain(ProjectCurve curve, Caller caller, string? note) => note is null
        ? curve.State == CurveState.Accepted && (curve.AcceptedBy, curve.AcceptedClient) == (caller.Organisation, caller.Client)
        : curve.State == CurveState.Returned && (curve.ReturnedBy, curve.ReturnedClient, curve.ReturnNote) == (caller.Organisation, caller.Client, note);

    /// <summary>First the project, as every push of its parts does: neither the curve nor the year's plan moves while it is decided.</summary>
    private static async Task<ProjectCurve> Hold(string key, NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var find = new NpgsqlCommand(OwnerSql, connection) { Parameters = { new() { Value = key.Contains('\0') ? "" : key } } };
        if (await find.ExecuteScalarAsync(cancellation) is not string name)
        {
            throw new RefusedException(Problem.Of(Refusals.NotFound));
        }

        var project = (await NamedProjects.Hold([name], connection, cancellation)).Find(name, owner: "");
        var curve = (await StoredCurves.Read([key], connection, cancellation)).Find(key)!;
        return curve with { Of = project };
    }

    private static async Task Save(ProjectCurve curve, NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(DecideSql, connection)
        {
            Parameters =
            {
                new() { Value = curve.Key }, new() { Value = CurveSteps.States.Write(curve.State) },
                new NpgsqlParameter<string[]?> { TypedValue = curve.AcceptedWan }, Text(curve.AcceptedBy), Text(curve.AcceptedClient), Time(curve.AcceptedAt),
                Text(curve.ReturnedBy), Text(curve.ReturnedClient), Time(curve.ReturnedAt), Text(curve.ReturnNote), new() { Value = curve.Version },
                new NpgsqlParameter<DateOnly?> { TypedValue = curve.AcceptedStart },
            },
        };
        await command.ExecuteNonQueryAsync(cancellation);

        static NpgsqlParameter Text(string? text) => new NpgsqlParameter<string?> { TypedValue = text };

        static NpgsqlParameter Time(DateTimeOffset? time) => new NpgsqlParameter<DateTimeOffset?> { TypedValue = time };
    }

    /// <summary>To what the database keeps, so that the event and the row say the same.</summary>
    private static DateTimeOffset Kept(DateTimeOffset instant) => instant.AddTicks(-(instant.Ticks % TimeSpan.TicksPerMicrosecond));
}
