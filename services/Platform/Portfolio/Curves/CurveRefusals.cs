using Cluster.ServiceDefaults;

namespace Cluster.Portfolio.Curves;

/// <summary>Every way a project's own monthly plan can be refused.</summary>
public static class CurveRefusals
{
    public static readonly Refusal Falls = new("curve-falls", RefusalKind.Unprocessable,
        "{0} 月末计划累计 {1} 万元小于上月末的 {2} 万元；曲线是本年累计值，不应下降。",
        "The plan to the end of month {0} is {1}, less than the {2} of the month before (10,000 yuan); the values are cumulative and never fall.");

    public static readonly Refusal FrozenMonthShape = new("frozen-month-shape", RefusalKind.Unprocessable,
        "冻结月份“{0}”应为 1 至 12 的整数。", "The frozen month \"{0}\" must be a whole number from 1 to 12.");

    public static readonly Refusal RisesWhileFrozen = new("curve-rises-in-frozen-month", RefusalKind.Unprocessable,
        "{0} 月列为冻结月份，计划累计却由 {2} 增至 {1} 万元。冻结月份内计划不应增加。",
        "Month {0} is said to be frozen, but the plan rises in it from {2} to {1} (10,000 yuan). Nothing is built in a frozen month.");

    public static readonly Refusal StartsWhileFrozen = new("curve-starts-in-frozen-month", RefusalKind.Unprocessable,
        "计划 {0} 开工，但该月列为冻结月份。", "The start is planned for {0}, which is said to be frozen.");

    public static readonly Refusal DecemberOffPlan = new("curve-december-off-plan", RefusalKind.Unprocessable,
        "12 月末计划累计 {0} 万元与年度计划投资 {1} 万元不等。",
        "The curve ends the year at {0}, which is not the plan of the year, {1} (10,000 yuan).");

    public static readonly Refusal BeforeStart = new("curve-before-start", RefusalKind.Unprocessable,
        "计划 {1} 开工，{0} 月末却已计划投资 {2} 万元。", "The start is planned for {1}, but {2} (10,000 yuan) are planned to the end of month {0}.");

    public static readonly Refusal ReasonMissing = new("curve-reason-missing", RefusalKind.Unprocessable,
        "月度计划曲线已审定，变更须填写原因。", "The curve was accepted before; a change of it says why.");

    public static readonly Refusal AcceptedOffPlan = new("curve-accepted-off-plan", RefusalKind.Unprocessable,
        "已审定的月度计划曲线年末为 {0} 万元，与年度计划投资 {1} 万元不等；新曲线审定之前按比例计算，请重新报送曲线。",
        "The accepted curve ends the year at {0}, the plan is now {1} (10,000 yuan). It counts in proportion until another one is accepted; push one.");

    // The office's decision.
    public static readonly Refusal OwnCurve = new("curve-own", RefusalKind.Forbidden,
        "月度计划曲线由“{0}”报送，不能由本单位审定或退回。", "The curve was reported by {0}, which cannot itself accept or return it.");

    public static readonly Refusal AcceptedBefore = new("curve-accepted-before", RefusalKind.Conflict,
        "月度计划曲线已由“{0}”（{1}）于 {2} 审定。", "The curve was accepted before, by {0} ({1}) at {2}.");

    public static readonly Refusal Frozen = new("curve-frozen", RefusalKind.Conflict,
        "月度计划曲线已审定（{2}，“{0}”，{1}），不能退回；如需变更，由报送单位填写原因后重新报送。",
        "The curve was accepted at {2}, by {0} ({1}), and cannot be returned; its department changes it with a reason.");

    public static readonly Refusal NotSentAgain = new("curve-not-sent-again", RefusalKind.Conflict,
        "月度计划曲线已由“{0}”（{1}）于 {2} 退回，须待报送单位修改后重新报送才能审定。",
        "The curve was returned by {0} ({1}) at {2}; it can be accepted once its department has changed it.");

    public static readonly Refusal ReturnedBefore = new("curve-returned-before", RefusalKind.Conflict,
        "月度计划曲线已由“{0}”（{1}）于 {2} 退回。", "The curve was returned before, by {0} ({1}) at {2}.");
}
