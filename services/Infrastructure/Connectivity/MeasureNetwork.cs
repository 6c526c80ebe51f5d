using Cluster.Contracts;
using Cluster.Infrastructure.Corridors;
using Cluster.Ingestion;
using Cluster.Messaging;
using Cluster.ServiceDefaults;

namespace Cluster.Infrastructure.Connectivity;

/// <summary>
/// The two road targets of T21: 两环五纵八横 (G05), counted as soon as corridors are registered, as the plan does not list them; and the seats connected
/// by class I or better (G06), as soon as every seat is known. Until then both are unknown, which is not 0.
/// </summary>
internal static class MeasureNetwork
{
    private const string Service = "infrastructure";
    private const string City = "150200";
    private const decimal CorridorsTarget = 15;
    private const decimal SeatsTarget = 100;

    public static async Task After(LogTransaction transaction, CancellationToken cancellation)
    {
        await transaction.LockIndicator("G06", cancellation); // one lock for the two, which are read together
        var today = DateOnly.FromDateTime(transaction.StartedAt.AtEdge().DateTime);
        var network = await ReadNetwork.AsOf(transaction.Connection, today, cancellation);
        var corridors = await CorridorCompletion.ReadAll(transaction.Connection, cancellation);
        var roads = network.Roads.ToDictionary(r => r.Segment);
        var complete = corridors.Count(c => CorridorCompletion.Of(c, roads).IsComplete);
        await Tell(
            "G05", corridors.Count > 0 ? complete : null, "条通道", CorridorsTarget,
            new BilingualSource($"基础设施：已登记 {corridors.Count} 条通道的路段状态", $"Infrastructure: status of the segments of {corridors.Count} registered corridors"),
            today, transaction, cancellation);

        var seats = ConnectivityView.Of(network, today);
        await Tell(
            "G06", seats.Percent, "%", SeatsTarget,
            new BilingualSource($"基础设施：{seats.Seats} 个旗县区所在地中 {seats.Connected} 个连通", $"Infrastructure: {seats.Connected} of {seats.Seats} seats connected"),
            today, transaction, cancellation);
    }

    private static Task Tell(
        string code, decimal? value, string unit, decimal target, BilingualSource source, DateOnly today, LogTransaction transaction,
        CancellationToken cancellation) =>
        value is { } measured
            ? transaction.Publish(Service, new IndicatorMeasured(code, City, today, measured, unit, target, source), cancellation)
            : transaction.Withdraw(Service, code, City, cancellation);
}
