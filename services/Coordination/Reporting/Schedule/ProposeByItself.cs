using Cluster.Coordination.Calendar;
using Cluster.Coordination.Supervision;
using Cluster.Messaging;
using Cluster.ServiceDefaults;
using Npgsql;

namespace Cluster.Coordination.Reporting.Schedule;

/// <summary>
/// The system proposes an order for a missed report, and the next grade for a missed limit (office-practice §7); nothing more happens before a named
/// person signs. Each is proposed once, whatever the office makes of it.
/// </summary>
internal static class ProposeByItself
{
    /// <summary>Whether a follower was cancelled does not matter: somebody decided on it.</summary>
    private const string MissedLimitsSql = $"""
        select {StoredOrders.Columns} from supervision_orders o
        where o.state in {StoredOrders.Awaiting} and o.limit_date < $1 and o.grade in ('blue', 'orange')
          and not exists (select from supervision_orders f where f.follows = o.number)
        order by o.limit_date, o.number
        """;

    private const string NextLimitSql = $"""
        select min(o.limit_date) from supervision_orders o
        where o.state in {StoredOrders.Awaiting} and o.limit_date >= $1 and o.grade in ('blue', 'orange')
        """;

    public static Task ForMissedReport(ReportingCell cell, LogTransaction transaction, CancellationToken cancellation) => Propose(
        new SupervisionOrder
        {
            Number = "", Matter = $"{cell.Organisation} {cell.Task} {cell.Period} 逾期未报（应于{cell.Due.LastDay:yyyy-MM-dd}前报送）", Task = cell.Task, Basis = OrderBasis.Slow,
            Grade = OrderGrades.Of(OrderBasis.Slow), Kind = OrderKind.Ordinary, Lead = cell.Organisation!, CoOperators = [],
            EnteredBy = transaction.Caller.Client, Version = 1,
        },
        transaction, cancellation);

    /// <returns>The moment at which the next limit is missed; null where none is running.</returns>
    public static async Task<DateTimeOffset?> ForMissedLimits(LogTransaction transaction, CancellationToken cancellation)
    {
        var today = transaction.StartedAt.CityDay();
        foreach (var missed in await ReadMissed(today, transaction.Connection, cancellation))
        {
            var basis = missed.Grade == OrderGrade.Blue ? OrderBasis.BlueMissed : OrderBasis.OrangeMissed;
            await Propose(
                new SupervisionOrder
                {
                    Number = "", Matter = missed.Matter, Task = missed.Task, Project = missed.Project, Basis = basis, Grade = OrderGrades.Of(basis),
                    Kind = missed.Kind ?? OrderKind.Ordinary, Follows = missed.Number, Lead = missed.Lead, CoOperators = missed.CoOperators,
                    EnteredBy = transaction.Caller.Client, Version = 1,
                },
                transaction, cancellation);
        }

        await using var next = new NpgsqlCommand(NextLimitSql, transaction.Connection) { Parameters = { new() { Value = today } } };
        return await next.ExecuteScalarAsync(cancellation) is DateOnly limit ? limit.EndsAt() : null;
    }

    private static async Task Propose(SupervisionOrder order, LogTransaction transaction, CancellationToken cancellation)
    {
        try
        {
            await ProposeOrder.Propose(order, transaction.Caller.Client, transaction, cancellation);
        }
        catch (RefusedException refused) when (refused.Problem.Extensions["code"] as string == OrderRefusals.MatterOpen.Code)
        {
            // One matter, one order: a person was first.
        }
    }

    private static async Task<List<SupervisionOrder>> ReadMissed(DateOnly today, NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(MissedLimitsSql, connection) { Parameters = { new() { Value = today } } };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var missed = new List<SupervisionOrder>();
        while (await reader.ReadAsync(cancellation))
        {
            missed.Add(StoredOrders.Read(reader));
        }

        return missed;
    }
}
