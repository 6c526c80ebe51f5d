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

    public static readonly Refusal RolesOutsidePlan = new("roles-outside-plan", RefusalKind.Unprocessable,
        "角色起止日 {0} 不在方案期内：不早于 {1}，也不晚于一年之后。",
        "Roles cannot begin or end on {0}, which is outside the plan: not before {1}, and at most a year ahead.");

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

    // What a figure means.
    public static readonly Refusal UnknownTarget = new("unknown-target", RefusalKind.Unprocessable,
        "没有目标“{0}”。目标编号如 G01。", "There is no target \"{0}\". Targets are written G01.");

    public static readonly Refusal UnknownUnit = new("unknown-unit", RefusalKind.Unprocessable,
        "没有登记计量单位“{0}”；可用单位见 allowed。", "The unit \"{0}\" is not registered; see the allowed ones.");

    public static readonly Refusal BoundsReversed = new("bounds-reversed", RefusalKind.Unprocessable,
        "下限 {0} 大于上限 {1}。", "The lower bound {0} is above the upper bound {1}.");

    public static readonly Refusal MeasureInUse = new("measure-in-use", RefusalKind.Conflict,
        "该指标已有数据，“{0}”不能由“{1}”改为“{2}”：已报的数据会变成另一个意思。请另立一个指标。",
        "Figures of this measure are there, so its {3} cannot change from \"{1}\" to \"{2}\": they would come to mean something else. Define another measure.");

    public static readonly Refusal UnknownMeasure = new("unknown-measure", RefusalKind.Unprocessable,
        "没有指标“{0}”。指标由办公室登记，见 GET /api/coordination/measures。",
        "There is no measure \"{0}\". The office defines them; see GET /api/coordination/measures.");

    public static readonly Refusal NotYourMeasure = new("not-your-measure", RefusalKind.Forbidden,
        "“{0}”不是指标“{1}”的报送单位；报送单位见 allowed。", "{0} is not among the reporters of the measure \"{1}\"; see the allowed ones.");

    public static readonly Refusal WrongPeriodType = new("wrong-period-type", RefusalKind.Unprocessable,
        "指标“{0}”按“{1}”报送，“{2}”的期间类型是“{3}”。", "The measure \"{0}\" is reported by the period {4}; \"{2}\" is of the type {5}.");

    public static readonly Refusal UnitNotConvertible = new("unit-not-convertible", RefusalKind.Unprocessable,
        "指标“{0}”的单位是“{1}”，“{2}”不能准确换算成它；可用单位见 allowed。",
        "The measure \"{0}\" is in {1}, into which \"{2}\" does not convert exactly; see the allowed units.");

    public static readonly Refusal TooManyDecimals = new("too-many-decimals", RefusalKind.Unprocessable,
        "指标“{0}”最多 {1} 位小数（单位{2}），收到 {3}。", "The measure \"{0}\" has at most {1} decimal places in {2}; {3} came.");

    public static readonly Refusal OutOfBounds = new("out-of-range", RefusalKind.Unprocessable,
        "指标“{0}”的数值应为 {1}，收到 {2}。", "A figure of the measure \"{0}\" must be {1}; {2} came.");

    public static readonly Refusal WrongKindComputed = new("wrong-kind", RefusalKind.Unprocessable,
        "指标“{0}”应报“{1}”，收到“{2}”。按已报数据计算，{5} 的“{1}”为 {6} {7}；核对后请按此重报。",
        "The measure \"{0}\" is reported as {3}; {4} came. By the figures that are there, the {3} of {5} is {6} {7}: check it and report that.");

    public static readonly Refusal WrongKindMissing = new("wrong-kind", RefusalKind.Unprocessable,
        "指标“{0}”应报“{1}”，收到“{2}”。缺少 {6} 的数据，不能算出应报的数。",
        "The measure \"{0}\" is reported as {3}; {4} came. What it would be cannot be computed, as the figure of {6} is missing.");

    public static readonly Refusal WrongKind = new("wrong-kind", RefusalKind.Unprocessable,
        "指标“{0}”应报“{1}”，收到“{2}”，两者不能换算。", "The measure \"{0}\" is reported as {3}; {4} came, which does not convert into it.");

    public static readonly Refusal CumulativeFalls = new("cumulative-falls", RefusalKind.Unprocessable,
        "{0} 的累计值 {1} 小于 {2} 已报的 {3} {4}。累计值不会下降；如系更正，请在 correction 中写明原因。",
        "The cumulative value {1} of {0} is below the {3} {4} of {2}. A cumulative value does not fall; if it is corrected, say why in correction.");

    public static readonly Refusal CumulativeAboveLater = new("cumulative-falls", RefusalKind.Unprocessable,
        "{0} 的累计值 {1} 大于其后 {2} 已报的 {3} {4}。请连同其后各期一并更正，或在 correction 中写明原因。",
        "The cumulative value {1} of {0} is above the {3} {4} of the later {2}. Correct the later ones with it, or say why in correction.");
}
