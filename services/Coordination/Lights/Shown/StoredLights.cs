using System.Text.Json;
using System.Text.Json.Serialization;
using Cluster.Contracts.Coordination;
using Cluster.Messaging;
using Npgsql;
using NpgsqlTypes;

namespace Cluster.Coordination.Lights.Shown;

/// <summary>Lights as they are stored: an interval a light, of which the open ones are shown now.</summary>
internal static class StoredLights
{
    /// <summary>And those that ended on the day that was judged last, which may not be over.</summary>
    private const string LastSql = """
        select l.kind, l.subject, l.dimension, l.valid_from, l.valid_until, l.recorded_at, l.body::text
        from unnest($1, $2, $3) as x (kind, subject, judged_on)
        join lights l on l.kind = x.kind and l.subject = x.subject and (l.valid_until is null or l.valid_until >= x.judged_on)
        """;

    /// <summary>Most of a day's turn: what ends was written before, and keeps what it says.</summary>
    private const string EndSql = """
        update lights l set valid_until = x.valid_until
        from unnest($1, $2, $3, $4, $5) as x (kind, subject, dimension, valid_from, valid_until)
        where l.kind = x.kind and l.subject = x.subject and l.dimension = x.dimension and l.valid_from = x.valid_from
        """;

    private const string RemoveSql = """
        delete from lights l using unnest($1, $2, $3, $4) as x (kind, subject, dimension, valid_from)
        where l.kind = x.kind and l.subject = x.subject and l.dimension = x.dimension and l.valid_from = x.valid_from
        """;

    private const string KeepSql = """
        insert into lights (kind, subject, dimension, valid_from, valid_until, recorded_at, light, body)
        select x.kind, x.subject, x.dimension, x.valid_from, x.valid_until, x.recorded_at, x.light, x.body::json
        from unnest($1, $2, $3, $4, $5, $6, $7, $8) as x (kind, subject, dimension, valid_from, valid_until, recorded_at, light, body)
        on conflict (kind, subject, dimension, valid_from) do update
        set valid_until = excluded.valid_until, recorded_at = excluded.recorded_at, light = excluded.light, body = excluded.body
        """;

    /// <summary>What a light has not is left out: half of what it would be.</summary>
    private static readonly JsonSerializerOptions Sparse = new(EventJson.Options) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public static async Task<ILookup<(string Kind, string Subject), ShownInterval>> Last(
        NpgsqlConnection connection, IReadOnlyList<ClockRow> clocks, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(LastSql, connection)
        {
            Parameters =
            {
                new() { Value = clocks.Select(c => c.Kind).ToArray() },
                new() { Value = clocks.Select(c => c.Subject).ToArray() },
                new() { Value = clocks.Select(c => c.JudgedOn).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Date },
            },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var found = new List<(string Kind, string Subject, ShownInterval Interval)>();
        while (await reader.ReadAsync(cancellation))
        {
            found.Add((reader.GetString(0), reader.GetString(1), new ShownInterval(
                reader.GetString(2), reader.GetFieldValue<DateOnly>(3), reader.GetFieldValue<DateOnly?>(4), reader.GetFieldValue<DateTimeOffset>(5),
                EventJson.Read<LightShown>(reader.GetString(6)))));
        }

        return found.ToLookup(f => (f.Kind, f.Subject), f => f.Interval);
    }

    public static async Task Keep(NpgsqlConnection connection, IReadOnlyList<SubjectCourse> courses, CancellationToken cancellation)
    {
        var removed = courses.SelectMany(c => c.Removed.Select(r => (c.Kind, c.Subject, r.Dimension, r.From))).ToList();
        var ended = courses.SelectMany(c => c.Ended.Select(i => (c.Kind, c.Subject, i.Dimension, i.From, i.Until))).ToList();
        var begun = courses.SelectMany(c => c.Begun.Select(i => (c.Kind, c.Subject, Interval: i))).ToList();
        await using var batch = new NpgsqlBatch(connection);
        if (removed.Count > 0)
        {
            batch.BatchCommands.Add(new(RemoveSql)
            {
                Parameters =
                {
                    new() { Value = removed.ConvertAll(r => r.Kind).ToArray() }, new() { Value = removed.ConvertAll(r => r.Subject).ToArray() },
                    new() { Value = removed.ConvertAll(r => r.Dimension).ToArray() }, new() { Value = removed.ConvertAll(r => r.From).ToArray() },
                },
            });
        }

        if (ended.Count > 0)
        {
            batch.BatchCommands.Add(new(EndSql)
            {
                Parameters =
                {
                    new() { Value = ended.ConvertAll(e => e.Kind).ToArray() }, new() { Value = ended.ConvertAll(e => e.Subject).ToArray() },
                    new() { Value = ended.ConvertAll(e => e.Dimension).ToArray() }, new() { Value = ended.ConvertAll(e => e.From).ToArray() },
                    Days(ended.Select(e => e.Until)),
                },
            });
        }

        if (begun.Count > 0)
        {
            batch.BatchCommands.Add(new(KeepSql)
            {
                Parameters =
                {
                    new() { Value = begun.ConvertAll(c => c.Kind).ToArray() }, new() { Value = begun.ConvertAll(c => c.Subject).ToArray() },
                    new() { Value = begun.ConvertAll(c => c.Interval.Dimension).ToArray() },
                    new() { Value = begun.ConvertAll(c => c.Interval.From).ToArray() }, Days(begun.Select(c => c.Interval.Until)),
                    new() { Value = begun.ConvertAll(c => c.Interval.RecordedAt).ToArray() },
                    new() { Value = begun.ConvertAll(c => c.Interval.Shown.Light ?? c.Interval.Shown.State ?? "").ToArray() },
                    new() { Value = begun.ConvertAll(c => JsonSerializer.Serialize(c.Interval.Shown, Sparse)).ToArray() },
                },
            });
        }

        if (batch.BatchCommands.Count > 0)
        {
            await batch.ExecuteNonQueryAsync(cancellation);
        }

        static NpgsqlParameter Days(IEnumerable<DateOnly?> days) => new() { Value = days.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Date };
    }
}
