using System.Text.Json;
using Cluster.Contracts.Coordination;
using Cluster.Coordination.ReadModels;
using Cluster.Coordination.Supervision;
using Cluster.Ingestion;
using Cluster.Ingestion.Past;
using Cluster.Messaging;
using Cluster.ServiceDefaults;
using Npgsql;

namespace Cluster.Coordination.AnnualPlans;

/// <param name="By">The person, where a system sends it; a person who has signed in is known.</param>
public sealed record PlanStepRequest(string? By);

/// <param name="Note">What the plan as a whole wants.</param>
/// <param name="Notes">entry/field and the note on it; entry/* opens all of an entry, and * all of the plan. Without any the whole plan is open.</param>
public sealed record ReturnPlanRequest(string Note, IReadOnlyDictionary<string, string>? Notes, string? By);

/// <param name="Reason">变更原因.</param>
public sealed record RevisePlanRequest(string Reason, string? By);

/// <summary>Where plans are moved and read; their entries are pushed as any resource is.</summary>
internal static class AnnualPlanEndpoints
{
    public const string Name = "annual-plans";

    private const string Service = "coordination";
    private const int NoteMax = 500;
    private const int NotesMax = 20_000;

    private static readonly TextField Note = new("note", "退回意见", "The note", NoteMax, Lines: true);
    private static readonly TextField Reason = new("reason", "变更原因", "The reason", NoteMax, Lines: true);
    private static readonly ObjectField Notes = new("notes", "逐项意见", "The notes", NotesMax, """{"jt-1/goal":"请量化"}""");
    private static readonly TextField By = new("by", "经办人", "The person", OrderEndpoints.NameLengthMax);

    public static RouteGroupBuilder MapAnnualPlans(this RouteGroupBuilder api)
    {
        api.MapResource<CoordinationDb, PlanItem, PlanItemRecorded>(new PushPlanItems());
        var plans = api.MapGroup(Name);
        plans.MapGetPlans();
        var department = plans.MapGroup("").RequireAuthorization(policy => policy.RequireRole(Roles.Department).RequireWrite(Service, Name));
        department.MapStep(PlanCommand.Submit, [], (_, by) => new(PlanCommand.Submit, by))
            .WithSummary("报送计划 Submit a plan").Accepts<PlanStepRequest>("application/json");
        department.MapStep(PlanCommand.Withdraw, [], (_, by) => new(PlanCommand.Withdraw, by))
            .WithSummary("撤回 Withdraw it until it is accepted").Accepts<PlanStepRequest>("application/json");
        department.MapStep(PlanCommand.Endorse, [], (_, by) => new(PlanCommand.Endorse, by))
            .WithSummary("会签，共同牵头单位 Endorse it, as a joint lead").Accepts<PlanStepRequest>("application/json");
        department.MapStep(PlanCommand.Revise, [Reason], (form, by) => new(PlanCommand.Revise, by, form.Get(Reason)))
            .WithSummary("变更已审定的计划 Change an accepted plan").Accepts<RevisePlanRequest>("application/json");
        var office = plans.MapGroup("").RequireAuthorization(policy => policy.RequireRole(Roles.Office).RequireWrite(Service, Name));
        office.MapStep(PlanCommand.Accept, [], (_, by) => new(PlanCommand.Accept, by))
            .WithSummary("审定，冻结 Accept it, which freezes it").Accepts<PlanStepRequest>("application/json");
        office.MapStep(PlanCommand.Return, [Note, Notes], (form, by) => new(PlanCommand.Return, by, form.Get(Note), NotesIn(form)))
            .WithSummary("退回，可逐项注明 Return it, with notes on its fields").Accepts<ReturnPlanRequest>("application/json");
        return api;
    }

    private static RouteHandlerBuilder MapStep(
        this RouteGroupBuilder plans, PlanCommand command, Field[] fields, Func<Row, string, PlanMove> build) =>
        plans.MapPost($"{{year:int}}/{{organisation}}/{PlanMoves.Commands.Write(command)}", async (
            HttpContext context, EventLog log, NpgsqlDataSource database, int year, string organisation, CancellationToken cancellation) =>
        {
            var signedIn = context.User.PersonName();
            var move = await RequestForm.Read(
                context, [.. fields, .. signedIn is null ? new Field[] { By } : []], form => build(form, signedIn ?? form.Get(By)), cancellation);
            await MovePlan.Handle(
                log, context.Caller(), year, SqlText.Asked(ResourceEndpoints.KeyIn(organisation)), Precondition.From(context.Request), move, cancellation);
            await using var connection = await database.OpenAsOf(day: null, cancellation);
            return await GetPlans.Find(context, connection, year, ResourceEndpoints.KeyIn(organisation), cancellation);
        }).Produces<AnnualPlanView>();

    /// <summary>Only texts, in one order, so that the same notes are the same.</summary>
    private static string NotesIn(Row form)
    {
        if (form.Find(Notes) is not { } json)
        {
            return "{}";
        }

        using var notes = JsonDocument.Parse(json);
        var texts = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var note in notes.RootElement.EnumerateObject())
        {
            if (note.Value.ValueKind != JsonValueKind.String)
            {
                form.Refuse(Fault.Of(Notes.Name, AnnualPlanRefusals.NoteWithoutWords, Refusal.Repeat(note.Name)));
                return "{}";
            }

            texts[note.Name] = note.Value.GetString()!;
        }

        return EventJson.Write(texts);
    }
}
