using Cluster.Coordination.ReadModels;
using Cluster.Ingestion;
using Cluster.ServiceDefaults;
using Npgsql;

namespace Cluster.Coordination.Supervision;

/// <summary>Orders and their steps as they are stored.</summary>
internal static class StoredOrders
{
    public const string Columns = """
        o.number, o.matter, o.task, o.project, o.basis, o.kind, o.follows, o.lead, o.co_operators, o.limit_date, o.state, o.entered_by, o.entered_at,
        o.version, o.signed_by, o.signed_at, o.fed_back_by, o.problem, o.goal, o.telephone, o.measures, o.result, o.light
        """;

    public const string StepColumns =
        "s.number, s.version, s.command, s.state, s.limit_date, s.day, s.at, s.person, s.organisation, s.client, s.words, s.evidence";

    /// <summary>Where an order stands when its lead owes an answer.</summary>
    public const string Awaiting = "('issued', 'reminded', 'returned')";

    private const string FindSql = $"select {Columns} from supervision_orders o where o.number = $1";
    private const string HoldSql = $"{FindSql} for update";

    /// <summary>A statement of its own, after the order is held: it sees what the one before left.</summary>
    private const string LastSql = $"select {StepColumns} from supervision_order_steps s where s.number = $1 order by s.version desc limit 1";

    private const string KeepSql = """
        insert into supervision_orders (number, matter, task, project, basis, grade, kind, follows, lead, co_operators, limit_date, state, entered_by,
            entered_at, version, signed_by, signed_at, fed_back_by, problem, goal, telephone, measures, result, light)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24)
        on conflict (number) do update
        set limit_date = excluded.limit_date, state = excluded.state, entered_by = excluded.entered_by, entered_at = excluded.entered_at,
            version = excluded.version, signed_by = excluded.signed_by, signed_at = excluded.signed_at, fed_back_by = excluded.fed_back_by,
            problem = excluded.problem, goal = excluded.goal, telephone = excluded.telephone, measures = excluded.measures, result = excluded.result
        """;

    private const string KeepStepSql = """
        insert into supervision_order_steps (number, version, command, state, limit_date, day, at, person, organisation, client, words, evidence)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
        """;

    /// <summary>As it is now, held by nobody: who proposes holds the table, and would wait for one who waits for it.</summary>
    public static async Task<SupervisionOrder?> Find(NpgsqlConnection connection, string number, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(FindSql, connection) { Parameters = { new() { Value = SqlText.Asked(number) } } };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation) ? Read(reader) : null;
    }

    /// <summary>The order with its last step, held until the transaction ends; null where there is none of that number.</summary>
    public static async Task<(SupervisionOrder Order, OrderStep Last)?> Hold(NpgsqlConnection connection, string number, CancellationToken cancellation)
    {
        await using var batch = new NpgsqlBatch(connection);
        foreach (var sql in new[] { HoldSql, LastSql })
        {
            batch.BatchCommands.Add(new(sql) { Parameters = { new() { Value = SqlText.Asked(number) } } });
        }

        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        if (!await reader.ReadAsync(cancellation))
        {
            return null;
        }

        var order = Read(reader);
        await reader.NextResultAsync(cancellation);
        await reader.ReadAsync(cancellation);
        return (order, ReadStep(reader));
    }

    public static Task Keep(NpgsqlConnection connection, SupervisionOrder order, OrderStep step, CancellationToken cancellation) =>
        Keep(connection, [(order, step)], cancellation);

    /// <summary>In one round trip, however many they are.</summary>
    public static async Task Keep(
        NpgsqlConnection connection, IReadOnlyList<(SupervisionOrder Order, OrderStep Step)> orders, CancellationToken cancellation)
    {
        if (orders.Count == 0)
        {
            return;
        }

        await using var batch = new NpgsqlBatch(connection);
        foreach (var (order, step) in orders)
        {
            batch.BatchCommands.Add(KeepOrder(order));
            batch.BatchCommands.Add(KeepStep(step));
        }

        await batch.ExecuteNonQueryAsync(cancellation);
    }

    private static NpgsqlBatchCommand KeepOrder(SupervisionOrder order) => new(KeepSql)
    {
        Parameters =
        {
            new() { Value = order.Number }, new() { Value = order.Matter }, SqlText.Of(order.Task), SqlText.Of(order.Project),
            new() { Value = OrderGrades.Bases.Write(order.Basis) }, new() { Value = OrderGrades.Codes.Write(order.Grade) },
            SqlText.Of(SupervisionOrder.Kinds.Write(order.Kind)), SqlText.Of(order.Follows), new() { Value = order.Lead }, new() { Value = order.CoOperators },
            Date(order.LimitDate), new() { Value = OrderMoves.States.Write(order.State) }, new() { Value = order.EnteredBy },
            new() { Value = order.EnteredAt }, new() { Value = order.Version }, SqlText.Of(order.SignedBy),
            new NpgsqlParameter<DateTimeOffset?> { TypedValue = order.SignedAt }, SqlText.Of(order.FedBackBy), SqlText.Of(order.Problem), SqlText.Of(order.Goal),
            SqlText.Of(order.Telephone), SqlText.Of(order.Measures), SqlText.Of(order.Result), SqlText.Of(order.Light),
        },
    };

    private static NpgsqlBatchCommand KeepStep(OrderStep step) => new(KeepStepSql)
    {
        Parameters =
        {
            new() { Value = step.Number }, new() { Value = step.Version }, new() { Value = step.Command },
            new() { Value = OrderMoves.States.Write(step.State) }, Date(step.LimitDate), new() { Value = step.Day }, new() { Value = step.At },
            new() { Value = step.Person }, new() { Value = step.Organisation }, new() { Value = step.Client }, SqlText.Of(step.Words),
            new() { Value = step.Evidence },
        },
    };

    public static SupervisionOrder Read(NpgsqlDataReader reader)
    {
        var basis = OrderGrades.Bases.Parse(reader.GetString(4));
        return new SupervisionOrder
        {
            Number = reader.GetString(0),
            Matter = reader.GetString(1),
            Task = reader.GetText(2),
            Project = reader.GetText(3),
            Basis = basis,
            Grade = OrderGrades.Of(basis),
            Kind = reader.GetText(5) is { } kind ? SupervisionOrder.Kinds.Parse(kind) : null,
            Follows = reader.GetText(6),
            Lead = reader.GetString(7),
            CoOperators = reader.GetFieldValue<string[]>(8),
            LimitDate = reader.GetFieldValue<DateOnly?>(9),
            State = OrderMoves.States.Parse(reader.GetString(10)),
            EnteredBy = reader.GetString(11),
            EnteredAt = reader.GetFieldValue<DateTimeOffset>(12),
            Version = reader.GetInt64(13),
            SignedBy = reader.GetText(14),
            SignedAt = reader.GetFieldValue<DateTimeOffset?>(15),
            FedBackBy = reader.GetText(16),
            Problem = reader.GetText(17),
            Goal = reader.GetText(18),
            Telephone = reader.GetText(19),
            Measures = reader.GetText(20),
            Result = reader.GetText(21),
            Light = reader.GetText(22),
        };
    }

    public static OrderStep ReadStep(NpgsqlDataReader reader) => new()
    {
        Number = reader.GetString(0),
        Version = reader.GetInt64(1),
        Command = reader.GetString(2),
        State = OrderMoves.States.Parse(reader.GetString(3)),
        LimitDate = reader.GetFieldValue<DateOnly?>(4),
        Day = reader.GetFieldValue<DateOnly>(5),
        At = reader.GetFieldValue<DateTimeOffset>(6),
        Person = reader.GetString(7),
        Organisation = reader.GetString(8),
        Client = reader.GetString(9),
        Words = reader.GetText(10),
        Evidence = reader.GetFieldValue<string[]>(11),
    };

    private static NpgsqlParameter<DateOnly?> Date(DateOnly? date) => new() { TypedValue = date };
}
