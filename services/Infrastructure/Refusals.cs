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
}
