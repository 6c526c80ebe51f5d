using Cluster.Contracts.Coordination;
using Cluster.Coordination.Calendar;
using Cluster.Coordination.Lights;
using Cluster.Coordination.Lights.Facts;
using Cluster.Ingestion;
using Cluster.Messaging;
using Cluster.ServiceDefaults;
using Npgsql;

namespace Cluster.Coordination.Supervision;

/// <summary>A project or task whose overall light turned red.</summary>
internal sealed record RedLight(SubjectRow Subject, LightShown Shown)
{
    /// <summary>One for the whole of an unbroken time in red.</summary>
    public string Spell => $"{Subject.Kind}/{Subject.Subject}@{Shown.Since:yyyy-MM-dd}";
}

/// <summary>
/// The first red proposes an order (首次红灯立项): what is slow, so blue, with the ordinary limit, on the lead of the task or the owner of the project. It
/// stands in the register like any other proposal until a named person signs it, or takes it off.
/// </summary>
internal static class ProposeForLights
{
    private const int MatterLengthMax = 500;

    private const string ProposedSql = "select light from supervision_orders where light = any($1)";

    private const string RegisteredSql = "select count(*) from supervision_orders where number like $1 || '-%'";

    public static async Task Handle(IReadOnlyList<RedLight> reds, LogTransaction transaction, CancellationToken cancellation)
    {
        if (reds.Count == 0)
        {
            return;
        }

        var (connection, at) = (transaction.Connection, InstantField.Kept(transaction.StartedAt));
        await using (var hold = new NpgsqlCommand(ProposeOrder.LockSql, connection))
        {
            await hold.ExecuteNonQueryAsync(cancellation);
        }

        var proposed = await Proposed(connection, reds, cancellation);
        var registered = await Registered(connection, at.CityDay().Year, cancellation);
        var orders = reds.Where(r => r.Subject.Departments is not [] && !proposed.Contains(r.Spell)).OrderBy(r => r.Spell, StringComparer.Ordinal)
            .Select((red, index) => Of(red, $"{at.CityDay().Year}-{registered + index + 1:000}", at, transaction.Caller)).ToList();
        await StoredOrders.Keep(connection, orders, cancellation);
        foreach (var (order, step) in orders)
        {
            transaction.Append(order.Aggregate, order.Version, order.Told(step));
        }
    }

    private static (SupervisionOrder Order, OrderStep Step) Of(RedLight red, string number, DateTimeOffset at, Caller system)
    {
        var subject = red.Subject;
        var matter = $"{subject.Name}:{red.Shown.Zh}";
        var order = new SupervisionOrder
        {
            Number = number,
            Matter = matter.Length <= MatterLengthMax ? matter : matter[..MatterLengthMax],
            Task = red.Subject.Kind == Clocks.Task ? subject.Subject : null,
            Project = red.Subject.Kind == Clocks.Project ? subject.Subject : null,
            Basis = OrderBasis.Slow,
            Grade = OrderGrades.Of(OrderBasis.Slow),
            Kind = OrderKind.Ordinary,
            Light = red.Spell,
            Lead = subject.Departments[0],
            CoOperators = [.. subject.Departments.Skip(1)],
            EnteredBy = system.Client,
            EnteredAt = at,
            Version = 1,
        };
        return (order, new OrderStep
        {
            Number = number,
            Version = order.Version,
            Command = OrderMoves.Propose,
            State = order.State,
            Day = at.CityDay(),
            At = at,
            Person = system.Client,
            Organisation = system.Organisation,
            Client = system.Client,
            Evidence = [],
        });
    }

    private static async Task<HashSet<string>> Proposed(NpgsqlConnection connection, IReadOnlyList<RedLight> reds, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(ProposedSql, connection) { Parameters = { new() { Value = reds.Select(r => r.Spell).ToArray() } } };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var proposed = new HashSet<string>();
        while (await reader.ReadAsync(cancellation))
        {
            proposed.Add(reader.GetString(0));
        }

        return proposed;
    }

    private static async Task<long> Registered(NpgsqlConnection connection, int year, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(RegisteredSql, connection) { Parameters = { new() { Value = $"{year}" } } };
        return (long)(await command.ExecuteScalarAsync(cancellation))!;
    }
}
