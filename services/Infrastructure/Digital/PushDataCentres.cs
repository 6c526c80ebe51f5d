using Cluster.Contracts.Infrastructure;
using Cluster.Infrastructure.Works;
using Cluster.Ingestion;

namespace Cluster.Infrastructure.Digital;

/// <summary>A data centre (数据中心).</summary>
public sealed record DataCentre : Work
{
    /// <summary>Standard racks (标准机架) of 2.5 kW, in 架.</summary>
    public required long Racks { get; init; }

    /// <summary>Power usage effectiveness (电能利用效率): all power over that of the machines, of the last twelve months, or as designed before.</summary>
    public decimal? Pue { get; init; }
}

/// <summary>A department pushes data centres (数据中心).</summary>
public sealed class PushDataCentres(TimeProvider time) : PushWorks<DataCentre, DataCentreReported>(time, "data-centres", [Racks], [Pue])
{
    private static readonly IntegerField Racks = new("racks", "标准机架数", "The standard racks", "架", 1, 1_000_000);
    private static readonly DecimalField Pue = new("pue", "PUE", "The PUE", "", 1m, 5m, 3);

    protected override DataCentre BuildOwn(Row row) => new()
    {
        Key = row.GetKey(WorkFields.Key), Owner = row.Caller.Organisation, Racks = row.Get(Racks), Pue = row.Find(Pue),
    };

    protected override DataCentreReported DescribeOwn(DataCentre work) => new(work.Racks, work.Pue);
}
