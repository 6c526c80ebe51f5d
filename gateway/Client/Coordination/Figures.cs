using System.Text.Json.Serialization;

namespace Cluster.Client;

/// <summary>A measure (指标口径): what its figures mean.</summary>
public sealed record MeasureDefinition
{
    /// <summary>Its code: grp.</summary>
    public required string Key { get; init; }

    /// <summary>At most 200 characters.</summary>
    public required string Name { get; init; }

    /// <summary>At most 300 characters.</summary>
    public required string NameEn { get; init; }

    /// <summary>What its figures are kept in: 万元, 公里, %; a refusal lists the others.</summary>
    public required string Unit { get; init; }

    /// <summary>Decimal places of its figures, 0 to 6.</summary>
    public required int Decimals { get; init; }

    /// <summary>day, ten-days, month, quarter, half-year or year.</summary>
    public required string PeriodType { get; init; }

    /// <summary>period-value, cumulative-in-year, cumulative-since-start or state-at-date.</summary>
    public required string Kind { get; init; }

    /// <summary>The lowest figure, in the unit.</summary>
    public decimal? Min { get; init; }

    /// <summary>The highest figure, in the unit.</summary>
    public decimal? Max { get; init; }

    /// <summary>Organisations that may report it; none when any department may.</summary>
    public IReadOnlyList<string> Reporters { get; init; } = [];

    /// <summary>The plan's target that it measures.</summary>
    public string? Target { get; init; }

    /// <summary>At most 500 characters.</summary>
    public string? Note { get; init; }
}

/// <summary>A figure (数据): the value of a measure for a region and a period.</summary>
public sealed record Figure
{
    /// <summary>Measure, region and period: grp.150200.2025; made by the platform.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Key { get; init; }

    /// <summary>Short name of the organisation it belongs to; set by the platform.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWriting)]
    public string? Owner { get; init; }

    /// <summary>The measure's code.</summary>
    public required string Measure { get; init; }

    /// <summary>Division code (GB/T 2260); 150200 is the city.</summary>
    public required string Region { get; init; }

    /// <summary>2025-09-15, 2025-09-D1 (上旬) to D3, 2025-09, 2025Q3, 2025H1 or 2025, or in Chinese; of the measure's type.</summary>
    public required string Period { get; init; }

    /// <summary>period-value, cumulative-in-year, cumulative-since-start or state-at-date: the measure's, stated again.</summary>
    public required string Kind { get; init; }

    /// <summary>The value in the unit.</summary>
    public required decimal Value { get; init; }

    /// <summary>The measure's, or one that converts into it exactly.</summary>
    public required string Unit { get; init; }

    /// <summary>Why a cumulative value falls (更正原因); at most 500 characters.</summary>
    public string? Correction { get; init; }

    /// <summary>At most 1,000 characters.</summary>
    public string? Note { get; init; }
}
