using Cluster.ServiceDefaults;

namespace Cluster.Coordination;

/// <summary>Every way this service says no, beyond the refusals that hold for any push.</summary>
internal static class CoordinationRefusals
{
    public static readonly Refusal UnknownTheme = new("unknown-theme", RefusalKind.Unprocessable,
        "没有板块“{0}”。", "There is no theme \"{0}\".");

    public static readonly Refusal UnknownSubsection = new("unknown-subsection", RefusalKind.Unprocessable,
        "没有小节“{0}”。", "There is no subsection \"{0}\".");

    public static readonly Refusal UnknownTask = new("unknown-task", RefusalKind.Unprocessable,
        "没有任务“{0}”。任务编号如 T21。", "There is no task \"{0}\". Tasks are written T21.");

    public static readonly Refusal UnknownOrganisation = new("unknown-organisation", RefusalKind.Unprocessable,
        "没有登记单位“{0}”。请使用登记的简称或别名。", "No organisation \"{0}\" is registered. Use a registered short name or alias.");

    public static readonly Refusal NotYourOrganisation = new("not-yours", RefusalKind.Forbidden,
        "此凭证属于“{1}”，不能代“{0}”报送。", "This credential belongs to {1} and may not report for {0}.");

    public static readonly Refusal NotYourTask = new("not-your-task", RefusalKind.Forbidden,
        "“{0}”既不是任务 {1} 的牵头单位，也不是配合单位。", "{0} neither leads nor co-operates in task {1}.");

    public static readonly Refusal PeriodInFuture = new("period-in-future", RefusalKind.Unprocessable,
        "报告期 {0} 尚未开始。", "The period {0} has not begun.");

    public static readonly Refusal StateContradictsProgress = new("state-contradicts-progress", RefusalKind.Unprocessable,
        "状态“{0}”与进度 {1}% 不一致：未开始应为 0，已完成应为 100。",
        "The state \"{0}\" contradicts a progress of {1} %: not started is 0, completed is 100.");

    public static readonly Refusal AliasTaken = new("alias-taken", RefusalKind.Unprocessable,
        "别名“{0}”已属于“{1}”。", "The alias \"{0}\" belongs to {1} already.");

    public static readonly Refusal TargetWithoutValue = new("target-without-value", RefusalKind.Unprocessable,
        "有比较方式的目标必须有数值。", "A target with a comparison needs a value.");
}
