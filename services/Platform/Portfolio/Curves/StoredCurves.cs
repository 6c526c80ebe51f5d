using Npgsql;

namespace Cluster.Portfolio.Curves;

/// <summary>What the database has of the curves that a call is about, and of the years that they are the plans of.</summary>
internal sealed class StoredCurves
{
    private const string CurvesSql = """
        select key, owner, project, year, m01wan, m02wan, m03wan, m04wan, m05wan, m06wan, m07wan, m08wan, m09wan, m10wan, m11wan, m12wan,
               frozen_months, reason, state, accepted_wan, accepted_by, accepted_client, accepted_at, returned_by, returned_client, returned_at,
               return_note, version, as_of, planned_start, accepted_start
        from project_curves where key = any($1) order by key for update
        """;

    private const string YearsSql = "select key, planned_wan, planned_start from project_years where key = any($1)";

    private const string AcceptedSql = "select key, accepted_wan from project_curves where key = any($1) and accepted_wan is not null";

    private readonly Dictionary<string, ProjectCurve> _curves = [];
    private readonly Dictionary<string, YearPlan> _plans = [];

    private StoredCurves()
    {
    }

    /// <summary>Held until the end of the transaction. Whoever calls holds the projects, and so the years too.</summary>
    public static async Task<StoredCurves> Read(string[] keys, NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new(CurvesSql) { Parameters = { new() { Value = keys } } });
        batch.BatchCommands.Add(new(YearsSql) { Parameters = { new() { Value = keys } } });
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        var stored = new StoredCurves();
        while (await reader.ReadAsync(cancellation))
        {
            stored._curves.Add(reader.GetString(0), CurveIn(reader));
        }

        await reader.NextResultAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            stored._plans.Add(reader.GetString(0), new YearPlan(reader.GetFieldValue<decimal?>(1), reader.GetFieldValue<DateOnly?>(2)));
        }

        return stored;
    }

    /// <summary>Only what projects are held against.</summary>
    public static async Task<Dictionary<string, decimal[]>> ReadAccepted(string[] keys, NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(AcceptedSql, connection) { Parameters = { new() { Value = keys } } };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var accepted = new Dictionary<string, decimal[]>();
        while (await reader.ReadAsync(cancellation))
        {
            accepted.Add(reader.GetString(0), ProjectCurve.Read(reader.GetFieldValue<string[]>(1))!);
        }

        return accepted;
    }

    public ProjectCurve? Find(string key) => _curves.GetValueOrDefault(key) is { } curve ? curve with { Plan = _plans.GetValueOrDefault(key) } : null;

    /// <summary>
    /// What is said again stands where it stood, with its words. Anything else waits for the office, and what was accepted goes on to count.
    /// </summary>
    public ProjectCurve Continue(ProjectCurve row)
    {
        row = row with { Stored = _curves.GetValueOrDefault(row.Key), Plan = _plans.GetValueOrDefault(row.Key) };
        if (row.Stored is not { } stored)
        {
            return row;
        }

        row = row with
        {
            StoredAsOf = stored.StoredAsOf, AcceptedWan = stored.AcceptedWan, AcceptedStart = stored.AcceptedStart, AcceptedBy = stored.AcceptedBy,
            AcceptedClient = stored.AcceptedClient, AcceptedAt = stored.AcceptedAt,
        };
        return row.SaysTheSameAs(stored)
            ? row with
            {
                Reason = stored.Reason, State = stored.State, ReturnedBy = stored.ReturnedBy, ReturnedClient = stored.ReturnedClient,
                ReturnedAt = stored.ReturnedAt, ReturnNote = stored.ReturnNote,
            }
            : row with { State = CurveSteps.Take(stored.State, CurveStep.Change).To };
    }

    private static ProjectCurve CurveIn(NpgsqlDataReader reader) => new()
    {
        Key = reader.GetString(0),
        Owner = reader.GetString(1),
        Project = reader.GetString(2),
        Year = reader.GetInt32(3),
        M01Wan = reader.GetDecimal(4),
        M02Wan = reader.GetDecimal(5),
        M03Wan = reader.GetDecimal(6),
        M04Wan = reader.GetDecimal(7),
        M05Wan = reader.GetDecimal(8),
        M06Wan = reader.GetDecimal(9),
        M07Wan = reader.GetDecimal(10),
        M08Wan = reader.GetDecimal(11),
        M09Wan = reader.GetDecimal(12),
        M10Wan = reader.GetDecimal(13),
        M11Wan = reader.GetDecimal(14),
        M12Wan = reader.GetDecimal(15),
        FrozenMonths = reader.GetFieldValue<string[]>(16),
        Reason = Text(reader, 17),
        State = CurveSteps.States.Parse(reader.GetString(18)),
        AcceptedWan = reader.IsDBNull(19) ? null : reader.GetFieldValue<string[]>(19),
        AcceptedBy = Text(reader, 20),
        AcceptedClient = Text(reader, 21),
        AcceptedAt = reader.GetFieldValue<DateTimeOffset?>(22),
        ReturnedBy = Text(reader, 23),
        ReturnedClient = Text(reader, 24),
        ReturnedAt = reader.GetFieldValue<DateTimeOffset?>(25),
        ReturnNote = Text(reader, 26),
        Version = reader.GetInt64(27),
        StoredAsOf = reader.GetFieldValue<DateTimeOffset?>(28),
        PlannedStart = reader.GetFieldValue<DateOnly?>(29),
        AcceptedStart = reader.GetFieldValue<DateOnly?>(30),
    };

    private static string? Text(NpgsqlDataReader reader, int ordinal) => reader.IsDBNull(ordinal) ? null : reader.GetString(ordinal);
}
