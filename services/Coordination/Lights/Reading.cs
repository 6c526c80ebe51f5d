using Cluster.Portfolio.Months;

namespace Cluster.Coordination.Lights;

/// <summary>What a rule says of a dimension by itself, before escalation and reasons: the raw light (原始灯).</summary>
/// <param name="AsOf">The end of the month that the figures are of, or the day of the judgement.</param>
public sealed record Reading(Light Light, LightReason Reason, DateOnly AsOf, LightInputs Inputs, Band? Band = null);

/// <summary>The numbers that a light was made of.</summary>
/// <param name="Value">Where on its rule's axis it lies.</param>
/// <param name="Actual">What is done: percent of the plan, or 万元 paid or done.</param>
/// <param name="Expected">What should be, in the same unit.</param>
/// <param name="Schedule">Which of the three 序时进度 it was held against.</param>
/// <param name="DueOn">The day that lateness is counted from, or by which a missing report was due.</param>
/// <param name="HappenedOn">When it did happen, or is forecast to.</param>
/// <param name="Subject">The milestone's name.</param>
public sealed record LightInputs(
    decimal? Value = null, decimal? Actual = null, decimal? Expected = null, ScheduleForm? Schedule = null, DateOnly? DueOn = null,
    DateOnly? HappenedOn = null, string? Subject = null, int Slips = 0);

/// <summary>Reads one dimension on any day. There are two kinds: of figures that come month by month, and of days that pass.</summary>
internal interface IDimensionReader
{
    /// <returns>Null where the rules ask for nothing on that day.</returns>
    Reading? On(DateOnly day);

    /// <summary>The newest month whose reading stands on a day.</summary>
    DateOnly LastClosed(DateOnly day);

    /// <summary>A month as it closed; with what is known on the day.</summary>
    Reading? Closing(DateOnly month, DateOnly day);

    /// <summary>The days, beside the turns of months, from which on a reading may be another one without a new fact.</summary>
    IEnumerable<DateOnly> Moments { get; }
}

internal static class Months
{
    public static DateOnly Of(DateOnly day) => new(day.Year, day.Month, 1);

    public static DateOnly LastDay(DateOnly month) => Of(month).AddMonths(1).AddDays(-1);

    public static int Between(DateOnly first, DateOnly last) => ((last.Year - first.Year) * 12) + last.Month - first.Month;
}
