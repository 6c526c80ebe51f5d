using Cluster.Contracts.Coordination;
using Cluster.Coordination.ReadModels;
using Cluster.Coordination.Supervision;
using Cluster.Ingestion;
using Cluster.Messaging;
using Cluster.ServiceDefaults;

namespace Cluster.Coordination.Matters;

/// <param name="Due">The last day by which the unit settles it.</param>
/// <param name="By">Here as below: the person, where a system sends it; a person who has signed in is known.</param>
public sealed record AssignRequest(string Lead, IReadOnlyList<string>? CoOperators, DateOnly Due, string? Note, string? By);

/// <param name="Conference">The key of a meeting that is to come.</param>
public sealed record ScheduleRequest(string Conference, string? Note, string? By);

/// <param name="Decision">议定事项, as the minutes have it.</param>
/// <param name="Lead">Who carries it out.</param>
public sealed record DecideRequest(string Decision, string Lead, IReadOnlyList<string>? CoOperators, DateOnly Due, string? By);

public sealed record FinishRequest(string Result, string? By);

public sealed record DeclineRequest(string Reason, string? By);

/// <summary>Where matters are raised, moved and read, and what was decided is tracked.</summary>
internal static class MatterEndpoints
{
    public const string Name = "matters";

    internal static readonly TextField By = new("by", "经办人", "The person", OrderEndpoints.NameLengthMax);
    internal static readonly TextField Lead = new("lead", "承办单位", "The lead", MaxLength: 60);
    internal static readonly TextListField CoOperators = new("coOperators", "配合单位", "The co-operating units", MaxLength: 60, MaxCount: 40);
    internal static readonly DateField Due = new("due", "办理期限", "The limit");

    private const string Service = "coordination";
    private const int NoteMax = 500;
    private const int WordsMax = 4_000;

    private static readonly TextField Note = new("note", "意见", "The note", NoteMax, Lines: true);
    private static readonly TextField Conference = new("conference", "会议", "The meeting", MaxLength: 20);
    private static readonly TextField Decision = new("decision", "议定事项", "The decision", WordsMax, Lines: true);
    private static readonly TextField Result = new("result", "办理结果", "The result", WordsMax, Lines: true);
    private static readonly TextField Reason = new("reason", "原因", "The reason", NoteMax, Lines: true);

    public static RouteGroupBuilder MapMatters(this RouteGroupBuilder api)
    {
        var time = ((IEndpointRouteBuilder)api).ServiceProvider.GetRequiredService<TimeProvider>();
        api.MapResource<CoordinationDb, Conference, ConferenceRecorded>(new PushConferences());
        api.MapResource<CoordinationDb, ResolutionReport, ResolutionReported>(new PushResolutionReports(time));
        api.MapGetResolutions();
        var matters = api.MapGroup(Name);
        matters.MapGetMatters();
        var both = matters.MapGroup("").RequireAuthorization(policy => policy.RequireRole(Roles.Department, Roles.Office).RequireWrite(Service, Name));
        both.MapPost("", async (HttpContext context, EventLog log, CancellationToken cancellation) =>
        {
            var (matter, isNew) = await RaiseMatter.Handle(context, log, cancellation);
            return isNew ? Results.Created($"/api/{Service}/{Name}/{matter.Number}", MatterView.Of(matter)) : Results.Ok(MatterView.Of(matter));
        }).WithSummary("提出协调事项 Raise a matter").Accepts<MatterRequest>("application/json")
            .Produces<MatterView>(StatusCodes.Status201Created).Produces<MatterView>();
        both.MapStep(MatterCommand.Withdraw, [Reason], (form, by) => new(MatterCommand.Withdraw, by, form.Get(Reason)))
            .WithSummary("撤回，提出单位 Withdraw it, as its raiser").Accepts<DeclineRequest>("application/json");
        var office = matters.MapGroup("").RequireAuthorization(policy => policy.RequireRole(Roles.Office).RequireWrite(Service, Name));
        office.MapStep(MatterCommand.Assign, [Lead, CoOperators, Due, Note], (form, by) => new(
                MatterCommand.Assign, by, form.Find(Note), form.Get(Lead), form.Find(CoOperators), form.Get(Due)))
            .WithSummary("交办 Assign it").Accepts<AssignRequest>("application/json");
        office.MapStep(MatterCommand.Schedule, [Conference, Note], (form, by) => new(
                MatterCommand.Schedule, by, form.Find(Note), Conference: form.Get(Conference)))
            .WithSummary("列入会议议程 Put it on a meeting's agenda").Accepts<ScheduleRequest>("application/json");
        office.MapStep(MatterCommand.Decide, [Decision, Lead, CoOperators, Due], (form, by) => new(
                MatterCommand.Decide, by, form.Get(Decision), form.Get(Lead), form.Find(CoOperators), form.Get(Due)))
            .WithSummary("记录议定结果 Record what was decided").Accepts<DecideRequest>("application/json");
        office.MapStep(MatterCommand.Finish, [Result], (form, by) => new(MatterCommand.Finish, by, form.Get(Result)))
            .WithSummary("办结 Finish it").Accepts<FinishRequest>("application/json");
        office.MapStep(MatterCommand.Decline, [Reason], (form, by) => new(MatterCommand.Decline, by, form.Get(Reason)))
            .WithSummary("不予协调 Decline it").Accepts<DeclineRequest>("application/json");
        return api;
    }

    private static RouteHandlerBuilder MapStep(this RouteGroupBuilder matters, MatterCommand command, Field[] fields, Func<Row, string, MatterMove> build) =>
        matters.MapPost($"{{number}}/{MatterMoves.Commands.Write(command)}", async (
            HttpContext context, EventLog log, string number, CancellationToken cancellation) =>
        {
            var signedIn = context.User.PersonName();
            var move = await RequestForm.Read(
                context, [.. fields, .. signedIn is null ? new Field[] { By } : []], form => build(form, signedIn ?? form.Get(By)), cancellation);
            return MatterView.Of(await MoveMatter.Handle(
                log, context.Caller(), SqlText.Asked(ResourceEndpoints.KeyIn(number)), Precondition.From(context.Request), move, cancellation));
        });
}
