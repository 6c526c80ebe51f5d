using Cluster.Coordination.ReadModels;
using Cluster.Coordination.Supervision;
using Cluster.Ingestion;
using Cluster.Ingestion.Past;
using Cluster.Messaging;
using Cluster.ServiceDefaults;
using Npgsql;

namespace Cluster.Coordination.Lights.Reasons;

/// <param name="Until">The last day, where it is not the one that is asked for; at most the same day three months from now.</param>
/// <param name="DecidedBy">Here as below: the person, where a system of the office sends it; a person who has signed in is known.</param>
public sealed record AcceptReasonRequest(string? Note, DateOnly? Until, string? DecidedBy);

public sealed record RejectReasonRequest(string Note, string? DecidedBy);

/// <param name="WithdrawnBy">The person, where the department's system sends it.</param>
public sealed record WithdrawReasonRequest(string Note, string? WithdrawnBy);

/// <param name="State">requested, accepted, rejected or withdrawn.</param>
/// <param name="From">The day of the decision; null until it is accepted.</param>
/// <param name="Until">The last day on which it holds; of a request the one that is asked for.</param>
/// <param name="Version">To be given as If-Match with a step that nobody else's may come before.</param>
public sealed record ReasonView(
    string Number, string Kind, string Key, string Dimension, string Words, IReadOnlyList<string> Evidence, string State, DateOnly? From, DateOnly Until,
    string RequestedBy, string Organisation, DateTimeOffset RequestedAt, string By, DateTimeOffset At, string? Note, long Version)
{
    internal static ReasonView Of(LightReasonRequest reason) => new(
        reason.Number, reason.Kind, reason.Subject, LightCodes.Dimensions.Write(reason.Dimension), reason.Words, reason.Evidence,
        ReasonMoves.States.Write(reason.State), reason.FromDay, reason.UntilDay, reason.RequestedBy, reason.Organisation, reason.RequestedAt,
        reason.EnteredBy, reason.EnteredAt, reason.Note, reason.Version);
}

/// <param name="IsWhole">Whether all of them are here.</param>
public sealed record ReasonList(IReadOnlyList<ReasonView> Items, bool IsWhole);

/// <summary>Where reasons are asked for, decided and read.</summary>
internal static class ReasonEndpoints
{
    public const string Name = "light-reasons";

    private const string Service = "coordination";
    private const int ItemsMax = 500;
    private const int NoteLengthMax = 500;

    private static readonly TextField Note = new("note", "意见", "The note", NoteLengthMax, Lines: true);
    private static readonly DateField Until = new("until", "到期日", "The last day");
    private static readonly TextField DecidedBy = new("decidedBy", "决定人", "The person who decided", OrderEndpoints.NameLengthMax);
    private static readonly TextField WithdrawnBy = new("withdrawnBy", "撤回人", "The person who withdraws", OrderEndpoints.NameLengthMax);

    private const string ListSql = $"""
        select {StoredReasons.Columns} from light_reasons r
        where ($1::text is null or r.organisation = $1) and ($2::text is null or r.state = $2) and ($3::text is null or r.subject = $3)
        order by r.number desc
        limit $4
        """;

    public static void MapReasons(this RouteGroupBuilder api)
    {
        var reasons = api.MapGroup(Name);
        reasons.MapGet("", async (
            HttpContext context, NpgsqlDataSource database, TimeProvider time, string? state, string? key, string? asOf, CancellationToken cancellation) =>
        {
            RequestForm.Demand("state", "状态", "The state", state, ReasonMoves.States.All);
            await using var connection = await database.OpenAsOf(AsOf.Day(asOf, time), cancellation);
            await using var command = connection.Command(ListSql);
            foreach (var text in new[] { context.User.SeesOnly(), state, SqlText.Asked(key) })
            {
                command.Parameters.Add(SqlText.Of(text));
            }

            command.Parameters.Add(new() { Value = ItemsMax + 1 });
            var found = await StoredReasons.ReadAll(command, cancellation);
            return new ReasonList([.. found.Take(ItemsMax).Select(ReasonView.Of)], found.Count <= ItemsMax);
        }).WithSummary("正当理由申请，可查任一天，新的在前，至多 500 件 Requests for accepted reasons, on any day, the newest first, at most 500");
        var departments = reasons.MapGroup("").RequireAuthorization(policy => policy.RequireRole(Roles.Department).RequireWrite(Service, Name));
        departments.MapPost("", async (HttpContext context, EventLog log, CancellationToken cancellation) =>
        {
            var (reason, isNew) = await RequestReason.Handle(context, log, cancellation);
            var view = ReasonView.Of(reason);
            return isNew ? Results.Created($"/api/{Service}/{Name}/{reason.Number}", view) : Results.Ok(view);
        }).WithSummary("申请保持一个灯 Ask that a light be held").Accepts<ReasonRequest>("application/json")
            .Produces<ReasonView>(StatusCodes.Status201Created).Produces<ReasonView>();
        departments.MapMove(ReasonCommand.Withdraw, WithdrawnBy, [Note], (form, by) => new(ReasonCommand.Withdraw, by, form.Get(Note)))
            .WithSummary("撤回申请 Withdraw a request").Accepts<WithdrawReasonRequest>("application/json");
        var office = reasons.MapGroup("").RequireAuthorization(policy => policy.RequireRole(Roles.Office).RequireWrite(Service, Name));
        office.MapMove(ReasonCommand.Accept, DecidedBy, [Note, Until], (form, by) => new(ReasonCommand.Accept, by, form.Find(Note), form.Find(Until)))
            .WithSummary("认定正当理由 Accept a reason").Accepts<AcceptReasonRequest>("application/json");
        office.MapMove(ReasonCommand.Reject, DecidedBy, [Note], (form, by) => new(ReasonCommand.Reject, by, form.Get(Note)))
            .WithSummary("不予认定 Reject a reason").Accepts<RejectReasonRequest>("application/json");
    }

    /// <param name="person">Who does it, where nobody has signed in.</param>
    private static RouteHandlerBuilder MapMove(
        this RouteGroupBuilder reasons, ReasonCommand command, TextField person, Field[] fields, Func<Row, string, ReasonMove> build) =>
        reasons.MapPost($"{{number}}/{ReasonMoves.Commands.Write(command)}", async (
            HttpContext context, EventLog log, string number, CancellationToken cancellation) =>
        {
            var signedIn = context.User.PersonName();
            var move = await RequestForm.Read(
                context, [.. fields, .. signedIn is null ? new Field[] { person } : []], form => build(form, signedIn ?? form.Get(person)), cancellation);
            return ReasonView.Of(await MoveReason.Handle(
                log, context.Caller(), ResourceEndpoints.KeyIn(number), Precondition.From(context.Request), move, cancellation));
        });
}
