namespace Cluster.Contracts.Coordination;

/// <summary>A department reported a figure (数据) of a measure, or changed one.</summary>
/// <param name="Key">Measure, region and period: grp.150200.2025Q3.</param>
/// <param name="Kind">Always the measure's; told again so that a figure explains itself.</param>
/// <param name="Value">In the measure's unit, whatever unit it was reported in.</param>
/// <param name="Correction">Why a cumulative value fell, or an earlier one was changed.</param>
public sealed record FigureReported(
    string Key, string Owner, string Measure, DivisionCode Region, Period Period, string Kind, decimal Value, string Unit, string? Correction,
    string? Note);
