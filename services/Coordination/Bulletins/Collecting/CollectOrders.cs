using Cluster.Contracts;
using Cluster.Coordination.Supervision;
using Npgsql;

namespace Cluster.Coordination.Bulletins.Collecting;

/// <summary>Supervision orders in a quarter, by the steps: they say what held on its first and on its last day.</summary>
internal static class CollectOrders
{
    /// <summary>An order is open from its signature until it is closed; a proposal that nobody signed is none.</summary>
    private const string Sql = $"""
        with facts as (
            select o.number, o.grade,
                min(s.day) filter (where s.command = 'sign') as signed,
                min(s.day) filter (where s.command = 'close') as closed
            from supervision_orders o join supervision_order_steps s using (number)
            where s.day <= $2
            group by o.number, o.grade),
        last as (
            select distinct on (number) number, state, limit_date from supervision_order_steps where day <= $2 order by number, version desc)
        select f.grade,
            count(*) filter (where f.signed < $1 and (f.closed is null or f.closed >= $1)),
            count(*) filter (where f.signed >= $1),
            count(*) filter (where f.closed >= $1),
            count(*) filter (where f.signed is not null and f.closed is null),
            count(*) filter (where l.state in {StoredOrders.Awaiting} and l.limit_date < $2)
        from facts f join last l using (number)
        group by f.grade
        """;

    public static async Task<OrderFigures> Read(Quarter quarter, NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(Sql, connection)
        {
            Parameters = { new() { Value = quarter.FirstDay }, new() { Value = quarter.LastDay } },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var found = new Dictionary<string, OrderSum>();
        while (await reader.ReadAsync(cancellation))
        {
            found.Add(reader.GetString(0), new OrderSum(
                (int)reader.GetInt64(1), (int)reader.GetInt64(2), (int)reader.GetInt64(3), (int)reader.GetInt64(4), (int)reader.GetInt64(5)));
        }

        var grades = OrderGrades.Codes.Words.Select(w => new GradeOrders(w.Code, w.Zh, found.GetValueOrDefault(w.Code) ?? new OrderSum(0, 0, 0, 0, 0))).ToList();
        return new OrderFigures(
            "/api/coordination/supervision-orders", $"/api/coordination/supervision-orders/overdue?asOf={quarter.LastDay:yyyy-MM-dd}",
            new OrderSum(
                grades.Sum(g => g.Sum.CarriedOver), grades.Sum(g => g.Sum.Issued), grades.Sum(g => g.Sum.Closed), grades.Sum(g => g.Sum.Open),
                grades.Sum(g => g.Sum.Overdue)),
            grades);
    }
}
