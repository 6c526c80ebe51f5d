using Cluster.Coordination.Calendar;
using Cluster.Coordination.Supervision;
using Cluster.Ingestion;
using Cluster.Messaging;
using Cluster.ServiceDefaults;
using Npgsql;

namespace Cluster.Coordination.Lights.Reasons;

/// <param name="Kind">project or task.</param>
/// <param name="Key">Of the project in the city's pool, infrastructure/p-1, or of the task, T21.</param>
/// <param name="Dimension">The one that is to be held.</param>
/// <param name="Words">Why; at most 2,000 characters.</param>
/// <param name="Until">The last day on which it is to be held; at most the same day three months from now.</param>
/// <param name="Evidence">Keys of evidence that was filed with the services, at most 20.</param>
/// <param name="RequestedBy">The person, where the department's system sends it.</param>
public sealed record ReasonRequest(
    string Kind, string Key, string Dimension, string Words, DateOnly Until, IReadOnlyList<string>? Evidence, string? RequestedBy);

/// <summary>Those who answer for a project or a task ask that a light of it be held. The same request again finds the first one.</summary>
internal static class RequestReason
{
    private const int WordsLengthMax = 2_000;
    private const int KeyLengthMax = 140; // a service and a key
    private const int EvidenceMax = 20;

    private static readonly TextField Key = new("key", "项目或任务", "The project or task", KeyLengthMax);
    private static readonly CodeField<LightDimension> Dimension = new("dimension", "维度", "The dimension", LightCodes.Dimensions);
    private static readonly TextField Words = new("words", "理由", "The reason", WordsLengthMax, Lines: true);
    private static readonly DateField Until = new("until", "到期日", "The last day");
    private static readonly TextListField Evidence = new("evidence", "佐证材料", "The evidence", MaxLength: 140, EvidenceMax);
    private static readonly TextField RequestedBy = new("requestedBy", "申请人", "The person who asks", OrderEndpoints.NameLengthMax);

    /// <summary>One request at a time: numbers have no gap, and a light has one request. Whoever reads goes on.</summary>
    private const string LockSql = "lock table light_reasons in share row exclusive mode";

    private const string SubjectSql = "select departments from light_subjects where kind = $1 and subject = $2";

    private const string CountSql = "select count(*) from light_reasons where number like $1 || '-%'";

    private const string OpenSql = $"""
        select {StoredReasons.Columns} from light_reasons r where r.kind = $1 and r.subject = $2 and r.dimension = $3 and r.state = 'requested'
        """;

    /// <returns>The request, and whether it is new.</returns>
    public static async Task<(LightReasonRequest Reason, bool IsNew)> Handle(HttpContext context, EventLog log, CancellationToken cancellation)
    {
        var person = context.User.PersonName();
        Field[] fields = [SubjectKinds.Field, Key, Dimension, Words, Until, Evidence, .. person is null ? new Field[] { RequestedBy } : []];
        var asked = await RequestForm.Read(context, fields, form => Build(form, person), cancellation);
        await using var transaction = await log.Begin(context.Caller(), cancellation);
        var at = InstantField.Kept(transaction.StartedAt);
        if (AcceptedReason.Of(asked.Dimension, at.CityDay(), asked.UntilDay).Fault is { } fault)
        {
            throw RequestForm.Refuse(fault);
        }

        await Lock(transaction.Connection, cancellation);
        await Demand(asked, transaction, cancellation);
        if ((await Open(asked, transaction.Connection, cancellation)).SingleOrDefault() is { } open)
        {
            return IsSaidAgain(open, asked)
                ? (open, false)
                : throw new RefusedException(Problem.Of(ReasonRefusals.Open, open.Number).With("number", open.Number));
        }

        var number = await NextNumber(transaction.Connection, at.CityDay(), cancellation);
        var reason = asked with { Number = number, RequestedAt = at, EnteredAt = at };
        await StoredReasons.Keep(transaction.Connection, reason, cancellation);
        transaction.Append(reason.Aggregate, reason.Version, reason.Told(ReasonMoves.Request));
        await transaction.Commit(cancellation);
        return (reason, true);
    }

    private static LightReasonRequest Build(Row form, string? person)
    {
        var by = person ?? form.Get(RequestedBy) ?? "";
        return new LightReasonRequest
        {
            Number = "",
            Kind = SubjectKinds.Codes.Write(form.Get(SubjectKinds.Field)),
            Subject = form.Get(Key),
            Dimension = form.Get(Dimension),
            Words = form.Get(Words),
            Evidence = form.Find(Evidence) ?? [],
            UntilDay = form.Get(Until),
            RequestedBy = by,
            Organisation = form.Caller.Organisation,
            EnteredBy = by,
            Version = 1,
        };
    }

    private static async Task Lock(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(LockSql, connection);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private static async Task Demand(LightReasonRequest asked, LogTransaction transaction, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(SubjectSql, transaction.Connection)
        {
            Parameters = { new() { Value = asked.Kind }, new() { Value = asked.Subject } },
        };
        if (await command.ExecuteScalarAsync(cancellation) is not string[] departments)
        {
            throw RequestForm.Refuse(Fault.Of(Key.Name, ReasonRefusals.UnknownSubject, Refusal.Repeat(asked.Subject)));
        }

        if (!departments.Contains(asked.Organisation))
        {
            throw RequestForm.Refuse(Fault.Of(
                Key.Name, ReasonRefusals.NotYours, asked.Subject, string.Join('、', departments), asked.Organisation, asked.Organisation).Allowing(departments));
        }
    }

    private static async Task<List<LightReasonRequest>> Open(LightReasonRequest asked, NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(OpenSql, connection)
        {
            Parameters =
            {
                new() { Value = asked.Kind }, new() { Value = asked.Subject }, new() { Value = LightCodes.Dimensions.Write(asked.Dimension) },
            },
        };
        return await StoredReasons.ReadAll(command, cancellation);
    }

    private static bool IsSaidAgain(LightReasonRequest open, LightReasonRequest asked) =>
        (open.Words, open.UntilDay, open.RequestedBy, open.Organisation) == (asked.Words, asked.UntilDay, asked.RequestedBy, asked.Organisation)
        && open.Evidence.SequenceEqual(asked.Evidence);

    private static async Task<string> NextNumber(NpgsqlConnection connection, DateOnly today, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(CountSql, connection) { Parameters = { new() { Value = $"L{today.Year}" } } };
        return $"L{today.Year}-{(long)(await command.ExecuteScalarAsync(cancellation))! + 1:000}";
    }
}
