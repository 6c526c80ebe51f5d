using Cluster.Contracts.Coordination;
using Cluster.Coordination.ReadModels;
using Cluster.Coordination.Supervision;
using Cluster.Ingestion;
using Cluster.Messaging;
using Cluster.ServiceDefaults;
using Npgsql;

namespace Cluster.Coordination.Evaluations;

/// <param name="By">Here as below: the person, where a system sends it; a person who has signed in is known.</param>
public sealed record EvaluationRequest(string? By);

/// <param name="Subject">A unit, or a key of the city's pool.</param>
/// <param name="Item">One whose points a person gives.</param>
public sealed record PointsRequest(string Subject, string Item, decimal Points, string Words, string? By);

/// <param name="Line">Its id, as the score has it.</param>
public sealed record ObjectionRequest(string Line, string Reason, string? By);

/// <param name="Decision">upheld or dismissed.</param>
public sealed record AnswerRequest(string Decision, string Answer, string? By);

/// <param name="State">open, published or frozen; an open one is computed as of the day that was asked for.</param>
/// <param name="Scores">A department sees its own; once it is frozen the ranks of all, without their lines.</param>
public sealed record EvaluationView(
    string Sheet, string Title, string TitleEn, int Year, string State, DateOnly AsOf, IReadOnlyList<ScoreTotal> Scores, IReadOnlyList<ObjectionMoved> Objections);

internal static class EvaluationEndpoints
{
    public const string Name = "evaluations";

    private const string Service = "coordination";
    private const int WordsMax = 2_000;

    private static readonly TextField Subject = new("subject", "考核对象", "The subject", MaxLength: 140);
    private static readonly TextField Item = new("item", "评分项", "The item", MaxLength: 60);
    private static readonly DecimalField Points = new("points", "分数", "The points", "", -1_000, 1_000, 2);
    private static readonly TextField Words = new("words", "说明", "The words", WordsMax, Lines: true);
    private static readonly TextField Line = new("line", "得分项", "The line", MaxLength: 400);
    private static readonly TextField Reason = new("reason", "申诉理由", "The reason", WordsMax, Lines: true);
    private static readonly CodeField<ObjectionState> Decision = new("decision", "答复", "The decision", new Codes<ObjectionState>(
        (ObjectionState.Upheld, "upheld", "成立"), (ObjectionState.Dismissed, "dismissed", "不成立")));

    private static readonly TextField Answer = new("answer", "答复内容", "The answer", WordsMax, Lines: true);
    private static readonly TextField By = new("by", "经办人", "The person", OrderEndpoints.NameLengthMax);

    public static RouteGroupBuilder MapEvaluations(this RouteGroupBuilder api)
    {
        api.MapResource<CoordinationDb, ScoreSheet, ScoreSheetDefined>(new PushScoreSheets());
        var evaluations = api.MapGroup($"{Name}/{{sheet}}/{{year:int}}");
        evaluations.MapGet("", Get).WithSummary("考核：未公示的按某日计算，每项注明事件 A score with the event behind each line").Produces<EvaluationView>();
        var office = evaluations.MapGroup("").RequireAuthorization(policy => policy.RequireRole(Roles.Office).RequireWrite(Service, Name));
        office.MapPost("publish", (
                HttpContext context, EventLog log, NpgsqlDataSource database, TimeProvider time, string sheet, int year, CancellationToken cancellation) =>
            Move(context, log, database, time, sheet, year, MoveEvaluation.Publish, cancellation))
            .WithSummary("公示 Publish for objections").Accepts<EvaluationRequest>("application/json").Produces<EvaluationView>();
        office.MapPost("freeze", (
                HttpContext context, EventLog log, NpgsqlDataSource database, TimeProvider time, string sheet, int year, CancellationToken cancellation) =>
            Move(context, log, database, time, sheet, year, MoveEvaluation.Freeze, cancellation))
            .WithSummary("确定，含名次 Freeze with its ranks").Accepts<EvaluationRequest>("application/json").Produces<EvaluationView>();
        office.MapPost("points", async (
            HttpContext context, EventLog log, NpgsqlDataSource database, TimeProvider time, string sheet, int year, CancellationToken cancellation) =>
        {
            var given = await Read(context, [Subject, Item, Points, Words], (form, by) => (
                Subject: form.Get(Subject), Item: form.Get(Item), Points: form.Get(Points), Words: form.Get(Words), By: by), cancellation);
            await GivePoints.Handle(
                log, context.Caller(), KeyOf(sheet, year), given.Subject, given.Item, given.Points, given.Words, given.By, cancellation);
            return await View(context, database, time, sheet, year, asOf: null, cancellation);
        }).WithSummary("领导评价等人工评分 Points that a person gives").Accepts<PointsRequest>("application/json").Produces<EvaluationView>();
        office.MapPost("objections/{number:int}/answer", async (
            HttpContext context, EventLog log, string sheet, int year, int number, CancellationToken cancellation) =>
        {
            var answer = await Read(context, [Decision, Answer], (form, by) => (
                IsUpheld: form.Get(Decision) == ObjectionState.Upheld, Words: form.Get(Answer), By: by), cancellation);
            return Objections.Told(await Objections.Answer(
                log, context.Caller(), KeyOf(sheet, year), number, answer.IsUpheld, answer.Words, answer.By, cancellation));
        }).WithSummary("答复申诉 Answer an objection").Accepts<AnswerRequest>("application/json");
        evaluations.MapPost("objections", async (HttpContext context, EventLog log, string sheet, int year, CancellationToken cancellation) =>
        {
            var raised = await Read(context, [Line, Reason], (form, by) => (Line: form.Get(Line), Reason: form.Get(Reason), By: by), cancellation);
            return Objections.Told(await Objections.Raise(log, context.Caller(), KeyOf(sheet, year), raised.Line, raised.Reason, raised.By, cancellation));
        }).RequireAuthorization(policy => policy.RequireRole(Roles.Department).RequireWrite(Service, Name))
            .WithSummary("申诉，本单位 Object to a line of one's own score").Accepts<ObjectionRequest>("application/json");
        return api;
    }

    private static async Task<IResult> Get(
        HttpContext context, NpgsqlDataSource database, TimeProvider time, string sheet, int year, DateOnly? asOf, CancellationToken cancellation) =>
        await View(context, database, time, sheet, year, asOf, cancellation) is { } view ? Results.Ok(view) : Problem.Of(Refusals.NotFound).AsResult();

    private static async Task<IResult> Move(
        HttpContext context, EventLog log, NpgsqlDataSource database, TimeProvider time, string sheet, int year,
        Func<EventLog, Caller, string, int, string, CancellationToken, Task> move, CancellationToken cancellation)
    {
        var person = await Read(context, [], (_, by) => by, cancellation);
        await move(log, context.Caller(), SqlText.Asked(ResourceEndpoints.KeyIn(sheet)), year, person, cancellation);
        return await Get(context, database, time, sheet, year, asOf: null, cancellation);
    }

    private static Task<T> Read<T>(HttpContext context, Field[] fields, Func<Row, string, T> read, CancellationToken cancellation)
    {
        var signedIn = context.User.PersonName();
        return RequestForm.Read(
            context, [.. fields, .. signedIn is null ? new Field[] { By } : []], form => read(form, signedIn ?? form.Get(By)), cancellation);
    }

    private static string KeyOf(string sheet, int year) => Evaluation.KeyOf(SqlText.Asked(ResourceEndpoints.KeyIn(sheet)), year);

    private static async Task<EvaluationView?> View(
        HttpContext context, NpgsqlDataSource database, TimeProvider time, string sheet, int year, DateOnly? asOf, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var seenBy = context.User.SeesOnly();
        if (await StoredEvaluations.Read(connection, KeyOf(sheet, year), hold: false, cancellation) is { } stored)
        {
            var evaluation = stored.Evaluation;
            var isFrozen = evaluation.State == EvaluationState.Frozen;
            return new EvaluationView(
                evaluation.Sheet, evaluation.Title, evaluation.TitleEn, year, Evaluation.States.Write(evaluation.State), evaluation.AsOf,
                Seen(stored.Totals(), evaluation.Kind, isFrozen, seenBy),
                [.. stored.Objections.Where(o => seenBy is null || o.Unit == seenBy).Select(Objections.Told)]);
        }

        if (await StoredEvaluations.Sheet(connection, SqlText.Asked(ResourceEndpoints.KeyIn(sheet)), cancellation) is not { } open)
        {
            return null;
        }

        var day = asOf ?? MoveEvaluation.LastDay(year, time.Today());
        var subjects = await Scores.Subjects(connection, open.Kind, year, day, cancellation);
        var lines = await Scores.Lines(connection, open, subjects, year, day, cancellation);
        return new EvaluationView(
            open.Key, open.Title, open.TitleEn, year, Evaluation.States.Write(EvaluationState.Open), day,
            Seen(Scores.Totals(open, subjects.Keys, lines), open.Kind, isFrozen: false, seenBy), []);
    }

    /// <summary>Projects are ranked for those who see all of them.</summary>
    private static List<ScoreTotal> Seen(List<ScoreTotal> totals, SheetKind kind, bool isFrozen, string? seenBy) => seenBy switch
    {
        null => totals,
        _ when kind == SheetKind.Projects => [],
        _ when isFrozen => totals.ConvertAll(t => t.Subject == seenBy ? t : t with { Lines = [] }),
        _ => totals.FindAll(t => t.Subject == seenBy),
    };
}
