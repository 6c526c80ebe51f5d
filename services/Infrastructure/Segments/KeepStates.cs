using System.Text.Json;
using Cluster.Ingestion;
using Cluster.Messaging;
using Cluster.ServiceDefaults;
using Npgsql;
using NpgsqlTypes;

namespace Cluster.Infrastructure.Segments;

/// <summary>Keeps what held of each segment on which day, so that any past day can be asked.</summary>
internal static class KeepStates
{
    private const string ReadSql = """
        select segment, since, status, technical_class, length_km, from_node, to_node, via, routes
        from segment_states where segment = any($1) order by segment, since
        """;

    private const string ReplaceSql = """
        with gone as (
            delete from segment_states s
            where segment = any($1) and not exists (
                select from jsonb_to_recordset($2) as x (segment text, since date) where x.segment = s.segment and x.since = s.since)
        )
        insert into segment_states as s (segment, since, status, technical_class, length_km, from_node, to_node, via, routes)
        select segment, since, status, technical_class, length_km, from_node, to_node, via, routes
        from jsonb_to_recordset($2) as x (
            segment text, since date, status text, technical_class text, length_km numeric, from_node text, to_node text, via text[], routes text[])
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
        var known = await transaction.Connection.ReadStates([.. changes.Select(c => c.After.Key)], cancellation);
        var news = new List<(Segment Segment, List<SegmentState> States)>();
        var (touchesNetwork, roads) = (false, new List<string>());
        foreach (var change in changes)
        {
            var believed = known[change.After.Key].ToList();
            var states = Timeline.After(believed, change.Before, change.After, today);
            if (!states.SequenceEqual(believed))
            {
                news.Add((change.After, states));
            }

            // One that leaves the roads changes them too, and one that another project builds may be open since another day.
            var isNews = !states.SequenceEqual(believed) || change.Before?.Project != change.After.Project;
            if ((change.After.Kind == SegmentKind.Road && isNews) || (change.Before?.Kind ?? change.After.Kind) != change.After.Kind)
            {
                touchesNetwork |= states.Concat(believed).Any(s => s.Alignment is { } way && (way.From is not null || way.To is not null || way.Via is [_, ..]));
                roads.Add(change.After.Key);
            }
        }

        if (news.Count > 0)
        {
            await Replace(news, transaction.Connection, cancellation);
        }

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
        await using var command = new NpgsqlCommand(ReadSql, connection) { Parameters = { new() { Value = segments } } };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var states = new List<(string Segment, SegmentState State)>();
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

    private static async Task Replace(
        List<(Segment Segment, List<SegmentState> States)> news, NpgsqlConnection connection, CancellationToken cancellation)
    {
        var rows = news.SelectMany(n => n.States, (n, state) => new
        {
            segment = n.Segment.Key,
            since = state.Since,
            status = Segment.Statuses.Write(state.Status),
            technical_class = Segment.Classes.Write(state.Class),
            length_km = state.Alignment?.LengthKm,
            from_node = state.Alignment?.From,
            to_node = state.Alignment?.To,
            via = state.Alignment?.Via,
            routes = state.Alignment?.Routes,
        });
        await using var command = new NpgsqlCommand(ReplaceSql, connection)
        {
            Parameters =
            {
                new() { Value = news.ConvertAll(n => n.Segment.Key).ToArray() },
                new() { Value = JsonSerializer.Serialize(rows), NpgsqlDbType = NpgsqlDbType.Jsonb },
            },
        };
        await command.ExecuteNonQueryAsync(cancellation);
    }
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
