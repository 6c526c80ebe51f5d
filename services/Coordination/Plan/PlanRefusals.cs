using Cluster.ServiceDefaults;

namespace Cluster.Coordination.Plan;

internal static class PlanRefusals
{
    public static readonly Refusal UnknownPlan = new("unknown-plan", RefusalKind.Unprocessable,
        "没有计划“{0}”。", "There is no plan \"{0}\".");

    public static readonly Refusal PeriodReversed = new("plan-period-reversed", RefusalKind.Unprocessable,
        "计划期止 {1} 不晚于计划期起 {0}。", "The last day of the period, {1}, is not after its first, {0}.");

    public static readonly Refusal LeavesTargetOut = new("plan-period-leaves-target", RefusalKind.Unprocessable,
        "目标 {0} 的期限不在此计划期内。", "The day of target {0} is not in this period.");

    public static readonly Refusal OutsidePeriod = new("outside-plan-period", RefusalKind.Unprocessable,
        "{0} 不在计划期（{1} 至 {2}）之内。", "{0} is outside the plan's period, {1} to {2}.");

    // Quotations.
    public static readonly Refusal QuotationIncomplete = new("quotation-incomplete", RefusalKind.Unprocessable,
        "引文的位置、长度和校验值须同时填写。", "A quotation has its offset, its length and its hash.");

    public static readonly Refusal TextMissing = new("plan-text-missing", RefusalKind.Unprocessable,
        "板块“{0}”所属的计划没有原文，不能引用；请先推送 plan-texts。", "The plan of theme {0} has no text to quote; push plan-texts first.");

    public static readonly Refusal QuotationOutside = new("quotation-outside-text", RefusalKind.Unprocessable,
        "引文超出原文：原文长 {0} 字。", "The quotation goes beyond the text, which has {0} characters.");

    public static readonly Refusal QuotationDiffers = new("quotation-differs", RefusalKind.Unprocessable,
        "引文与原文不符：该处的校验值为 {0}。", "The quotation is not what stands there, whose hash is {0}.");
}
