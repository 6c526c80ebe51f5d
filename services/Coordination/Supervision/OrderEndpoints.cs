using Cluster.Coordination.ReadModels;
using Cluster.Coordination.Supervision.Evidence;
using Cluster.Ingestion;
using Cluster.Messaging;
using Cluster.Portfolio;
using Cluster.Portfolio.Evidence;
using Cluster.ServiceDefaults;
using Npgsql;

namespace Cluster.Coordination.Supervision;

/// <param name="LimitDate">Where it is not the one of the proposal, or counted by its kind.</param>
/// <param name="DecidedBy">Here as below: the person, where a system of the office sends it; a person who has signed in is known.</param>
public sealed record SignRequest(DateOnly? LimitDate, string? DecidedBy);

/// <param name="Note">What the lead is told, if anything.</param>
public sealed record RemindRequest(string? Note, string? DecidedBy);

/// <param name="Words">What was done; at most 4,000 characters.</param>
/// <param name="Evidence">Keys of evidence that was filed with the order, at most 20.</param>
/// <param name="FedBackBy">The person, where the lead's system sends it.</param>
public sealed record FeedbackRequest(string Words, IReadOnlyList<string>? Evidence, string? FedBackBy);

public sealed record ExtendRequest(DateOnly LimitDate, string Reason, string? DecidedBy);

/// <summary>The closing form; its unit and limit are those of the order.</summary>
/// <param name="Telephone">Of the unit.</param>
public sealed record CloseRequest(string Problem, string Goal, string Telephone, string Measures, string Result, string? DecidedBy);

/// <param name="LimitDate">The new limit; left out it is counted by the order's kind from today.</param>
public sealed record ReturnOrderRequest(string Note, DateOnly? LimitDate, string? DecidedBy);

public sealed record CancelRequest(string Note, string? DecidedBy);

/// <summary>Where orders are proposed, moved and read. The office does all but the feedback, which is the lead's.</summary>
internal static class OrderEndpoints
{
    public const string Name = "supervision-orders";
    public const int NameLengthMax = 60;

    private const string Service = "coordination";
    private const int NoteLengthMax = 500;
    private const int WordsLengthMax = 4_000;
    private const int EvidenceMax = 20;

    private static readonly DateField LimitDate = new("limitDate", "期限", "The limit");
    private static readonly TextField Note = new("note", "意见", "The note", NoteLengthMax, Lines: true);
    private static readonly TextField Reason = new("reason", "延期理由", "The reason", NoteLengthMax, Lines: true);
    private static readonly TextField Words = new("words", "反馈内容", "The feedback", WordsLengthMax, Lines: true);
    private static readonly TextListField Evidence = new("evidence", "佐证材料", "The evidence", MaxLength: 140, EvidenceMax);
    private static readonly TextField Stated = new("problem", "问题", "The problem", NoteLengthMax, Lines: true);
    private static readonly TextField Goal = new("goal", "目标", "The goal", NoteLengthMax, Lines: true);
    private static readonly TextField Telephone = new("telephone", "联系电话", "The telephone", MaxLength: 40, Telephone: true);
    private static readonly TextField Measures = new("measures", "措施", "The measures", WordsLengthMax, Lines: true);
    private static readonly TextField Result = new("result", "结果", "The result", WordsLengthMax, Lines: true);
    private static readonly TextField DecidedBy = new("decidedBy", "决定人", "The person who decided", NameLengthMax);
    private static readonly TextField FedBackBy = new("fedBackBy", "反馈人", "The person who feeds back", NameLengthMax);

    public static RouteGroupBuilder MapSupervision(this RouteGroupBuilder api)
    {
        var orders = api.MapGroup(Name);
        orders.MapGetOrders();
        orders.MapGetOverdueOrders();
        orders.MapEvidence(PortfolioEndpoints.OptionsOf(((IEndpointRouteBuilder)api).ServiceProvider));
        var office = orders.MapGroup("").RequireAuthorization(policy => policy.RequireRole(Roles.Office).RequireWrite(Service, Name));
        office.MapPost("", async (HttpContext context, EventLog log, CancellationToken cancellation) =>
        {
            var (order, isNew) = await ProposeOrder.Handle(context, log, cancellation);
            var view = OrderView.Of(order, telephones: true);
            return isNew ? Results.Created($"/api/{Service}/{Name}/{order.Number}", view) : Results.Ok(view);
        }).WithSummary("立项 Propose an order").Accepts<ProposalRequest>("application/json")
            .Produces<OrderView>(StatusCodes.Status201Created).Produces<OrderView>();
        office.MapMove(OrderCommand.Sign, DecidedBy, [LimitDate], (form, by) => new(OrderCommand.Sign, by, Limit: form.Find(LimitDate)))
            .WithSummary("签发交办 Sign an order, which issues it").Accepts<SignRequest>("application/json");
        office.MapMove(OrderCommand.Remind, DecidedBy, [Note], (form, by) => new(OrderCommand.Remind, by, form.Find(Note)))
            .WithSummary("催办 Remind its lead").Accepts<RemindRequest>("application/json");
        office.MapMove(OrderCommand.Extend, DecidedBy, [LimitDate, Reason], (form, by) => new(OrderCommand.Extend, by, form.Get(Reason), form.Get(LimitDate)))
            .WithSummary("延期 Extend its limit").Accepts<ExtendRequest>("application/json");
        office.MapMove(OrderCommand.Close, DecidedBy, [Stated, Goal, Telephone, Measures, Result], (form, by) => new(OrderCommand.Close, by, Form: new(
            form.Get(Stated), form.Get(Goal), form.Get(Telephone), form.Get(Measures), form.Get(Result))))
            .WithSummary("审结 Accept its feedback and close it").Accepts<CloseRequest>("application/json");
        office.MapMove(OrderCommand.Return, DecidedBy, [Note, LimitDate], (form, by) => new(OrderCommand.Return, by, form.Get(Note), form.Find(LimitDate)))
            .WithSummary("退回反馈 Return its feedback").Accepts<ReturnOrderRequest>("application/json");
        office.MapMove(OrderCommand.Cancel, DecidedBy, [Note], (form, by) => new(OrderCommand.Cancel, by, form.Get(Note)))
            .WithSummary("销号 Take it off the register").Accepts<CancelRequest>("application/json");
        orders.MapMove(OrderCommand.Feedback, FedBackBy, [Words, Evidence], (form, by) => new(
            OrderCommand.Feedback, by, form.Get(Words), Evidence: form.Find(Evidence)))
            .RequireAuthorization(policy => policy.RequireRole(Roles.Department, Roles.Office).RequireWrite(Service, Name))
            .WithSummary("反馈 Feed back, as its lead").Accepts<FeedbackRequest>("application/json");
        return api;
    }

    private static void MapEvidence(this RouteGroupBuilder orders, PortfolioOptions options)
    {
        orders.MapPost("{number}/evidence", (
            HttpContext context, EventLog log, NpgsqlDataSource database, string number, string? name, CancellationToken cancellation) =>
            FileOrderEvidence.Handle(context, log, database, options, SqlText.Asked(ResourceEndpoints.KeyIn(number)), cancellation))
            .RequireAuthorization(policy => policy.RequireRole(Roles.Department).RequireWrite(Service, Name))
            .WithSummary("上传一份佐证材料：表单或原始内容 File evidence, as a form or as it is").Produces<OrderEvidenceResult>()
            .Produces<OrderEvidenceResult>(StatusCodes.Status201Created)
            .AddOpenApiOperationTransformer((operation, _, _) =>
            {
                operation.RequestBody = UploadBody.With(("name", null));
                return Task.CompletedTask;
            });
        orders.MapGet("{number}/evidence/{evidence:guid}", (
            HttpContext context, NpgsqlDataSource database, string number, Guid evidence, CancellationToken cancellation) =>
            GetOrderEvidence.Download(context, ResourceEndpoints.KeyIn(number), evidence, database, cancellation))
            .WithSummary("下载一份佐证材料 Download evidence").Produces<byte[]>(StatusCodes.Status200OK, "application/octet-stream")
            .Produces(StatusCodes.Status304NotModified);
    }

    /// <param name="person">Who does it, where nobody has signed in.</param>
    private static RouteHandlerBuilder MapMove(
        this RouteGroupBuilder orders, OrderCommand command, TextField person, Field[] fields, Func<Row, string, OrderMove> build) =>
        orders.MapPost($"{{number}}/{OrderMoves.Commands.Write(command)}", async (
            HttpContext context, EventLog log, string number, CancellationToken cancellation) =>
        {
            var signedIn = context.User.PersonName();
            var move = await RequestForm.Read(
                context, [.. fields, .. signedIn is null ? new Field[] { person } : []], form => build(form, signedIn ?? form.Get(person)), cancellation);
            var order = await MoveOrder.Handle(
                log, context.Caller(), ResourceEndpoints.KeyIn(number), Precondition.From(context.Request), move, cancellation);
            return OrderView.Of(order, context.User.IsInRole(Roles.Office));
        });
}
