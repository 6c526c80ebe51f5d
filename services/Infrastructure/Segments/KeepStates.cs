using Cluster.Ingestion;
using Cluster.Messaging;
using Cluster.ServiceDefaults;
using Npgsql;

namespace Cluster.Infrastructure.Segments;

/// <summary>Keeps what held of each segment on which day, so that any past day can be asked.</summary>
internal static class KeepStates
{
    private const string ReadSql = """
        select segment, since, status, technical_class, length_km, from_node, to_node, via, routes
        from segment_states where segment = any($1) order by segment, since
        """;

    private const string ForgetSql = """
        delete from segment_states s using unnest($1, $2) as x (segment, since) where s.segment = x.segment and s.since = x.since
        """;

    /// <summary>A list inside a list would be flattened by unnest, so it travels as lines.</summary>
    private const string BelieveSql = """
        insert into segment_states as s (segment, since, status, technical_class, length_km, from_node, to_node, via, routes)
        select segment, since, status, technical_class, length_km, from_node, to_node, string_to_array(via, E'\n'), string_to_array(routes, E'\n')
        from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9) as x (segment, since, status, technical_class, length_km, from_node, to_node, via, routes)
        order by segment, since
        on conflict (segment, since) do update
        set status = excluded.status, technical_class = excluded.technical_class, length_km = excluded.length_km, from_node = excluded.from_node,
            to_node = excluded.to_node, via = excluded.via, routes = excluded.routes
        """;

    private const string MembersSql = "select exists (select from corridors where members && $1)";

    /// <returns>
    /// Whether anything of the road network is believed that was not before. A road that names no node and is in no corridor is in no network, and
    /// costs the reading of none.
    /// </returns>
    public static async Task<bool> After(IReadOnlyList<Change<Segment>> changes, LogTransaction transaction, CancellationToken cancellation)
    {
        var today = DateOnly.FromDateTime(transaction.StartedAt.AtEdge().DateTime);
        var known = await transaction.Connection.ReadStates([.. changes.Where(c => c.Before is not null).Select(c => c.After.Key)], cancellation);
        var (forgotten, news) = (new List<(string Segment, DateOnly Since)>(), new List<(string Segment, SegmentState State)>());
        var (touchesNetwork, roads) = (false, new List<string>());
        foreach (var change in changes)
        {
            var believed = known[change.After.Key].ToList();
            var states = Timeline.After(believed, change.Before, change.After, today);
            forgotten.AddRange(believed.Where(b => !states.Exists(s => s.Since == b.Since)).Select(b => (change.After.Key, b.Since)));
            news.AddRange(states.Where(s => !believed.Contains(s)).Select(s => (change.After.Key, s)));

            // One that leaves the roads changes them too, and one that another project builds may be open since another day.
            var isNews = !states.SequenceEqual(believed) || change.Before?.Project != change.After.Project;
            if ((change.After.Kind == SegmentKind.Road && isNews) || (change.Before?.Kind ?? change.After.Kind) != change.After.Kind)
            {
                touchesNetwork |= states.Concat(believed).Any(s => s.Alignment is { } way && (way.From is not null || way.To is not null || way.Via is [_, ..]));
                roads.Add(change.After.Key);
            }
        }

        await Keep(forgotten, news, transaction.Connection, cancellation);
        return touchesNetwork || (roads.Count > 0 && await AreMembers(roads, transaction.Connection, cancellation));
    }

    private static async Task<bool> AreMembers(List<string> roads, NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(MembersSql, connection) { Parameters = { new() { Value = roads.ToArray() } } };
        return await command.ExecuteScalarAsync(cancellation) is true;
    }

    public static async Task<ILookup<string, SegmentState>> ReadStates(
        this NpgsqlConnection connection, string[] segments, CancellationToken cancellation)
    {
        var states = new List<(string Segment, SegmentState State)>();
        if (segments.Length == 0)
        {
            return states.ToLookup(s => s.Segment, s => s.State);
        }

        await using var command = new NpgsqlCommand(ReadSql, connection) { Parameters = { new() { Value = segments } } };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            states.Add((reader.GetString(0), StateIn(reader)));
        }

        return states.ToLookup(s => s.Segment, s => s.State);
    }

    /// <summary>From the second column of the row on.</summary>
    public static SegmentState StateIn(NpgsqlDataReader reader) => new(
        reader.GetFieldValue<DateOnly>(1),
        reader.IsDBNull(2) ? null : Segment.Statuses.Parse(reader.GetString(2)),
        reader.IsDBNull(3) ? null : Segment.Classes.Parse(reader.GetString(3)),
        reader.IsDBNull(7) ? null : new Alignment(
            reader.GetFieldValue<decimal?>(4), reader.IsDBNull(5) ? null : reader.GetString(5), reader.IsDBNull(6) ? null : reader.GetString(6),
            reader.GetFieldValue<string[]>(7), reader.GetFieldValue<string[]>(8)));

    private static async Task Keep(
        List<(string Segment, DateOnly Since)> forgotten, List<(string Segment, SegmentState State)> news, NpgsqlConnection connection,
        CancellationToken cancellation)
    {
        await using var batch = new NpgsqlBatch(connection);
        if (forgotten.Count > 0)
        {
            batch.BatchCommands.Add(new(ForgetSql)
            {
                Parameters = { new() { Value = forgotten.ConvertAll(f => f.Segment).ToArray() }, new() { Value = forgotten.ConvertAll(f => f.Since).ToArray() } },
            });
        }

        if (news.Count > 0)
        {
            batch.BatchCommands.Add(new(BelieveSql)
            {
                Parameters =
                {
                    new() { Value = news.ConvertAll(n => n.Segment).ToArray() },
                    new() { Value = news.ConvertAll(n => n.State.Since).ToArray() },
                    new() { Value = news.ConvertAll(n => Segment.Statuses.Write(n.State.Status)).ToArray() },
                    new() { Value = news.ConvertAll(n => Segment.Classes.Write(n.State.Class)).ToArray() },
                    new() { Value = news.ConvertAll(n => n.State.Alignment?.LengthKm).ToArray() },
                    new() { Value = news.ConvertAll(n => n.State.Alignment?.From).ToArray() },
                    new() { Value = news.ConvertAll(n => n.State.Alignment?.To).ToArray() },
                    new() { Value = news.ConvertAll(n => Lines(n.State.Alignment?.Via)).ToArray() },
                    new() { Value = news.ConvertAll(n => Lines(n.State.Alignment?.Routes)).ToArray() },
                },
            });
        }

        if (batch.BatchCommands.Count > 0)
        {
            await batch.ExecuteNonQueryAsync(cancellation);
        }
    }

    private static string? Lines(string[]? texts) => texts is null ? null : string.Join('\n', texts);
}

/// <summary>The table of states.</summary>
internal sealed class SegmentStateRow
{
    public required string Segment { get; init; }

    public DateOnly Since { get; init; }

    public string? Status { get; init; }

    public string? TechnicalClass { get; init; }

    public decimal? LengthKm { get; init; }

    public string? FromNode { get; init; }

    public string? ToNode { get; init; }

    public string[]? Via { get; init; }

    public string[]? Routes { get; init; }
}
