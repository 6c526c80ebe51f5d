using Cluster.ServiceDefaults;

namespace Cluster.Coordination.Lights;

/// <summary>What is said of days that pass.</summary>
internal static class DateSentence
{
    public static BilingualText OfStart(Reading reading)
    {
        var (planned, by) = ($"{reading.Inputs.DueOn:yyyy-MM-dd}", $"{reading.AsOf:yyyy-MM-dd}");
        return reading.Inputs.HappenedOn is { } on
            ? new($"计划{planned}开工,已于{on:yyyy-MM-dd}开工", $"the start was planned for {planned} and was on {on:yyyy-MM-dd}")
            : new($"计划{planned}开工,截至{by}未开工", $"the start was planned for {planned}, and by {by} there was none");
    }

    public static BilingualText OfEntry(Reading reading, LightAxis axis)
    {
        var (started, by) = ($"{reading.Inputs.DueOn:yyyy-MM-dd}", $"{reading.AsOf:yyyy-MM-dd}");
        if (reading.Inputs.HappenedOn is { } on)
        {
            return new($"{started}开工,已于{on:yyyy-MM-dd}入库", $"started on {started} and entered into the statistics on {on:yyyy-MM-dd}");
        }

        var (late, lateEn) = (axis, reading.Inputs.Value) switch
        {
            (LightAxis.MonthsSince, > 0 and var months) => ($",已超过{months}个月", $", more than {Counted(months, "month")} later"),
            (LightAxis.MonthsPassed, > 0 and var months) => ($",已过{months}个月份", $", {Counted(months, "month")} later by the calendar"),
            (LightAxis.DaysLate, > 0 and var days) => ($",已过{days}天", $", {Counted(days, "day")} later"),
            _ => ("", ""),
        };
        return new($"{started}开工,截至{by}未入库{late}", $"started on {started} and not in the statistics by {by}{lateEn}");
    }

    public static BilingualText OfMilestone(Reading reading)
    {
        var (inputs, by) = (reading.Inputs, $"{reading.AsOf:yyyy-MM-dd}");
        if (inputs is not { Subject: { } name, DueOn: { } due })
        {
            return new($"截至{by}各节点均已完成", $"by {by} all milestones are reached");
        }

        var late = (inputs.HappenedOn ?? reading.AsOf).DayNumber - due.DayNumber;
        var (stands, standsEn) = (inputs.HappenedOn, late) switch
        {
            ({ } on, > 0) => ($"预计{on:yyyy-MM-dd}完成,晚{late}天", $"is forecast for {on:yyyy-MM-dd}, {Counted(late, "day")} late"),
            ({ } on, _) => ($"预计{on:yyyy-MM-dd}完成,不晚于计划", $"is forecast for {on:yyyy-MM-dd}, not later than planned"),
            (_, > 0) => ($"截至{by}未完成,逾期{late}天", $"was not reached by {by}, {Counted(late, "day")} late"),
            _ => ($"截至{by}未到期", $"is not due by {by}"),
        };
        var (slips, slipsEn) = reading.Reason == LightReason.SlippedAgain
            ? ($",已推迟{inputs.Slips}次", $", moved {Counted(inputs.Slips, "time")}")
            : ("", "");
        return new(
            $"节点“{name}”计划{due:yyyy-MM-dd}完成,{stands}{slips}",
            $"the milestone \"{name}\", planned for {due:yyyy-MM-dd}, {standsEn}{slipsEn}");
    }

    private static string Counted(decimal count, string noun) => $"{count} {noun}{(count == 1 ? "" : "s")}";
}
