using Cluster.Ingestion;
using Cluster.ServiceDefaults;

namespace Cluster.Coordination.Lights;

/// <summary>A city's rules of lights (亮灯规则): data with a version, never code.</summary>
/// <param name="ReportDueDay">The day of the next month up to which a month's figures are not missing yet (office-practice §4).</param>
public sealed record Preset(string Id, int Version, BilingualText Name, string Source, int ReportDueDay, IReadOnlyList<LightRule> Rules);

/// <summary>How one dimension is judged.</summary>
/// <param name="Bands">Together the whole axis, each of its numbers once.</param>
/// <param name="CountsForecast">Whether a milestone that is only forecast to be late is late already.</param>
/// <param name="RedAtRun">The running monthly yellow that becomes red; null where none does.</param>
/// <param name="RedAtSlips">The slip of a milestone that makes it red, however late it is; null where none does.</param>
/// <param name="HeldAt">The worst light that is shown while an accepted reason holds.</param>
public sealed record LightRule(
    string Id, LightDimension Dimension, LightAxis Axis, RuleSchedule Schedule, IReadOnlyList<Band> Bands, bool CountsForecast, int? RedAtRun,
    int? RedAtSlips, Light HeldAt)
{
    internal const int ComparedDecimals = 10;

    /// <summary>
    /// The band that a number lies in. Division leaves its last places wrong (a sixth of sixty), so numbers are compared to the tenth, which no
    /// figure in 万元 reaches.
    /// </summary>
    public Band BandOf(decimal value)
    {
        var compared = Math.Round(value, ComparedDecimals, MidpointRounding.AwayFromZero);
        return Bands.First(b => b.Range.Contains(compared));
    }
}

/// <param name="Note">What is said where the rule was read and not found, as of the band that nobody defined.</param>
public sealed record Band(Interval Range, Light Light, LightReason Reason, BilingualText? Note);

/// <summary>The number that a rule's thresholds are about.</summary>
public enum LightAxis
{
    /// <summary>Points of percent by which what is done lies behind the schedule.</summary>
    PointsBehind,

    /// <summary>What is done in percent of what should be.</summary>
    Ratio,

    /// <summary>Days past the day.</summary>
    DaysLate,

    /// <summary>Calendar months that have passed, that of the day included: a plan for June is one late on the 1st of July.</summary>
    MonthsPassed,

    /// <summary>Whole months exceeded, counted from the day: more than one on the day after the same day of the next month.</summary>
    MonthsSince,
}

/// <summary>What a rule holds investment against.</summary>
public enum RuleSchedule
{
    /// <summary>序时进度 as of every other view: the project's own curve, or else what the city chose.</summary>
    Project,

    /// <summary>时间进度: months over twelve, whatever the project planned.</summary>
    Time,
}

public static class PresetCodes
{
    public static readonly Codes<LightAxis> Axes = new(
        (LightAxis.PointsBehind, "points-behind", "落后百分点"), (LightAxis.Ratio, "ratio", "完成比"), (LightAxis.DaysLate, "days-late", "逾期天数"),
        (LightAxis.MonthsPassed, "months-passed", "已过月份"), (LightAxis.MonthsSince, "months-since", "超过月数"));

    public static readonly Codes<RuleSchedule> Schedules = new((RuleSchedule.Project, "project", "序时进度"), (RuleSchedule.Time, "time", "时间进度"));

    /// <summary>The axes that make sense of a dimension.</summary>
    public static IReadOnlyList<LightAxis> AxesOf(LightDimension dimension) => dimension switch
    {
        LightDimension.Investment or LightDimension.Completion => [LightAxis.PointsBehind, LightAxis.Ratio],
        LightDimension.Payment or LightDimension.Quota => [LightAxis.Ratio],
        _ => [LightAxis.DaysLate, LightAxis.MonthsPassed, LightAxis.MonthsSince],
    };

    public static bool IsWhole(LightAxis axis) => axis is LightAxis.DaysLate or LightAxis.MonthsPassed or LightAxis.MonthsSince;
}
