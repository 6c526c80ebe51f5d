using Cluster.Coordination.Calendar;
using Cluster.Coordination.Organisations;
using Cluster.Coordination.Plan;
using Cluster.Coordination.ReadModels;
using Cluster.Ingestion;
using Cluster.Messaging;
using Cluster.ServiceDefaults;
using Microsoft.AspNetCore.Mvc;
using Npgsql;

namespace Cluster.Coordination.Supervision;

/// <param name="Matter">At most 500 characters; one matter, one order.</param>
/// <param name="Task">What it is about: a task of the plan, T21, or else a project.</param>
/// <param name="Project">A key of the city's pool, infrastructure/p-1.</param>
/// <param name="Basis">slow, poor, blue-missed, major, orange-missed or special; the grade follows from it.</param>
/// <param name="Kind">urgent, ordinary or hard: 5, 15 or 30 days from the signature.</param>
/// <param name="LimitDate">The limit as a date; it goes before the kind.</param>
/// <param name="Follows">With blue-missed and orange-missed: the number of the missed order.</param>
/// <param name="ProposedBy">Who proposes, where a system sends it for a person; without it the system itself does.</param>
public sealed record ProposalRequest(
    string Matter, string? Task, string? Project, string Basis, string? Kind, DateOnly? LimitDate, string? Follows, string Lead,
    IReadOnlyList<string>? CoOperators, string? ProposedBy);

/// <summary>
/// An order is proposed (立项) and nothing more: no unit sees it before a person has signed it. The same proposal again finds the first one.
/// </summary>
internal static class ProposeOrder
{
    private const int MatterLengthMax = 500;
    private const int KeyLengthMax = 140; // a service and a key
    private const int CoOperatorsMax = 40;

    private static readonly TextField Matter = new("matter", "督办事项", "The matter", MatterLengthMax, Lines: true);
    private static readonly TextField Task = new("task", "任务", "The task", MaxLength: 10);
    private static readonly TextField Project = new("project", "项目", "The project", KeyLengthMax);
    private static readonly CodeField<OrderBasis> Basis = new("basis", "立项依据", "The basis", OrderGrades.Bases);
    private static readonly CodeField<OrderKind> Kind = new("kind", "办理类别", "The kind", SupervisionOrder.Kinds);
    private static readonly DateField LimitDate = new("limitDate", "期限", "The limit");
    private static readonly TextField Follows = new("follows", "前一张督办单", "The order that it follows", MaxLength: 20);
    private static readonly TextField Lead = new("lead", "牵头单位", "The lead", MaxLength: 60);
    private static readonly TextListField CoOperators = new("coOperators", "配合单位", "The co-operating units", MaxLength: 60, CoOperatorsMax);
    private static readonly TextField ProposedBy = new("proposedBy", "立项人", "The person who proposes", OrderEndpoints.NameLengthMax);

    /// <summary>One proposal at a time: numbers have no gap, and a matter has one order. Whoever reads goes on.</summary>
    public const string LockSql = "lock table supervision_orders in share row exclusive mode";

    private const string PlacesSql = """
        select exists (select from tasks where key = $1), exists (select from pool_projects where key = $2),
            (select count(*) from supervision_orders where number like $3 || '-%')
        """;

    private const string OpenSql = $"""
        select {StoredOrders.Columns} from supervision_orders o
        where o.matter = $1 and o.task is not distinct from $2 and o.project is not distinct from $3 and o.state <> 'cancelled'
        """;

    /// <summary>Fed back after its last day, or not at all until today.</summary>
    private const string MissedSql = $"""
        select exists (
            select from supervision_order_steps s join supervision_orders o using (number)
            where s.number = $1 and ((s.command = 'feedback' and s.day > s.limit_date)
                or (s.version = o.version and s.state in {StoredOrders.Awaiting} and s.limit_date < $2)))
        """;

    /// <returns>The order, and whether it is new.</returns>
    public static async Task<(SupervisionOrder Order, bool IsNew)> Handle(HttpContext context, EventLog log, CancellationToken cancellation)
    {
        var person = context.User.PersonName();
        Field[] fields = [Matter, Task, Project, Basis, Kind, LimitDate, Follows, Lead, CoOperators, .. person is null ? new Field[] { ProposedBy } : []];
        var asked = await RequestForm.Read(context, fields, Build, cancellation);
        await using var transaction = await log.Begin(context.Caller(), cancellation);
        var (order, isNew) = await Propose(asked, person ?? asked.EnteredBy, transaction, cancellation);
        if (isNew)
        {
            await transaction.Commit(cancellation);
        }

        return (order, isNew);
    }

    /// <summary>In the transaction of who proposes, which is the system itself where a report or a limit was missed.</summary>
    public static async Task<(SupervisionOrder Order, bool IsNew)> Propose(
        SupervisionOrder asked, string person, LogTransaction transaction, CancellationToken cancellation)
    {
        var step = FirstStep(asked, person, transaction);
        await Lock(transaction.Connection, cancellation);
        var wanted = await Resolve(asked with { EnteredBy = step.Person, EnteredAt = step.At }, step.Day, transaction.Connection, cancellation);
        if (await FindOpen(wanted, step, transaction.Connection, cancellation) is { } same)
        {
            return (same, false);
        }

        await StoredOrders.Keep(transaction.Connection, wanted, step with { Number = wanted.Number }, cancellation);
        transaction.Append(wanted.Aggregate, wanted.Version, wanted.Told(step));
        return (wanted, true);
    }

    private static SupervisionOrder Build(Row form)
    {
        var basis = form.Get(Basis);
        var order = new SupervisionOrder
        {
            Number = "",
            Matter = form.Get(Matter),
            Task = form.Find(Task),
            Project = form.Find(Project),
            Basis = basis,
            Grade = OrderGrades.Of(basis),
            Kind = form.Find(Kind),
            LimitDate = form.Find(LimitDate),
            Follows = form.Find(Follows),
            Lead = form.Get(Lead),
            CoOperators = form.Find(CoOperators) ?? [],
            EnteredBy = form.Find(ProposedBy) ?? form.Caller.Client,
            Version = 1,
        };
        if (form.IsSound && FaultOf(order) is { } fault)
        {
            form.Refuse(fault);
        }

        return order;
    }

    private static Fault? FaultOf(SupervisionOrder order)
    {
        var (basis, missed) = (OrderGrades.Bases.WordOf(order.Basis), OrderGrades.MissedBy(order.Basis));
        return order switch
        {
            _ when (order.Task is null) == (order.Project is null) => Fault.Of(Task.Name, OrderRefusals.AboutOne),
            { Kind: null, LimitDate: null } => Fault.Of(Kind.Name, OrderRefusals.WithoutLimit).Allowing(SupervisionOrder.Kinds.All),
            { Follows: null } when missed is not null => Fault.Of(Follows.Name, OrderRefusals.FollowsMissing, basis.Zh, basis.Code),
            { Follows: not null } when missed is null => Fault.Of(Follows.Name, OrderRefusals.FollowsUnasked, basis.Zh, basis.Code),
            _ => null,
        };
    }

    private static OrderStep FirstStep(SupervisionOrder order, string person, LogTransaction transaction) => new()
    {
        Number = order.Number,
        Version = order.Version,
        Command = OrderMoves.Propose,
        State = order.State,
        LimitDate = order.LimitDate,
        Day = transaction.StartedAt.CityDay(),
        At = InstantField.Kept(transaction.StartedAt),
        Person = person,
        Organisation = transaction.Caller.Organisation,
        Client = transaction.Caller.Client,
        Evidence = [],
    };

    private static async Task Lock(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(LockSql, connection);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>With registered names and its number, if all that it refers to is there.</summary>
    private static async Task<SupervisionOrder> Resolve(SupervisionOrder asked, DateOnly today, NpgsqlConnection connection, CancellationToken cancellation)
    {
        var names = await OrganisationNames.Read(connection, cancellation);
        var lead = names.Resolve(asked.Lead);
        var (hasTask, hasProject, registered) = await ReadPlaces(asked, today, connection, cancellation);
        var wanted = asked with
        {
            Number = $"{today.Year}-{registered + 1:000}", Lead = lead, CoOperators = [.. names.Resolve(asked.CoOperators).Where(unit => unit != lead)],
        };
        Fault[] faults =
        [
            .. !hasTask && wanted.Task is { } task ? [Fault.Of(Task.Name, CoordinationRefusals.UnknownTask, Refusal.Repeat(task))] : Array.Empty<Fault>(),
            .. !hasProject && wanted.Project is { } project
                ? [Fault.Of(Project.Name, OrderRefusals.UnknownProject, Refusal.Repeat(project))] : Array.Empty<Fault>(),
            .. names.IsRegistered(lead) ? Array.Empty<Fault>() : [Fault.Of(Lead.Name, CoordinationRefusals.UnknownOrganisation, Refusal.Repeat(lead))],
            .. wanted.CoOperators.Where(unit => !names.IsRegistered(unit))
                .Select(unit => Fault.Of(CoOperators.Name, CoordinationRefusals.UnknownOrganisation, Refusal.Repeat(unit))),
        ];
        if (faults.Length > 0)
        {
            throw RequestForm.Refuse(faults);
        }

        if ((wanted.LimitDate is null ? null : OrderLimits.Refuse(wanted.LimitDate, today)) is { } past)
        {
            throw new RefusedException(past);
        }

        return wanted;
    }

    private static async Task<(bool HasTask, bool HasProject, long Registered)> ReadPlaces(
        SupervisionOrder asked, DateOnly today, NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(PlacesSql, connection)
        {
            Parameters = { SqlText.Of(asked.Task), SqlText.Of(asked.Project), new() { Value = $"{today.Year}" } },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        return (reader.GetBoolean(0), reader.GetBoolean(1), reader.GetInt64(2));
    }

    /// <summary>The same proposal as it stands already, or null where the matter is free; an order that escalates another one stands beside those before it.</summary>
    private static async Task<SupervisionOrder?> FindOpen(
        SupervisionOrder wanted, OrderStep step, NpgsqlConnection connection, CancellationToken cancellation)
    {
        var open = await ReadOpen(wanted, connection, cancellation);
        if (open.Find(o => o.State == OrderState.Proposed && IsSaidAgain(o, wanted)) is { } same)
        {
            return same;
        }

        if (wanted.Follows is { } follows)
        {
            var earlier = await StoredOrders.Find(connection, follows, cancellation);
            var isMissed = earlier is not null && await IsMissed(follows, step.Day, connection, cancellation);
            if (OrderGrades.RefuseFollowing(wanted, earlier, isMissed) is { } refused)
            {
                throw new RefusedException(refused);
            }
        }

        var before = Before(wanted.Follows, open);
        return open.Find(o => !before.Contains(o.Number)) is { } other
            ? throw new RefusedException(Problem.Of(OrderRefusals.MatterOpen, other.Number).With("field", Matter.Name).With("number", other.Number))
            : null;
    }

    private static HashSet<string> Before(string? follows, List<SupervisionOrder> open)
    {
        var before = new HashSet<string>();
        for (var number = follows; number is not null && before.Add(number); number = open.Find(o => o.Number == number)?.Follows)
        {
        }

        return before;
    }

    private static bool IsSaidAgain(SupervisionOrder stored, SupervisionOrder wanted) =>
        stored.CoOperators.SequenceEqual(wanted.CoOperators)
        && stored == wanted with { Number = stored.Number, CoOperators = stored.CoOperators, EnteredAt = stored.EnteredAt };

    private static async Task<List<SupervisionOrder>> ReadOpen(SupervisionOrder wanted, NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(OpenSql, connection)
        {
            Parameters = { new() { Value = wanted.Matter }, SqlText.Of(wanted.Task), SqlText.Of(wanted.Project) },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var open = new List<SupervisionOrder>();
        while (await reader.ReadAsync(cancellation))
        {
            open.Add(StoredOrders.Read(reader));
        }

        return open;
    }

    private static async Task<bool> IsMissed(string number, DateOnly today, NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(MissedSql, connection) { Parameters = { new() { Value = number }, new() { Value = today } } };
        return (bool)(await command.ExecuteScalarAsync(cancellation))!;
    }
}
