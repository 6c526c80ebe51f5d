using Cluster.Portfolio.Months;
using Cluster.ServiceDefaults;

namespace Cluster.Coordination.Lights;

/// <summary>What is said of figures that are held against what should be.</summary>
internal static class FigureSentence
{
    public static BilingualText OfInvestment(Reading reading, LightRule rule)
    {
        var (numbers, by) = (ShownNumbers.Of(reading, rule), $"{reading.AsOf:yyyy-MM-dd}");
        // Months over twelve is what 序时 means where nothing is said.
        var (form, formEn) = reading.Inputs.Schedule switch
        {
            ScheduleForm.OwnCurve => ("(本项目月度计划)", " (the project's own plan)"),
            ScheduleForm.Stepped => ("(按季分步)", " (a step a quarter)"),
            _ => ("", ""),
        };
        var (schedule, scheduleEn) = rule.Schedule == RuleSchedule.Time ? ("时间进度", "the time passed") : ("序时进度", "the schedule");
        var (due, dueEn) = ($"{schedule}{numbers.Expected}%{form}", $"{scheduleEn}'s {numbers.Expected}%{formEn}");
        var (zh, en) = (reading.Reason, rule.Axis, numbers.Sign) switch
        {
            (LightReason.NothingDue, _, _) => ($"{schedule}{form}尚无要求", $"and {scheduleEn}{formEn} asks for nothing yet"),
            (_, LightAxis.Ratio, _) => ($"为{due}的{numbers.Value}%", $"{numbers.Value}% of {dueEn}"),
            (_, _, > 0) => ($"比{due}低{numbers.Value}个百分点", $"{numbers.Value} points behind {dueEn}"),
            (_, _, < 0) => ($"比{due}高{numbers.Value}个百分点", $"{numbers.Value} points ahead of {dueEn}"),
            _ => ($"与{due}持平", $"level with {dueEn}"),
        };
        return new($"截至{by}投资完成率{numbers.Actual}%,{zh}", $"by {by} {numbers.Actual}% of the year's plan was invested, {en}");
    }

    public static BilingualText OfPayment(Reading reading, LightRule rule) =>
        OfAmounts(reading, rule, ("累计支付", "应支付的"), ("was paid", "required"));

    public static BilingualText OfQuota(Reading reading, LightRule rule) =>
        OfAmounts(reading, rule, ("当月完成", "当月任务"), ("was done in the month", "of its quota"));

    private static BilingualText OfAmounts(Reading reading, LightRule rule, (string Did, string Asked) zh, (string Did, string Asked) en)
    {
        var (numbers, by) = (ShownNumbers.Of(reading, rule), $"{reading.AsOf:yyyy-MM-dd}");
        var did = new BilingualText($"截至{by}{zh.Did}{numbers.Actual}万元,", $"by {by} {numbers.Actual} (10,000 yuan) {en.Did}, ");
        return reading.Reason == LightReason.NothingDue
            ? new(did.Zh + "尚无要求", did.En + "and nothing was asked for")
            : new(did.Zh + $"为{zh.Asked}{numbers.Expected}万元的{numbers.Value}%", did.En + $"{numbers.Value}% of the {numbers.Expected} {en.Asked}");
    }
}
