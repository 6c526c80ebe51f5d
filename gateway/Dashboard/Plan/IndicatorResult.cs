using Cluster.Client;
using MudBlazor;

namespace Cluster.Dashboard.Plan;

/// <summary>Whether an indicator (指标) meets its target. What was not measured is grey, never green.</summary>
public sealed record IndicatorResult(string Code, string Symbol)
{
    public static readonly IndicatorResult Missed = new("missed", Icons.Material.Filled.HighlightOff);
    public static readonly IndicatorResult Met = new("met", Icons.Material.Filled.CheckCircle);
    public static readonly IndicatorResult NotMeasured = new("not-measured", Icons.Material.Filled.HelpOutline);
    public static readonly IndicatorResult InWords = new("in-words", Icons.Material.Filled.Notes);

    /// <summary>What needs the office first comes first.</summary>
    public static readonly IReadOnlyList<IndicatorResult> All = [Missed, Met, NotMeasured, InWords];

    public string WordKey => $"indicator.{Code}";

    public static IndicatorResult Of(IndicatorSummary indicator) => indicator switch
    {
        { Comparison: null } => InWords,
        { Met: true } => Met,
        { Met: false } => Missed,
        _ => NotMeasured,
    };
}
