using Cluster.ServiceDefaults;

namespace Cluster.Coordination.Bulletins;

/// <summary>Why a step leads nowhere from where a bulletin stands: one refusal for each pair of state and step that is not drawn.</summary>
/// <remarks>{0} is the bulletin's key, {1} the person who brought it to where it stands, {2} when.</remarks>
public static class BulletinMoveRefusals
{
    public static readonly Refusal WithdrawBeforeIssue = new("bulletin-withdraw-before-issue", RefusalKind.Conflict,
        "通报 {0} 还是草稿，没有印发，无从撤回。", "Bulletin {0} is a draft; it was not issued, so it is not withdrawn.");

    public static readonly Refusal SupersedeBeforeIssue = new("bulletin-supersede-before-issue", RefusalKind.Conflict,
        "通报 {0} 还是草稿，请重新汇总，不必另发一份替代。", "Bulletin {0} is a draft: collect it again instead of having another one take its place.");

    public static readonly Refusal CollectAfterIssue = new("bulletin-collect-after-issue", RefusalKind.Conflict,
        "通报 {0} 已由“{1}”于 {2} 印发，数据不再改变；有误的请另起草一份，印发后替代。",
        "Bulletin {0} was issued by {1} at {2} and its figures stay. If they are wrong, draft another one, issue it, and have it supersede this one.");

    public static readonly Refusal IssuedBefore = new("bulletin-issued-before", RefusalKind.Conflict,
        "通报 {0} 已由“{1}”于 {2} 印发。", "Bulletin {0} was issued before, by {1} at {2}.");

    public static readonly Refusal CollectAfterWithdrawal = new("bulletin-collect-after-withdrawal", RefusalKind.Conflict,
        "通报 {0} 已由“{1}”于 {2} 撤回，不能再汇总；请另起草一份。", "Bulletin {0} was withdrawn by {1} at {2} and is not collected again; draft another one.");

    public static readonly Refusal IssueAfterWithdrawal = new("bulletin-issue-after-withdrawal", RefusalKind.Conflict,
        "通报 {0} 已由“{1}”于 {2} 撤回，不能再印发；请另起草一份。", "Bulletin {0} was withdrawn by {1} at {2} and is not issued again; draft another one.");

    public static readonly Refusal WithdrawnBefore = new("bulletin-withdrawn-before", RefusalKind.Conflict,
        "通报 {0} 已由“{1}”于 {2} 撤回。", "Bulletin {0} was withdrawn before, by {1} at {2}.");

    public static readonly Refusal SupersedeAfterWithdrawal = new("bulletin-supersede-after-withdrawal", RefusalKind.Conflict,
        "通报 {0} 已由“{1}”于 {2} 撤回，无需替代。", "Bulletin {0} was withdrawn by {1} at {2}, so nothing takes its place.");

    public static readonly Refusal CollectAfterSupersession = new("bulletin-collect-after-supersession", RefusalKind.Conflict,
        "通报 {0} 已由“{1}”于 {2} 替代，不能再汇总。", "Bulletin {0} was superseded by {1} at {2} and is not collected again.");

    public static readonly Refusal IssueAfterSupersession = new("bulletin-issue-after-supersession", RefusalKind.Conflict,
        "通报 {0} 已由“{1}”于 {2} 替代，不能再印发。", "Bulletin {0} was superseded by {1} at {2} and is not issued again.");

    public static readonly Refusal WithdrawAfterSupersession = new("bulletin-withdraw-after-supersession", RefusalKind.Conflict,
        "通报 {0} 已由“{1}”于 {2} 替代，无需撤回。", "Bulletin {0} was superseded by {1} at {2}; there is nothing left to withdraw.");

    public static readonly Refusal SupersededBefore = new("bulletin-superseded-before", RefusalKind.Conflict,
        "通报 {0} 已由“{1}”于 {2} 替代。", "Bulletin {0} was superseded before, by {1} at {2}.");
}
