using Cluster.Contracts.Infrastructure;
using Cluster.Infrastructure.Works;
using Cluster.Ingestion;

namespace Cluster.Infrastructure.Water;

/// <summary>A reclaimed-water plant (再生水厂).</summary>
public sealed record ReclaimedPlant : Work
{
    /// <summary>Design capacity in 万立方米/日.</summary>
    public required decimal CapacityWanM3PerDay { get; init; }
}

/// <summary>A department pushes reclaimed-water plants (再生水厂).</summary>
public sealed class PushReclaimedPlants(TimeProvider time)
    : PushWorks<ReclaimedPlant, ReclaimedPlantReported>(time, "reclaimed-plants", [CapacityWanM3PerDay], [])
{
    private static readonly DecimalField CapacityWanM3PerDay = new(
        "capacityWanM3PerDay", "设计规模", "The design capacity", "万立方米/日", 0.001m, 500m, 3);

    protected override ReclaimedPlant BuildOwn(Row row) => new()
    {
        Key = row.GetKey(WorkFields.Key), Owner = row.Caller.Organisation, CapacityWanM3PerDay = row.Get(CapacityWanM3PerDay),
    };

    protected override ReclaimedPlantReported DescribeOwn(ReclaimedPlant work) => new(work.CapacityWanM3PerDay);
}
