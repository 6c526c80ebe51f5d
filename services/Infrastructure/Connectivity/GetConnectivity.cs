using Cluster.ServiceDefaults;
using Npgsql;

namespace Cluster.Infrastructure.Connectivity;

/// <summary>How the seats are connected on a day.</summary>
/// <param name="Percent">Of the seats, those connected (G06); null while one of them is unknown.</param>
public sealed record ConnectivityView(
    DateOnly AsOf, int Seats, int Connected, int Unknown, decimal? Percent, decimal TargetPercent, IReadOnlyList<SeatConnection> Items)
{
    internal static ConnectivityView Of(RoadNetwork network, DateOnly day)
    {
        var seats = SeatConnections.Of(network);
        var (connected, unknown) = (seats.Count(s => s.State == SeatConnection.Connected), seats.Count(s => s.State == SeatConnection.Unknown));
        return new(day, seats.Count, connected, unknown, unknown > 0 ? null : 100m * connected / seats.Count, 100, seats);
    }
}

internal static class GetConnectivity
{
    public static void MapConnectivity(this RouteGroupBuilder api) =>
        api.MapGet("connectivity", async (NpgsqlDataSource database, TimeProvider time, DateOnly? asOf, CancellationToken cancellation) =>
        {
            await using var connection = await database.OpenConnectionAsync(cancellation);
            var day = asOf ?? time.Today();
            return ConnectivityView.Of(await ReadNetwork.AsOf(connection, day, cancellation), day);
        }).WithSummary("旗县区所在地与中心城区的连通 How the seats are connected with the central city").Produces<ConnectivityView>();
}
