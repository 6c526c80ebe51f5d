using Cluster.ServiceDefaults;

namespace Cluster.Coordination.Reporting;

/// <summary>Every way a rhythm or an allowance is refused, and every reason for which a report is closed to somebody.</summary>
public static class ReportingRefusals
{
    public static readonly Refusal RhythmShape = new("rhythm-shape", RefusalKind.Unprocessable,
        "报送频次 {0} 的 {1} 缺失或超出范围。", "In rhythm {0}, {1} is missing or out of bounds.");

    public static readonly Refusal AllowanceWithoutReason = new("allowance-without-reason", RefusalKind.Unprocessable,
        "延期或重新开放须写明原因。", "An extension or a reopening needs its reason.");

    public static readonly Refusal AllowanceTooShort = new("allowance-too-short", RefusalKind.Unprocessable,
        "到期日 {0} 无效：应晚于截止日 {1}，且不早于今天 {2}。", "{0} gives no time: it must be after the due day {1} and not before today, {2}.");

    public static readonly Refusal AllowanceTooLong = new("allowance-too-long", RefusalKind.Unprocessable,
        "到期日 {0} 晚于本期最后可开放的 {1}。", "{0} is after {1}, the last day on which this cycle can be open.");

    public static readonly Refusal NotOwed = new("report-not-owed", RefusalKind.Forbidden,
        "{0} 在 {2} 不承担任务 {1} 的报送；如有误，请办公室更正任务的牵头或实施单位。",
        "{0} owes no report on {1} for {2}. If that is wrong, the office corrects the task's roles.");

    public static readonly Refusal TooEarly = new("report-too-early", RefusalKind.Conflict,
        "{0} 尚未开始，自 {1} 起可以报送，无需申请。", "{0} has not begun; it can be reported from {1}, and nobody need open it.");

    public static readonly Refusal CycleClosed = new("report-cycle-closed", RefusalKind.Conflict,
        "{0} 已于 {1} 截止并关闭（截止日 {2}）；办公室可在 {3} 之前（含当日）重新开放，请写明原因申请。",
        "{0} was due on {2} and closed at the end of {1}. The office can open it again until {3}; ask with your reason.");

    public static readonly Refusal AllowanceEnded = new("report-allowance-ended", RefusalKind.Conflict,
        "{0} 对你单位的延期或开放已于 {1} 到期；办公室可在 {2} 之前（含当日）再次开放，请写明原因申请。",
        "{0} was open to you until {1}. The office can open it again until {2}; ask with your reason.");

    public static readonly Refusal CycleFinal = new("report-cycle-final", RefusalKind.Conflict,
        "{0} 自 {1} 之后不再开放，任何人都不能打开；如需更正，请随当期报告说明。",
        "{0} is final since the end of {1}, and nobody can open it. Say a correction in the current report.");

    // What is owed, and since when.
    public static readonly Refusal ItemEndsFirst = new("owed-item-ends-first", RefusalKind.Unprocessable,
        "应报事项的止日 {0} 不晚于起日 {1}。", "The owed item ends on {0}, which is not after its first day {1}.");

    public static readonly Refusal ItemNotOwed = new("report-item-not-owed", RefusalKind.Forbidden,
        "“{1}”不是 {0} 应报的事项；应报的见 allowed。", "\"{1}\" is not owed for {0}; see what is.");

    public static readonly Refusal ItemEmpty = new("report-item-empty", RefusalKind.Unprocessable,
        "请填写数值或文字，或勾选无变化。", "Give a value or words, or tick no change.");

    public static readonly Refusal UnknownRhythm = new("unknown-rhythm", RefusalKind.Unprocessable,
        "没有报送频次“{0}”；可用的见 allowed。", "There is no rhythm \"{0}\"; see the allowed ones.");

    public static readonly Refusal StartChanged = new("reporting-started", RefusalKind.Conflict,
        "报送已于 {0} 按“{1}”自 {2} 起用，只能更改止日 until。",
        "Reporting began on {0} by {1}, since {2}; only its end, until, can change.");

    public static readonly Refusal StartEndsFirst = new("reporting-ends-first", RefusalKind.Unprocessable,
        "止日 {0} 早于起日 {1}。", "Reporting would end on {0}, before its first day {1}.");

    public static readonly Refusal NotStarted = new("reporting-not-started", RefusalKind.Conflict,
        "报送尚未起用，没有可延期或开放的周期。", "Reporting has not begun, so there is no cycle to extend or to open.");

    public static readonly Refusal OutsideReporting = new("period-outside-reporting", RefusalKind.Unprocessable,
        "{0} 不是报送周期：频次为“{1}”，自 {2} 起。", "{0} is no cycle: the rhythm is {1}, since {2}.");
}
