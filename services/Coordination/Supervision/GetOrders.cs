using Cluster.Contracts.Coordination;
using Cluster.Coordination.Notices;
using Cluster.Coordination.ReadModels;
using Cluster.Coordination.Supervision.Evidence;
using Cluster.Ingestion;
using Cluster.Ingestion.Past;
using Cluster.ServiceDefaults;
using Npgsql;

namespace Cluster.Coordination.Supervision;

/// <param name="LimitDate">Its last day; null until it is signed, unless the proposal has a date.</param>
/// <param name="Light">The red light that the system proposed it for; null where a person did.</param>
/// <param name="Version">To be given as If-Match with a step that nobody else's may come before.</param>
public sealed record OrderView(
    string Number, string Matter, string? Task, string? Project, string Basis, string Grade, string? Kind, string? Follows, string Lead,
    IReadOnlyList<string> CoOperators, DateOnly? LimitDate, string State, long Version, string? SignedBy, DateTimeOffset? SignedAt, string? FedBackBy,
    OrderClosing? Closing, string? Light)
{
    internal static OrderView Of(SupervisionOrder order, bool telephones) => new(
        order.Number, order.Matter, order.Task, order.Project, OrderGrades.Bases.Write(order.Basis), OrderGrades.Codes.Write(order.Grade),
        SupervisionOrder.Kinds.Write(order.Kind), order.Follows, order.Lead, order.CoOperators, order.LimitDate, OrderMoves.States.Write(order.State),
        order.Version, order.SignedBy, order.SignedAt, order.FedBackBy, order.Closing(telephones), order.Light);
}

/// <param name="Command">propose, sign, remind, feedback, extend, close, return or cancel.</param>
public sealed record OrderStepView(
    long Version, string Command, string State, DateOnly? LimitDate, DateTimeOffset At, string Person, string Organisation, string? Words,
    IReadOnlyList<string> Evidence);

/// <param name="Evidence">Filed with the order, the oldest first; a step names them by their keys.</param>
/// <param name="WithoutContact">Units whose last notice found no valid contact (无有效联络员), of those that the reader sees.</param>
public sealed record OrderDetail(
    OrderView Order, IReadOnlyList<OrderStepView> Steps, IReadOnlyList<OrderEvidenceView> Evidence, IReadOnlyList<string> WithoutContact);

/// <param name="IsWhole">Whether all of them are here.</param>
public sealed record OrderList(IReadOnlyList<OrderView> Items, bool IsWhole);

/// <summary>The register of orders (督办台账). A department finds those that concern it, from the day they are signed.</summary>
internal static class GetOrders
{
    private const int ItemsMax = 500;

    /// <summary>$1 is the department that reads; null for whoever sees everybody's.</summary>
    public const string SeenSql = "($1::text is null or (o.signed_at is not null and (o.lead = $1 or $1 = any(o.co_operators))))";

    private const string ListSql = $"""
        select {StoredOrders.Columns} from supervision_orders o
        where {SeenSql} and ($2::text is null or o.state = $2) and ($3::text is null or o.grade = $3) and ($4::text is null or o.lead = $4)
        order by o.number desc
        limit $5
        """;

    private const string OneSql = $"select {StoredOrders.Columns} from supervision_orders o where {SeenSql} and o.number = $2";

    private const string StepsSql = $"select {StoredOrders.StepColumns} from supervision_order_steps s where s.number = $1 and s.version <= $2 order by s.version";

    public static void MapGetOrders(this RouteGroupBuilder orders)
    {
        orders.MapGet("", async (
            HttpContext context, NpgsqlDataSource database, TimeProvider time, string? state, string? grade, string? lead, string? asOf,
            CancellationToken cancellation) =>
        {
            RequestForm.Demand("state", "状态", "The state", state, OrderMoves.States.All);
            RequestForm.Demand("grade", "等级", "The grade", grade, OrderGrades.Codes.All);
            await using var connection = await database.OpenAsOf(AsOf.Day(asOf, time), cancellation);
            await using var command = connection.Command(ListSql);
            foreach (var text in new[] { context.User.SeesOnly(), state, grade, SqlText.Asked(lead) })
            {
                command.Parameters.Add(SqlText.Of(text));
            }

            command.Parameters.Add(new() { Value = ItemsMax + 1 });
            var found = await Read(command, cancellation);
            return new OrderList([.. found.Take(ItemsMax).Select(order => OrderView.Of(order, context.User.IsInRole(Roles.Office)))], found.Count <= ItemsMax);
        }).WithSummary("督办台账，可查任一天，新的在前，至多 500 张 The register of orders on any day, the newest first, at most 500");

        orders.MapGet("{number}", async (
            HttpContext context, NpgsqlDataSource database, TimeProvider time, string number, string? asOf, CancellationToken cancellation) =>
        {
            await using var connection = await database.OpenAsOf(AsOf.Day(asOf, time), cancellation);
            if (await Find(context, number, connection, cancellation) is not { } order)
            {
                return Problem.Of(Refusals.NotFound).AsResult();
            }

            connection.Tag(context.Response, order.Version);
            return Results.Ok(new OrderDetail(
                OrderView.Of(order, context.User.IsInRole(Roles.Office)), await ReadSteps(order, connection, cancellation),
                await GetOrderEvidence.Of(order.Number, connection, cancellation),
                await GetNotices.WithoutContact(context.User, About(order), connection, cancellation)));
        }).WithSummary("一张督办单及其各步，含 ETag One order with its steps, and its ETag").Produces<OrderDetail>();

        orders.MapGet("{number}/notices", async (
            HttpContext context, NpgsqlDataSource database, TimeProvider time, string number, string? asOf, CancellationToken cancellation) =>
        {
            await using var connection = await database.OpenAsOf(AsOf.Day(asOf, time), cancellation);
            return await Find(context, number, connection, cancellation) is { } order
                ? Results.Ok(await GetNotices.Read(context.User, About(order), organisation: null, connection, cancellation))
                : Problem.Of(Refusals.NotFound).AsResult();
        }).WithSummary("一张督办单通知了谁，可查任一天 Whose contacts were to be told of an order, on any day").Produces<ContactNotices>();
    }

    private static string About(SupervisionOrder order) => $"{OrderEndpoints.Name}/{order.Number}";

    private static async Task<SupervisionOrder?> Find(HttpContext context, string number, AsOfConnection connection, CancellationToken cancellation)
    {
        await using var command = connection.Command(OneSql);
        command.Parameters.Add(SqlText.Of(context.User.SeesOnly()));
        command.Parameters.Add(new() { Value = SqlText.Asked(ResourceEndpoints.KeyIn(number)) });
        return (await Read(command, cancellation)).FirstOrDefault();
    }

    private static async Task<List<SupervisionOrder>> Read(NpgsqlCommand command, CancellationToken cancellation)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var found = new List<SupervisionOrder>();
        while (await reader.ReadAsync(cancellation))
        {
            found.Add(StoredOrders.Read(reader));
        }

        return found;
    }

    private static async Task<List<OrderStepView>> ReadSteps(SupervisionOrder order, AsOfConnection connection, CancellationToken cancellation)
    {
        await using var command = connection.Command(StepsSql);
        command.Parameters.Add(new() { Value = order.Number });
        command.Parameters.Add(new() { Value = order.Version });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var steps = new List<OrderStepView>();
        while (await reader.ReadAsync(cancellation))
        {
            var step = StoredOrders.ReadStep(reader);
            steps.Add(new OrderStepView(
                step.Version, step.Command, OrderMoves.States.Write(step.State), step.LimitDate, step.At, step.Person, step.Organisation, step.Words,
                step.Evidence));
        }

        return steps;
    }
}
