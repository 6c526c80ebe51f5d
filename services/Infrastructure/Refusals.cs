using Cluster.ServiceDefaults;

namespace Cluster.Infrastructure;

/// <summary>Every way this service says no, beyond the refusals that hold for any push.</summary>
internal static class InfrastructureRefusals
{
    public static readonly Refusal ClassOfOtherKind = new("class-of-other-kind", RefusalKind.Unprocessable,
        "技术等级“{0}”不适用于该类线路。", "The technical class \"{0}\" is not one for this kind of segment.");

    public static readonly Refusal OpenedButNotOpen = new("opened-but-not-open", RefusalKind.Unprocessable,
        "状态“{0}”的线段不应有通车日期。", "A segment that is {0} has no opening day yet.");

    public static readonly Refusal OpenedInFuture = new("opened-in-future", RefusalKind.Unprocessable,
        "通车日期 {0} 尚未到来。", "The opening day {0} has not come yet.");

    // Works: what is planned, built and used.
    public static readonly Refusal StatusFallsBack = new("status-falls-back", RefusalKind.Unprocessable,
        "状态已是“{0}”，不能退回“{1}”。若原报有误，请写明更正原因（correction）。",
        "The status is {2} already and does not go back to {3}. If that was an error, give the reason of the correction.");

    public static readonly Refusal DayBeforeStatus = new("day-before-status", RefusalKind.Unprocessable,
        "状态为“{0}”的工程不应有{1}。", "{3} cannot be given of a work that is {2}.");

    public static readonly Refusal DayInFuture = new("day-in-future", RefusalKind.Unprocessable,
        "“{0}” {1} 尚未到来。", "{2}, {1}, has not come yet.");

    public static readonly Refusal DaysOutOfOrder = new("days-out-of-order", RefusalKind.Unprocessable,
        "“{0}” {1} 早于“{2}” {3}。", "{5} is {3}. {4} is {1} and cannot be before it.");

    // Statistics: figures of a region and a period.
    public static readonly Refusal PeriodInFuture = new("period-in-future", RefusalKind.Unprocessable,
        "期间 {0} 尚未开始。", "The period {0} has not begun.");

    public static readonly Refusal WrongPeriodType = new("wrong-period-type", RefusalKind.Unprocessable,
        "此项统计按{0}报送，收到的 {1} 是{2}的期间。", "This is reported by {3}; {1} is a period of the type {4}.");

    public static readonly Refusal WrongKind = new("wrong-kind", RefusalKind.Unprocessable,
        "此项统计应报“{0}”，收到“{1}”，请按应报的性质重报。", "This is reported as {2}; {3} came. Report it in the right kind.");

    public static readonly Refusal UnitNotConvertible = new("unit-not-convertible", RefusalKind.Unprocessable,
        "此项统计的计量单位是“{0}”，“{1}”不能准确换算为它；可用单位见 allowed。",
        "This is reported in {0}, into which {1} does not convert exactly; see the allowed units.");

    public static readonly Refusal PartAboveWhole = new("part-above-whole", RefusalKind.Unprocessable,
        "“{0}”（{1}）不能大于“{2}”（{3}）。", "{5} is {3}. {4} is {1}, which is part of it and cannot be more.");

    public static readonly Refusal ShareComputed = new("share-is-computed", RefusalKind.Unprocessable,
        "“{0}”由“{1}”和“{2}”计算得出，为 {3}%，与所报 {4}% 不符。请去掉此项，或核对两个数。",
        "{5} is computed from the two amounts and is {3} %, not {4} %. Leave it out, or check the amounts.");

    public static readonly Refusal ShareWithoutAmounts = new("share-or-amounts-missing", RefusalKind.Unprocessable,
        "“{0}”和“{1}”没有都报，也没有报“{2}”。请报两个数，或只报比例。",
        "{3} is given neither itself nor by both amounts. Give the two amounts, or the share alone.");
}
