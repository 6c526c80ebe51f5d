using Cluster.Coordination.ReadModels;
using Npgsql;

namespace Cluster.Coordination.Lights.Reasons;

/// <summary>Requests as they are stored. They are decided here and heard from nobody: a rebuild of the views leaves them as they are.</summary>
internal static class StoredReasons
{
    public const string Columns = """
        r.number, r.kind, r.subject, r.dimension, r.words, r.evidence, r.state, r.from_day, r.until_day, r.requested_by, r.organisation, r.requested_at,
        r.entered_by, r.entered_at, r.note, r.version
        """;

    private const string HoldSql = $"select {Columns} from light_reasons r where r.number = $1 for update";

    private const string KeepSql = """
        insert into light_reasons (number, kind, subject, dimension, words, evidence, state, from_day, until_day, requested_by, organisation,
            requested_at, entered_by, entered_at, note, version)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
        on conflict (number) do update
        set state = excluded.state, from_day = excluded.from_day, until_day = excluded.until_day, entered_by = excluded.entered_by,
            entered_at = excluded.entered_at, note = excluded.note, version = excluded.version
        """;

    /// <summary>Held until the transaction ends; null where there is none of that number.</summary>
    public static async Task<LightReasonRequest?> Hold(NpgsqlConnection connection, string number, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(HoldSql, connection) { Parameters = { new() { Value = SqlText.Asked(number) } } };
        return (await ReadAll(command, cancellation)).SingleOrDefault();
    }

    public static async Task Keep(NpgsqlConnection connection, LightReasonRequest reason, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(KeepSql, connection)
        {
            Parameters =
            {
                new() { Value = reason.Number }, new() { Value = reason.Kind }, new() { Value = reason.Subject },
                new() { Value = LightCodes.Dimensions.Write(reason.Dimension) }, new() { Value = reason.Words }, new() { Value = reason.Evidence },
                new() { Value = ReasonMoves.States.Write(reason.State) }, new NpgsqlParameter<DateOnly?> { TypedValue = reason.FromDay },
                new() { Value = reason.UntilDay }, new() { Value = reason.RequestedBy }, new() { Value = reason.Organisation },
                new() { Value = reason.RequestedAt }, new() { Value = reason.EnteredBy }, new() { Value = reason.EnteredAt },
                new NpgsqlParameter<string?> { TypedValue = reason.Note }, new() { Value = reason.Version },
            },
        };
        await command.ExecuteNonQueryAsync(cancellation);
    }

    public static async Task<List<LightReasonRequest>> ReadAll(NpgsqlCommand command, CancellationToken cancellation)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var found = new List<LightReasonRequest>();
        while (await reader.ReadAsync(cancellation))
        {
            found.Add(new LightReasonRequest
            {
                Number = reader.GetString(0),
                Kind = reader.GetString(1),
                Subject = reader.GetString(2),
                Dimension = LightCodes.Dimensions.Parse(reader.GetString(3)),
                Words = reader.GetString(4),
                Evidence = reader.GetFieldValue<string[]>(5),
                State = ReasonMoves.States.Parse(reader.GetString(6)),
                FromDay = reader.GetFieldValue<DateOnly?>(7),
                UntilDay = reader.GetFieldValue<DateOnly>(8),
                RequestedBy = reader.GetString(9),
                Organisation = reader.GetString(10),
                RequestedAt = reader.GetFieldValue<DateTimeOffset>(11),
                EnteredBy = reader.GetString(12),
                EnteredAt = reader.GetFieldValue<DateTimeOffset>(13),
                Note = reader.GetText(14),
                Version = reader.GetInt64(15),
            });
        }

        return found;
    }
}
