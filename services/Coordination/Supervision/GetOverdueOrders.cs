using Cluster.Coordination.ReadModels;
using Cluster.ServiceDefaults;
using Npgsql;

namespace Cluster.Coordination.Supervision;

/// <summary>What was owed on a day and had not come.</summary>
public sealed record OverdueOrders(DateOnly AsOf, int Orders, IReadOnlyList<OverdueUnit> Units);

/// <param name="First">Of its orders those that are the first which it missed; the others are repeats.</param>
/// <param name="Ages">How many are overdue for 1 to 5, 6 to 15, 16 to 30 and more days.</param>
public sealed record OverdueUnit(string Unit, int First, int Repeat, IReadOnlyList<OverdueAge> Ages, IReadOnlyList<OverdueOrder> Orders);

/// <param name="Age">1-5, 6-15, 16-30 or over-30 days.</param>
public sealed record OverdueAge(string Age, int Orders);

/// <param name="IsRepeat">Whether its lead had missed an earlier limit, of this order or of another.</param>
public sealed record OverdueOrder(
    string Number, string Matter, string? Task, string? Project, string Grade, string? Kind, string State, DateOnly LimitDate, int DaysOverdue,
    int Reminders, bool IsRepeat);

/// <summary>Overdue orders (逾期督办单) by unit and age, on any day: the steps say what held then.</summary>
internal static class GetOverdueOrders
{
    private static readonly (string Age, int DaysMax)[] Ages = [("1-5", 5), ("6-15", 15), ("16-30", 30), ("over-30", int.MaxValue)];

    /// <summary>A limit was missed where feedback came after it, or has not come. Of two that ended on one day the one with the lower number was first.</summary>
    private const string Sql = $"""
        with last as (
            select distinct on (number) number, state, limit_date from supervision_order_steps where day <= $2 order by number, version desc),
        late as (
            select number, state, limit_date from last where state in {StoredOrders.Awaiting} and limit_date < $2),
        missed as (
            select o.lead, m.number, m.limit_date
            from (select number, limit_date from late
                  union all
                  select number, limit_date from supervision_order_steps where command = 'feedback' and day > limit_date and day <= $2) m
            join supervision_orders o using (number))
        select o.lead, o.number, o.matter, o.task, o.project, o.grade, o.kind, l.state, l.limit_date, $2 - l.limit_date,
            (select count(*) from supervision_order_steps r where r.number = o.number and r.command = 'remind' and r.day <= $2)::integer,
            exists (select from missed m where m.lead = o.lead and (m.limit_date, m.number) < (l.limit_date, l.number))
        from late l join supervision_orders o using (number)
        where {GetOrders.SeenSql}
        order by o.lead, l.limit_date, o.number
        """;

    public static void MapGetOverdueOrders(this RouteGroupBuilder orders) =>
        orders.MapGet("overdue", async (
            HttpContext context, NpgsqlDataSource database, TimeProvider time, DateOnly? asOf, CancellationToken cancellation) =>
        {
            var day = asOf ?? time.Today();
            await using var command = database.CreateCommand(Sql);
            command.Parameters.Add(SqlText.Of(context.User.SeesOnly()));
            command.Parameters.Add(new() { Value = day });
            var found = await Read(command, cancellation);
            return new OverdueOrders(day, found.Count, [.. found.GroupBy(o => o.Unit, o => o.Order).Select(unit => UnitOf(unit.Key, [.. unit]))]);
        }).WithSummary("逾期督办单，按单位和逾期天数 Overdue orders by unit and age");

    private static OverdueUnit UnitOf(string unit, List<OverdueOrder> orders) => new(
        unit, orders.Count(o => !o.IsRepeat), orders.Count(o => o.IsRepeat),
        [.. Ages.Select(age => new OverdueAge(age.Age, orders.Count(o => Ages.First(a => o.DaysOverdue <= a.DaysMax) == age)))], orders);

    private static async Task<List<(string Unit, OverdueOrder Order)>> Read(NpgsqlCommand command, CancellationToken cancellation)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var found = new List<(string, OverdueOrder)>();
        while (await reader.ReadAsync(cancellation))
        {
            found.Add((reader.GetString(0), new OverdueOrder(
                reader.GetString(1), reader.GetString(2), reader.GetText(3), reader.GetText(4), reader.GetString(5),
                reader.GetText(6), reader.GetString(7), reader.GetFieldValue<DateOnly>(8), reader.GetInt32(9), reader.GetInt32(10),
                reader.GetBoolean(11))));
        }

        return found;
    }
}
