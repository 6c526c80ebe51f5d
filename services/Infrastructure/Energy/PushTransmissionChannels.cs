using Cluster.Contracts.Infrastructure;
using Cluster.Infrastructure.Works;
using Cluster.Ingestion;

namespace Cluster.Infrastructure.Energy;

/// <summary>A power transmission channel (电力通道): a line that takes the region's power out or to its parks.</summary>
public sealed record TransmissionChannel : Work
{
    public required long VoltageKv { get; init; }

    public decimal? LengthKm { get; init; }

    /// <summary>In 万千瓦.</summary>
    public decimal? CapacityWanKw { get; init; }
}

/// <summary>A department pushes power transmission channels (电力通道).</summary>
public sealed class PushTransmissionChannels(TimeProvider time)
    : PushWorks<TransmissionChannel, TransmissionChannelReported>(time, "transmission-channels", [VoltageKv], [LengthKm, CapacityWanKw])
{
    private static readonly IntegerField VoltageKv = new("voltageKv", "电压等级", "The voltage", "千伏", 35, 1_100);
    private static readonly DecimalField LengthKm = new("lengthKm", "线路长度", "The length", "km", 0.001m, 10_000m, 3);
    private static readonly DecimalField CapacityWanKw = new("capacityWanKw", "输电能力", "The capacity", "万千瓦", 0.1m, 2_000m, 2);

    protected override TransmissionChannel BuildOwn(Row row) => new()
    {
        Key = row.GetKey(WorkFields.Key), Owner = row.Caller.Organisation, VoltageKv = row.Get(VoltageKv), LengthKm = row.Find(LengthKm),
        CapacityWanKw = row.Find(CapacityWanKw),
    };

    protected override TransmissionChannelReported DescribeOwn(TransmissionChannel work) => new(work.VoltageKv, work.LengthKm, work.CapacityWanKw);
}
