using Cluster.Contracts.Infrastructure;
using Cluster.Infrastructure.Works;
using Cluster.Ingestion;

namespace Cluster.Infrastructure.Water;

/// <summary>The reinforcement of a reservoir that is in danger (病险水库除险加固); a reservoir is one row, whose state is that of its work.</summary>
public sealed record Reservoir : Work
{
    /// <summary>Scale by total capacity, SL 252-2017.</summary>
    public static readonly Codes<ReservoirScale> Scales = new(
        (ReservoirScale.LargeOne, "large-1", "大(1)型"),
        (ReservoirScale.LargeTwo, "large-2", "大(2)型"),
        (ReservoirScale.Medium, "medium", "中型"),
        (ReservoirScale.SmallOne, "small-1", "小(1)型"),
        (ReservoirScale.SmallTwo, "small-2", "小(2)型"));

    public required ReservoirScale Scale { get; init; }
}

public enum ReservoirScale
{
    LargeOne,
    LargeTwo,
    Medium,
    SmallOne,
    SmallTwo,
}

/// <summary>A department pushes the reservoirs that are reinforced (病险水库除险加固).</summary>
public sealed class PushReservoirs(TimeProvider time) : PushWorks<Reservoir, ReservoirReported>(time, "reservoirs", [Scale], [])
{
    private static readonly CodeField<ReservoirScale> Scale = new("scale", "工程规模", "The scale", Reservoir.Scales);

    protected override Reservoir BuildOwn(Row row) => new() { Key = row.GetKey(WorkFields.Key), Owner = row.Caller.Organisation, Scale = row.Get(Scale) };

    protected override ReservoirReported DescribeOwn(Reservoir work) => new(Reservoir.Scales.Write(work.Scale));
}
