using Cluster.Contracts;
using Cluster.Coordination.Bulletins.Collecting;
using Cluster.Coordination.Bulletins.Signing;
using Cluster.Ingestion;
using Cluster.Messaging;
using Cluster.Portfolio;
using Cluster.ServiceDefaults;
using Npgsql;

namespace Cluster.Coordination.Bulletins;

/// <param name="Quarter">2026Q3; one that has begun.</param>
/// <param name="CollectedBy">Here as below: the person, where a system of the office sends it; without it the system itself does.</param>
/// <param name="Note">What the bulletin says of itself, printed at its head: that it is a demonstration, or what it corrects. At most 500 characters.</param>
public sealed record DraftRequest(Quarter Quarter, string? CollectedBy, string? Note = null);

public sealed record CollectRequest(string? CollectedBy);

/// <param name="DecidedBy">The person, where a system of the office sends it; a person who has signed in is known.</param>
public sealed record IssueRequest(string? DecidedBy);

public sealed record WithdrawRequest(string Reason, string? DecidedBy);

/// <param name="Successor">The key of the issued bulletin that takes its place.</param>
public sealed record SupersedeRequest(string Successor, string Reason, string? DecidedBy);

/// <summary>Where bulletins are drafted, issued and read. Only the office writes them.</summary>
internal static class BulletinEndpoints
{
    public const string Name = "bulletins";

    private const string Service = "coordination";
    private const int NameLengthMax = 60;
    private const int ReasonLengthMax = 500;

    public static readonly TextField Successor = new("successor", "替代的通报", "The bulletin that takes its place", MaxLength: 20);

    private static readonly QuarterField Quarter = new("quarter", "季度", "The quarter");
    private static readonly TextField Reason = new("reason", "理由", "The reason", ReasonLengthMax, Lines: true);
    private static readonly TextField Note = new("note", "附注", "The note", ReasonLengthMax, Lines: true);
    private static readonly TextField CollectedBy = new("collectedBy", "汇总人", "The person who collects", NameLengthMax);
    private static readonly TextField DecidedBy = new("decidedBy", "决定人", "The person who decided", NameLengthMax);

    public static void MapBulletins(this RouteGroupBuilder api)
    {
        var services = ((IEndpointRouteBuilder)api).ServiceProvider;
        var options = services.GetRequiredService<IConfiguration>().GetSection("Bulletins").Get<BulletinOptions>() ?? new BulletinOptions();
        var time = services.GetRequiredService<TimeProvider>();
        var collect = new CollectFigures(services.GetRequiredService<NpgsqlDataSource>(), time, PortfolioEndpoints.OptionsOf(services), options);
        var bulletins = api.MapGroup(Name);
        bulletins.MapGetBulletins();
        bulletins.MapGetBulletinFiles(options);
        bulletins.MapRebuildBulletin(options);
        bulletins.MapVerifyBulletin();
        var office = bulletins.MapGroup("").RequireAuthorization(policy => policy.RequireRole(Roles.Office).RequireWrite(Service, Name));
        office.MapPost("", async (HttpContext context, EventLog log, CancellationToken cancellation) =>
        {
            var (quarter, note, person) = await RequestForm.Read(
                context, [Quarter, Note, .. Asked(context, CollectedBy)],
                form => (QuarterIn(form, time), form.Find(Note), PersonIn(form, context, CollectedBy)), cancellation);
            var (bulletin, isNew) = await DraftBulletin.Handle(log, context.Caller(), quarter, note, person, collect, cancellation);
            var view = BulletinView.Of(bulletin, supersedes: null);
            return isNew ? Results.Created($"/api/{Service}/{Name}/{bulletin.Key}", view) : Results.Ok(view);
        }).WithSummary("起草：汇总一个季度的数据 Draft one, collecting a quarter's figures").Accepts<DraftRequest>("application/json")
            .Produces<BulletinView>(StatusCodes.Status201Created).Produces<BulletinView>();
        MapMove(BulletinCommand.Collect, [], CollectedBy, (form, by) => new(BulletinCommand.Collect, by))
            .WithSummary("重新汇总草稿 Collect a draft's figures again").Accepts<CollectRequest>("application/json");
        MapMove(BulletinCommand.Issue, [], DecidedBy, (_, by) => new(BulletinCommand.Issue, by))
            .WithSummary("印发：编号、签名、定稿 Issue it: number, signature, files").Accepts<IssueRequest>("application/json");
        MapMove(BulletinCommand.Withdraw, [Reason], DecidedBy, (form, by) => new(BulletinCommand.Withdraw, by, form.Get(Reason)))
            .WithSummary("撤回 Withdraw it").Accepts<WithdrawRequest>("application/json");
        MapMove(BulletinCommand.Supersede, [Successor, Reason], DecidedBy, (form, by) => new(BulletinCommand.Supersede, by, form.Get(Reason), form.Get(Successor)))
            .WithSummary("由另一份替代 Have another one take its place").Accepts<SupersedeRequest>("application/json");

        RouteHandlerBuilder MapMove(BulletinCommand command, Field[] fields, TextField person, Func<Row, string, BulletinMove> build) =>
            office.MapPost($"{{key}}/{BulletinMoves.Commands.Write(command)}", async (
                HttpContext context, EventLog log, string key, CancellationToken cancellation) =>
            {
                var move = await RequestForm.Read(
                    context, [.. fields, .. Asked(context, person)], form => build(form, PersonIn(form, context, person)), cancellation);
                var bulletin = await MoveBulletin.Handle(
                    log, context.Caller(), ResourceEndpoints.KeyIn(key), Precondition.From(context.Request), move, collect, options, cancellation);
                return BulletinView.Of(bulletin, supersedes: null);
            });
    }

    /// <summary>Whoever has signed in acts in no other name.</summary>
    private static Field[] Asked(HttpContext context, TextField person) => context.User.PersonName() is null ? [person] : [];

    /// <summary>A bulletin is issued by a person; figures may be collected by the system itself.</summary>
    private static string PersonIn(Row form, HttpContext context, TextField person) =>
        context.User.PersonName() ?? (person == CollectedBy ? form.Find(person) ?? form.Caller.Client : form.Get(person));

    private static Quarter QuarterIn(Row form, TimeProvider time)
    {
        var quarter = form.Get(Quarter);
        if (form.IsSound && quarter > Contracts.Quarter.Of(time.Today()))
        {
            form.Refuse(Fault.Of(Quarter.Name, CoordinationRefusals.PeriodInFuture, quarter));
        }

        return quarter;
    }
}
