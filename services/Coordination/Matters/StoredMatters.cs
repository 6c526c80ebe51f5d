using Cluster.Coordination.ReadModels;
using Cluster.Coordination.Supervision;
using Npgsql;

namespace Cluster.Coordination.Matters;

/// <summary>Matters and their steps as they are stored.</summary>
internal static class StoredMatters
{
    public const string Columns = """
        m.number, m.title, m.details, m.task, m.project, m.raised_by, m.wanted, m.state, m.lead, m.co_operators, m.due, m.conference, m.decision,
        m.decided_on, m.entered_by, m.entered_at, m.version
        """;

    private const string HoldSql = $"select {Columns} from matters m where m.number = $1 for update";

    /// <summary>A statement of its own, after the matter is held: it sees what the one before left.</summary>
    private const string LastSql = "select command, person, organisation, client, words from matter_steps where number = $1 order by version desc limit 1";

    private const string KeepSql = """
        insert into matters (number, title, details, task, project, raised_by, wanted, state, lead, co_operators, due, conference, decision, decided_on,
            entered_by, entered_at, version)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
        on conflict (number) do update
        set state = excluded.state, lead = excluded.lead, co_operators = excluded.co_operators, due = excluded.due, conference = excluded.conference,
            decision = excluded.decision, decided_on = excluded.decided_on, entered_by = excluded.entered_by, entered_at = excluded.entered_at,
            version = excluded.version
        """;

    private const string KeepStepSql = """
        insert into matter_steps (number, version, command, state, lead, co_operators, due, conference, decision, decided_on, at, person, organisation, client, words)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
        """;

    /// <summary>The matter with its last step as it was said, held until the transaction ends; null where there is none of that number.</summary>
    public static async Task<(Matter Matter, SaidLast Last)?> Hold(NpgsqlConnection connection, string number, CancellationToken cancellation)
    {
        await using var batch = new NpgsqlBatch(connection);
        foreach (var sql in new[] { HoldSql, LastSql })
        {
            batch.BatchCommands.Add(new(sql) { Parameters = { new() { Value = number } } });
        }

        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        if (!await reader.ReadAsync(cancellation))
        {
            return null;
        }

        var matter = Read(reader);
        await reader.NextResultAsync(cancellation);
        await reader.ReadAsync(cancellation);
        return (matter, new SaidLast(reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetText(4)));
    }

    public static async Task Keep(NpgsqlConnection connection, Matter matter, MatterStep step, CancellationToken cancellation)
    {
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new(KeepSql)
                {
                    Parameters =
                    {
                        new() { Value = matter.Number }, new() { Value = matter.Title }, new() { Value = matter.Details }, SqlText.Of(matter.Task),
                        SqlText.Of(matter.Project), new() { Value = matter.RaisedBy }, new() { Value = matter.Wanted },
                        new() { Value = MatterMoves.States.Write(matter.State) }, SqlText.Of(matter.Lead), new() { Value = matter.CoOperators },
                        Date(matter.Due), SqlText.Of(matter.Conference), SqlText.Of(matter.Decision), Date(matter.DecidedOn),
                        new() { Value = matter.EnteredBy }, new() { Value = matter.EnteredAt }, new() { Value = matter.Version },
                    },
                },
                new(KeepStepSql)
                {
                    Parameters =
                    {
                        new() { Value = step.Number }, new() { Value = step.Version }, new() { Value = step.Command },
                        new() { Value = MatterMoves.States.Write(step.State) }, SqlText.Of(step.Lead), new() { Value = step.CoOperators },
                        Date(step.Due), SqlText.Of(step.Conference), SqlText.Of(step.Decision), Date(step.DecidedOn), new() { Value = step.At },
                        new() { Value = step.Person }, new() { Value = step.Organisation }, new() { Value = step.Client }, SqlText.Of(step.Words),
                    },
                },
            },
        };
        await batch.ExecuteNonQueryAsync(cancellation);
    }

    public static Matter Read(NpgsqlDataReader reader) => new()
    {
        Number = reader.GetString(0),
        Title = reader.GetString(1),
        Details = reader.GetString(2),
        Task = reader.GetText(3),
        Project = reader.GetText(4),
        RaisedBy = reader.GetString(5),
        Wanted = reader.GetFieldValue<string[]>(6),
        State = MatterMoves.States.Parse(reader.GetString(7)),
        Lead = reader.GetText(8),
        CoOperators = reader.GetFieldValue<string[]>(9),
        Due = reader.GetFieldValue<DateOnly?>(10),
        Conference = reader.GetText(11),
        Decision = reader.GetText(12),
        DecidedOn = reader.GetFieldValue<DateOnly?>(13),
        EnteredBy = reader.GetString(14),
        EnteredAt = reader.GetFieldValue<DateTimeOffset>(15),
        Version = reader.GetInt64(16),
    };

    private static NpgsqlParameter<DateOnly?> Date(DateOnly? date) => new() { TypedValue = date };
}

/// <summary>The last step as it was said.</summary>
internal sealed record SaidLast(string Command, string Person, string Organisation, string Client, string? Words);
