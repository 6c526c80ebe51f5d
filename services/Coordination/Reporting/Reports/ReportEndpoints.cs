using Cluster.Coordination.Reporting.Start;
using Cluster.Ingestion;
using Cluster.Messaging;
using Cluster.ServiceDefaults;

namespace Cluster.Coordination.Reporting.Reports;

/// <param name="DecidedBy">The person, where a system sends it; a person who has signed in is known.</param>
public sealed record ReportStepRequest(string? DecidedBy);

/// <param name="Notes">What has to be changed, by field: {"words": "…"}; of an item with the item before it, {"grp/value": "…"}.</param>
public sealed record ReturnReportRequest(IReadOnlyDictionary<string, string> Notes, string? DecidedBy);

/// <param name="State">missing, submitted, returned, accepted or withdrawn.</param>
/// <param name="EnteredBy">Who brought it there.</param>
/// <param name="Version">To be given as If-Match with a step that nobody else's may come before.</param>
public sealed record ReportView(
    string Key, string State, string EnteredBy, DateTimeOffset EnteredAt, long Version, IReadOnlyList<Contracts.Coordination.ReturnedField> Returned)
{
    internal static ReportView Of(Report report) => new(
        report.Key.ToString(), ReportMoves.States.Write(report.State), report.EnteredBy, report.EnteredAt, report.Version, report.Returned);
}

/// <summary>Where reports are taken back by their department, and accepted or returned by the office.</summary>
internal static class ReportEndpoints
{
    public const int NoteLengthMax = 500;

    private const int NotesLengthMax = 8_000;
    private const string Sample = "{\"words\":\"请写明完成的工程量\"}";

    private static readonly ObjectField Notes = new("notes", "退回意见", "The notes", NotesLengthMax, Sample);

    public static void MapReportSteps(this RouteGroupBuilder reporting, RouteGroupBuilder department, RouteGroupBuilder office)
    {
        department.MapStep(ReportCommand.Withdraw).WithSummary("撤回报告，审收之前均可 Take a report back, until it is accepted");
        office.MapStep(ReportCommand.Accept).WithSummary("审收报告 Accept a report");
        office.MapStep(ReportCommand.Return, Notes).WithSummary("退回报告，对字段写明意见 Return a report with notes on its fields")
            .Accepts<ReturnReportRequest>("application/json");
    }

    private static RouteHandlerBuilder MapStep(this RouteGroupBuilder group, ReportCommand command, params Field[] fields) =>
        group.MapPost($"reports/{{key}}/{ReportMoves.Commands.Write(command)}", async (
            HttpContext context, EventLog log, string key, CancellationToken cancellation) =>
        {
            var signedIn = context.User.PersonName();
            var move = await RequestForm.Read(
                context, [.. fields, .. signedIn is null ? new Field[] { StartReporting.DecidedBy } : []], form => Build(form, command, signedIn), cancellation);
            var report = await MoveReport.Handle(
                log, context.Caller(), ResourceEndpoints.KeyIn(key), Precondition.From(context.Request), move, cancellation);
            context.Response.Headers.ETag = Precondition.TagOf(report.Version);
            return ReportView.Of(report);
        }).Accepts<ReportStepRequest>("application/json");

    private static ReportMove Build(Row form, ReportCommand command, string? signedIn)
    {
        IReadOnlyList<Contracts.Coordination.ReturnedField> returned = [];
        if (command == ReportCommand.Return && form.Get(Notes) is { } notes)
        {
            returned = MoveReport.ReadReturned(notes);
            if (returned.Count == 0)
            {
                form.Refuse(Fault.Of(Notes.Name, ReportMoveRefusals.ReturnNotes, Sample)
                    .Allowing([.. MoveReport.FieldsOf(OwedItems.Progress), .. MoveReport.FieldsOf("item").Select(f => $"{{item}}/{f}")]));
            }
        }

        return new ReportMove(command, signedIn ?? form.Get(StartReporting.DecidedBy), returned);
    }
}
