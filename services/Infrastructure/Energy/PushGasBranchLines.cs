using Cluster.Contracts.Infrastructure;
using Cluster.Infrastructure.Works;
using Cluster.Ingestion;

namespace Cluster.Infrastructure.Energy;

/// <summary>A gas branch line (输气支线) to a banner, county or district.</summary>
public sealed record GasBranchLine : Work
{
    public required decimal LengthKm { get; init; }

    /// <summary>Design capacity in 亿立方米/年.</summary>
    public decimal? CapacityYiM3PerYear { get; init; }
}

/// <summary>A department pushes gas branch lines (输气支线).</summary>
public sealed class PushGasBranchLines(TimeProvider time)
    : PushWorks<GasBranchLine, GasBranchLineReported>(time, "gas-branch-lines", [LengthKm], [CapacityYiM3PerYear])
{
    private static readonly DecimalField LengthKm = new("lengthKm", "管线长度", "The length", "km", 0.001m, 5_000m, 3);
    private static readonly DecimalField CapacityYiM3PerYear = new(
        "capacityYiM3PerYear", "设计输气能力", "The design capacity", "亿立方米/年", 0.001m, 1_000m, 3);

    protected override GasBranchLine BuildOwn(Row row) => new()
    {
        Key = row.GetKey(WorkFields.Key), Owner = row.Caller.Organisation, LengthKm = row.Get(LengthKm), CapacityYiM3PerYear = row.Find(CapacityYiM3PerYear),
    };

    protected override GasBranchLineReported DescribeOwn(GasBranchLine work) => new(work.LengthKm, work.CapacityYiM3PerYear);
}
