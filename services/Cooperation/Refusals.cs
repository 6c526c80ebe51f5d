using Cluster.ServiceDefaults;

namespace Cluster.Cooperation;

/// <summary>Every way this service says no, beyond the refusals that hold for any push.</summary>
internal static class CooperationRefusals
{
    public static readonly Refusal PeriodDoesNotFitKind = new("period-does-not-fit-kind", RefusalKind.Unprocessable,
        "期间 {0} 至 {1} 与期间类别“{2}”不符：应{3}。", "The days {0} to {1} are no period of the kind \"{2}\", which {4}.");

    public static readonly Refusal PeriodInFuture = new("period-in-future", RefusalKind.Unprocessable,
        "期间截止日 {0} 尚未到来。", "The period's last day {0} has not come yet.");

    public static readonly Refusal WrongUnit = new("wrong-unit", RefusalKind.Unprocessable,
        "“{0}”不是统计指标“{1}”的计量单位。", "\"{0}\" is no unit of the measure \"{1}\".");

    public static readonly Refusal SameFactUnderAnotherKey = new("same-fact-under-another-key", RefusalKind.Unprocessable,
        "同一数据（口岸、期间、方向、邻国、统计指标均相同）的键是“{0}”。一项数据只用一个键。",
        "The same figure (port, period, direction, neighbour, measure) has the key \"{0}\". A figure has one key.");

    public static readonly Refusal AdoptedInFuture = new("adopted-in-future", RefusalKind.Unprocessable,
        "议定日期 {0} 尚未到来。", "The day of the resolution, {0}, is yet to come.");

    public static readonly Refusal DueBeforeAdoption = new("due-before-adoption", RefusalKind.Unprocessable,
        "完成期限 {0} 不晚于议定日期 {1}。", "The limit {0} is not after the day of the resolution, {1}.");
}
