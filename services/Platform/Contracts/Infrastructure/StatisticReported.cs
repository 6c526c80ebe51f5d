namespace Cluster.Contracts.Infrastructure;

/// <summary>What is told of every figure (统计数据) of a region and a period.</summary>
public abstract record StatisticReported
{
    public string Key { get; init; } = "";

    public string Owner { get; init; } = "";

    public DivisionCode Region { get; init; }

    public Period Period { get; init; }

    /// <summary>period-value or state-at-date.</summary>
    public string Kind { get; init; } = "";

    /// <summary>Of its amounts; null where they are plain counts.</summary>
    public string? Unit { get; init; }

    public string? Note { get; init; }

    /// <summary>Invented for a demonstration; not a fact.</summary>
    public bool Demonstration { get; init; }
}

/// <summary>Rural drinking water (农村牧区饮水) was reported: a state at the year's end, in 万人.</summary>
/// <param name="TapWaterPct">自来水普及率: computed where both numbers of persons are there.</param>
public sealed record RuralWaterReported(decimal PopulationServed, decimal? PopulationWithTapWater, decimal? TapWaterPct) : StatisticReported;

/// <summary>The inspection rounds of river and lake chiefs (河湖长巡查) were reported: counts of the period, nothing about persons.</summary>
/// <param name="ProblemsSolved">Of the problems found in the period.</param>
public sealed record ChiefInspectionReported(
    string Water, string Level, long RoundsDue, long RoundsDone, long ProblemsFound, long ProblemsSolved) : StatisticReported;

/// <summary>The use of reclaimed water (再生水利用) was reported: volumes of the period, in 万立方米.</summary>
/// <param name="UsePct">再生水利用率: of the treated wastewater; computed where both volumes are there.</param>
public sealed record ReclaimedUseReported(decimal? WastewaterTreated, decimal? ReclaimedUsed, decimal? UsePct) : StatisticReported;

/// <summary>The area of efficient irrigation (高效节水灌溉面积) was reported: a state at the year's end, in 万亩.</summary>
public sealed record IrrigatedAreaReported(decimal Area) : StatisticReported;

/// <summary>The sponge-city area (海绵城市达标面积) of a built-up area was reported: a state at the year's end, in 平方公里.</summary>
/// <param name="SpongePct">Of the built-up area; computed where both areas are there.</param>
public sealed record SpongeAreaReported(decimal? BuiltUpArea, decimal? Area, decimal? SpongePct) : StatisticReported;

/// <summary>The 5G base stations (5G基站) of a carrier (运营商) were reported: a state at the quarter's end, in 个.</summary>
public sealed record BaseStationsReported(string Carrier, long Stations) : StatisticReported;
