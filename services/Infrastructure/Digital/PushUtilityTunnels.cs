using Cluster.Contracts.Infrastructure;
using Cluster.Infrastructure.Works;
using Cluster.Ingestion;

namespace Cluster.Infrastructure.Digital;

/// <summary>A utility tunnel (综合管廊) under the city's streets.</summary>
public sealed record UtilityTunnel : Work
{
    public required decimal LengthKm { get; init; }
}

/// <summary>A department pushes utility tunnels (综合管廊).</summary>
public sealed class PushUtilityTunnels(TimeProvider time) : PushWorks<UtilityTunnel, UtilityTunnelReported>(time, "utility-tunnels", [LengthKm], [])
{
    private static readonly DecimalField LengthKm = new("lengthKm", "管廊长度", "The length", "km", 0.001m, 500m, 3);

    protected override UtilityTunnel BuildOwn(Row row) =>
        new() { Key = row.GetKey(WorkFields.Key), Owner = row.Caller.Organisation, LengthKm = row.Get(LengthKm) };

    protected override UtilityTunnelReported DescribeOwn(UtilityTunnel work) => new(work.LengthKm);
}
