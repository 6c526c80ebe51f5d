using Cluster.ServiceDefaults;
using Npgsql;

namespace Cluster.Infrastructure.Segments;

/// <summary>What held of a segment since a day, until the next entry's day.</summary>
/// <param name="From">Key of the node where it began; <paramref name="To"/> where it ended, <paramref name="Via"/> those on the way.</param>
/// <param name="Project">Key of the project whose entry into operation opened it; null where the status is what was said of the segment itself.</param>
public sealed record StateView(
    DateOnly Since, string? Status, string? TechnicalClass, decimal? LengthKm, string? From, string? To, IReadOnlyList<string> Via,
    IReadOnlyList<string> Routes, string? Project);

internal static class GetStates
{
    /// <summary>On every day on which something of it, or of its project, may have changed.</summary>
    private const string Sql = $"""
        with days as (
            select since as day from segment_states where segment = $1
            union
            select p.since from project_stages p join segments g on g.project = p.project where g.key = $1
        )
        select opening.project, d.day, {BelievedStatus.Status}, own.technical_class, own.length_km, own.from_node, own.to_node, own.via, own.routes
        from segments g cross join days d
        {BelievedStatus.Join}
        where g.key = $1 and own.segment is not null
        order by d.day
        """;

    public static void MapSegmentStates(this RouteGroupBuilder api) =>
        api.MapGet("segments/{key}/states", async (NpgsqlDataSource database, string key, CancellationToken cancellation) =>
            await Read(database, key, cancellation) is { Count: > 0 } states
                ? Results.Ok(states.ConvertAll(s => ViewOf(s.State, s.Project)))
                : Problem.Of(Refusals.NotFound).AsResult())
            .WithSummary("线段各时期的状态 What held of a segment, and since when").Produces<IReadOnlyList<StateView>>();

    private static async Task<List<(SegmentState State, string? Project)>> Read(NpgsqlDataSource database, string key, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(Sql);
        command.Parameters.Add(new() { Value = key });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var states = new List<(SegmentState State, string? Project)>();
        while (await reader.ReadAsync(cancellation))
        {
            var (state, project) = (KeepStates.StateIn(reader), reader.IsDBNull(0) ? null : reader.GetString(0));
            if (states is not [.., var last] || last.Project != project || !last.State.SaysTheSameAs(state))
            {
                states.Add((state, project));
            }
        }

        return states;
    }

    private static StateView ViewOf(SegmentState state, string? project) => new(
        state.Since, Segment.Statuses.Write(state.Status), Segment.Classes.Write(state.Class), state.Alignment?.LengthKm, state.Alignment?.From,
        state.Alignment?.To, state.Alignment?.Via ?? [], state.Alignment?.Routes ?? [], project);
}
