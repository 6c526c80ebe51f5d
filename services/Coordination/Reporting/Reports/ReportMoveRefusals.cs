using Cluster.ServiceDefaults;

namespace Cluster.Coordination.Reporting.Reports;

/// <summary>Why a step leads nowhere from where a report stands (one for each pair that is not drawn), and who may not take it.</summary>
/// <remarks>{0} is the report's key, {1} who brought it to where it stands, {2} when.</remarks>
public static class ReportMoveRefusals
{
    // While nothing has come.
    public static readonly Refusal WithdrawBeforeReport = new("report-withdraw-before-report", RefusalKind.Conflict,
        "报告 {0} 尚未报送，没有可撤回的。", "Report {0} has not come yet, so there is nothing to take back.");

    public static readonly Refusal AcceptBeforeReport = new("report-accept-before-report", RefusalKind.Conflict,
        "报告 {0} 尚未报送，不能审收。", "Report {0} has not come yet and cannot be accepted.");

    public static readonly Refusal ReturnBeforeReport = new("report-return-before-report", RefusalKind.Conflict,
        "报告 {0} 尚未报送，没有可退回的。", "Report {0} has not come yet, so there is nothing to return.");

    public static readonly Refusal AcceptIncomplete = new("report-accept-incomplete", RefusalKind.Conflict,
        "报告 {0} 还缺 {1}，不能审收。", "Report {0} still lacks {1} and cannot be accepted.");

    // After it was returned.
    public static readonly Refusal AcceptAfterReturn = new("report-accept-after-return", RefusalKind.Conflict,
        "报告 {0} 已由“{1}”于 {2} 退回，须重新报送后才能审收。",
        "Report {0} was returned by {1} at {2}, and is accepted once it has come again.");

    public static readonly Refusal ReturnedBefore = new("report-returned-before", RefusalKind.Conflict,
        "报告 {0} 已由“{1}”于 {2} 退回。", "Report {0} was returned before, by {1} at {2}.");

    public static readonly Refusal FieldNotReturned = new("report-field-not-returned", RefusalKind.Conflict,
        "报告 {0} 已退回，只可修改退回的内容（见 allowed），“{1}”未退回。",
        "Report {0} was returned, and only what was returned reopens (see allowed); \"{1}\" was not.");

    // After it was accepted.
    public static readonly Refusal SubmitAfterAcceptance = new("report-submit-after-acceptance", RefusalKind.Conflict,
        "报告 {0} 已由“{1}”于 {2} 审收并冻结；如需更正，请随下一期报告说明。",
        "Report {0} was accepted by {1} at {2} and is frozen. Say a correction in the next report.");

    public static readonly Refusal WithdrawAfterAcceptance = new("report-withdraw-after-acceptance", RefusalKind.Conflict,
        "报告 {0} 已由“{1}”于 {2} 审收，不能撤回。", "Report {0} was accepted by {1} at {2} and cannot be taken back.");

    public static readonly Refusal AcceptedBefore = new("report-accepted-before", RefusalKind.Conflict,
        "报告 {0} 已由“{1}”于 {2} 审收。", "Report {0} was accepted before, by {1} at {2}.");

    public static readonly Refusal ReturnAfterAcceptance = new("report-return-after-acceptance", RefusalKind.Conflict,
        "报告 {0} 已由“{1}”于 {2} 审收，不能再退回。", "Report {0} was accepted by {1} at {2} and is not returned any more.");

    // After it was taken back.
    public static readonly Refusal WithdrawnBefore = new("report-withdrawn-before", RefusalKind.Conflict,
        "报告 {0} 已由“{1}”于 {2} 撤回。", "Report {0} was taken back before, by {1} at {2}.");

    public static readonly Refusal AcceptAfterWithdrawal = new("report-accept-after-withdrawal", RefusalKind.Conflict,
        "报告 {0} 已由“{1}”于 {2} 撤回，不能审收。", "Report {0} was taken back by {1} at {2} and cannot be accepted.");

    public static readonly Refusal ReturnAfterWithdrawal = new("report-return-after-withdrawal", RefusalKind.Conflict,
        "报告 {0} 已由“{1}”于 {2} 撤回，没有可退回的。", "Report {0} was taken back by {1} at {2}, so there is nothing to return.");

    // Who does it.
    public static readonly Refusal OwnReport = new("report-own", RefusalKind.Forbidden,
        "报告 {0} 由“{1}”报送，须由他人审收或退回。", "Report {0} was submitted by {1}; somebody else accepts or returns it.");

    public static readonly Refusal NotYourReport = new("report-not-yours", RefusalKind.Forbidden,
        "报告 {0} 由“{1}”报送，只能由其撤回。", "Report {0} is that of {1}, who alone can take it back.");

    public static readonly Refusal UnknownReport = new("report-unknown", RefusalKind.NotFound,
        "没有报告“{0}”。编号由任务、报告期和单位组成，如 T21.2025Q3.市交通运输局。",
        "There is no report \"{0}\". Its key is made of the task, the period and the organisation, in this order.");

    public static readonly Refusal ReturnNotes = new("report-return-notes", RefusalKind.Unprocessable,
        "退回须对字段写明意见，如 {0}；可退回的字段见 allowed。",
        "A return needs a note on a field, as an object of field and note; see the fields that can be returned.");
}
