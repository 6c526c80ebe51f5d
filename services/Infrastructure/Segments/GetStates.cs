using Cluster.ServiceDefaults;
using Npgsql;

namespace Cluster.Infrastructure.Segments;

/// <summary>What held of a segment since a day, until the next entry's day.</summary>
/// <param name="From">Key of the node where it began; <paramref name="To"/> where it ended, <paramref name="Via"/> those on the way.</param>
public sealed record StateView(
    DateOnly Since, string? Status, string? TechnicalClass, decimal? LengthKm, string? From, string? To, IReadOnlyList<string> Via,
    IReadOnlyList<string> Routes);

internal static class GetStates
{
    public static void MapSegmentStates(this RouteGroupBuilder api) =>
        api.MapGet("segments/{key}/states", async (NpgsqlDataSource database, string key, CancellationToken cancellation) =>
        {
            await using var connection = await database.OpenConnectionAsync(cancellation);
            var states = await connection.ReadStates([key], cancellation);
            return states.Contains(key)
                ? Results.Ok(states[key].Select(ViewOf))
                : Problem.Of(Refusals.NotFound).AsResult();
        }).WithSummary("线段各时期的状态 What held of a segment, and since when").Produces<IReadOnlyList<StateView>>();

    private static StateView ViewOf(SegmentState state) => new(
        state.Since, Segment.Statuses.Write(state.Status), Segment.Classes.Write(state.Class), state.Alignment?.LengthKm, state.Alignment?.From,
        state.Alignment?.To, state.Alignment?.Via ?? [], state.Alignment?.Routes ?? []);
}
