namespace Cluster.Contracts.Infrastructure;

/// <summary>What is told of every work (工程), whatever is built.</summary>
public abstract record WorkReported
{
    public string Key { get; init; } = "";

    public string Owner { get; init; } = "";

    public string Name { get; init; } = "";

    /// <summary>Where it lies; of a line, where it begins.</summary>
    public DivisionCode County { get; init; }

    public string Status { get; init; } = "";

    public DateOnly StatusDate { get; init; }

    public DateOnly? StartedOn { get; init; }

    public DateOnly? CompletedOn { get; init; }

    public DateOnly? InServiceOn { get; init; }

    /// <summary>Why its status fell back.</summary>
    public string? Correction { get; init; }

    public string? Note { get; init; }

    /// <summary>Invented for a demonstration; not a fact.</summary>
    public bool Demonstration { get; init; }
}

/// <summary>An airport or a hub (机场、综合枢纽) was reported or changed.</summary>
public sealed record AirportReported(string Kind) : WorkReported;

/// <summary>A charging station at a motorway (高速公路充电站) was reported or changed.</summary>
/// <param name="Piles">充电桩, in 个.</param>
/// <param name="PowerKw">Of all piles together.</param>
public sealed record ChargingStationReported(string Route, long Piles, decimal PowerKw) : WorkReported;

/// <summary>A power transmission channel (电力通道) was reported or changed.</summary>
/// <param name="CapacityWanKw">In 万千瓦.</param>
public sealed record TransmissionChannelReported(long VoltageKv, decimal? LengthKm, decimal? CapacityWanKw) : WorkReported;

/// <summary>A gas branch line (输气支线) was reported or changed.</summary>
/// <param name="CapacityYiM3PerYear">Design capacity in 亿立方米/年.</param>
public sealed record GasBranchLineReported(decimal LengthKm, decimal? CapacityYiM3PerYear) : WorkReported;

/// <summary>The reinforcement of a reservoir (病险水库除险加固) was reported or changed.</summary>
public sealed record ReservoirReported(string Scale) : WorkReported;

/// <summary>A reclaimed-water plant (再生水厂) was reported or changed.</summary>
/// <param name="CapacityWanM3PerDay">In 万立方米/日.</param>
public sealed record ReclaimedPlantReported(decimal CapacityWanM3PerDay) : WorkReported;

/// <summary>A data centre (数据中心) was reported or changed.</summary>
/// <param name="Racks">Standard racks (标准机架), in 架.</param>
/// <param name="Pue">Power usage effectiveness; never below 1.</param>
public sealed record DataCentreReported(long Racks, decimal? Pue) : WorkReported;

/// <summary>A utility tunnel (综合管廊) was reported or changed.</summary>
public sealed record UtilityTunnelReported(decimal LengthKm) : WorkReported;
