using Cluster.Ingestion;

namespace Cluster.Coordination.Plan;

/// <summary>A target (目标) of the plan; without a comparison it is one in words only.</summary>
public sealed record Target : Resource
{
    public static readonly Codes<Comparison> Comparisons = new((Plan.Comparison.AtLeast, ">=", "不少于"), (Plan.Comparison.Equal, "=", "等于"));

    public string? Task { get; init; }

    public required string Indicator { get; init; }

    public required string IndicatorEn { get; init; }

    public Comparison? Comparison { get; init; }

    public decimal? Value { get; init; }

    public string? Unit { get; init; }

    public DateOnly? Due { get; init; }

    public string? DueNote { get; init; }

    public string? Note { get; init; }

    /// <summary>Whether a measured value meets it; null when nothing was measured or nothing can be compared.</summary>
    public static bool? IsMet(Comparison? comparison, decimal? target, decimal? measured) => (comparison, target, measured) switch
    {
        (Plan.Comparison.AtLeast, { } goal, { } value) => value >= goal,
        (Plan.Comparison.Equal, { } goal, { } value) => value == goal,
        _ => null,
    };
}

public enum Comparison
{
    AtLeast,
    Equal,
}
