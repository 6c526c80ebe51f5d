using Cluster.ServiceDefaults;

namespace Cluster.PublicServices;

/// <summary>Every way this service says no, beyond the refusals that hold for any push.</summary>
internal static class PublicServicesRefusals
{
    public static readonly Refusal UnknownServiceItem = new("unknown-service-item", RefusalKind.Unprocessable,
        "没有事项“{0}”，请先推送该事项。", "There is no service item \"{0}\"; push the item first.");

    public static readonly Refusal PeriodInFuture = new("period-in-future", RefusalKind.Unprocessable,
        "月份 {0} 尚未开始。", "The month {0} has not begun.");

    public static readonly Refusal WithinOneCity = new("within-one-city", RefusalKind.Unprocessable,
        "申请人所在市与办理市相同，不属于异地办理。", "The applicants' city and the handling city are the same; that is no case across cities.");
}
