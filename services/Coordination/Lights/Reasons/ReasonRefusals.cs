using Cluster.ServiceDefaults;

namespace Cluster.Coordination.Lights.Reasons;

/// <summary>Every way a request for an accepted reason, or a step of one, is refused.</summary>
/// <remarks>Of the steps {0} is the request's number, {1} the person who brought it to where it stands, {2} when.</remarks>
public static class ReasonRefusals
{
    // What is asked.
    public static readonly Refusal UnknownSubject = new("light-reason-unknown-subject", RefusalKind.Unprocessable,
        "“{0}”没有灯可以保持：请填写任务编号（T21）或全市项目库中的项目（infrastructure/p-1）。",
        "\"{0}\" has no light to be held; give a task (T21) or a project of the city's pool (infrastructure/p-1).");

    public static readonly Refusal NotYours = new("light-reason-not-yours", RefusalKind.Forbidden,
        "“{0}”的灯由其责任单位（{1}）申请保持，“{2}”不能代为申请。", "Those who answer for {0} ask that its light be held, not {3}.");

    public static readonly Refusal Open = new("light-reason-open", RefusalKind.Conflict,
        "该灯已有申请 {0}，办公室尚未决定。", "There is a request {0} for this light already, and the office has not decided.");

    public static readonly Refusal OwnRequest = new("light-reason-own-request", RefusalKind.Forbidden,
        "申请 {0} 由“{1}”提出，须由另一人决定。", "Request {0} was made by {1}; another person has to decide on it.");

    public static readonly Refusal NotRequester = new("light-reason-not-requester", RefusalKind.Forbidden,
        "申请 {0} 由“{1}”提出，只能由该单位撤回。", "Request {0} was made by another organisation, which alone can withdraw it.");

    // Where it stands.
    public static readonly Refusal AcceptedBefore = new("light-reason-accepted-before", RefusalKind.Conflict,
        "申请 {0} 已由“{1}”于 {2} 认定。", "Request {0} was accepted before, by {1} at {2}.");

    public static readonly Refusal RejectAfterAccepting = new("light-reason-reject-after-accepting", RefusalKind.Conflict,
        "申请 {0} 已由“{1}”于 {2} 认定，不能再不予认定；到期自行失效。",
        "Request {0} was accepted by {1} at {2} and cannot be rejected any more; it ends on its last day.");

    public static readonly Refusal WithdrawAfterAccepting = new("light-reason-withdraw-after-accepting", RefusalKind.Conflict,
        "申请 {0} 已由“{1}”于 {2} 认定，不能撤回。", "Request {0} was accepted by {1} at {2}, so it cannot be withdrawn.");

    public static readonly Refusal AcceptAfterRejecting = new("light-reason-accept-after-rejecting", RefusalKind.Conflict,
        "申请 {0} 已由“{1}”于 {2} 决定不予认定；请另行申请。", "Request {0} was rejected by {1} at {2}; make another one.");

    public static readonly Refusal RejectedBefore = new("light-reason-rejected-before", RefusalKind.Conflict,
        "申请 {0} 早已由“{1}”于 {2} 不予认定。", "Request {0} was rejected before, by {1} at {2}.");

    public static readonly Refusal WithdrawAfterRejecting = new("light-reason-withdraw-after-rejecting", RefusalKind.Conflict,
        "申请 {0} 已由“{1}”于 {2} 不予认定，无需撤回。", "Request {0} was rejected by {1} at {2}, so there is nothing to withdraw.");

    public static readonly Refusal AcceptAfterWithdrawing = new("light-reason-accept-after-withdrawing", RefusalKind.Conflict,
        "申请 {0} 已由“{1}”于 {2} 撤回，不能认定。", "Request {0} was withdrawn by {1} at {2} and cannot be accepted.");

    public static readonly Refusal RejectAfterWithdrawing = new("light-reason-reject-after-withdrawing", RefusalKind.Conflict,
        "申请 {0} 已由“{1}”于 {2} 撤回，无需决定。", "Request {0} was withdrawn by {1} at {2}; there is nothing to decide.");

    public static readonly Refusal WithdrawnBefore = new("light-reason-withdrawn-before", RefusalKind.Conflict,
        "申请 {0} 早已由“{1}”于 {2} 撤回。", "Request {0} was withdrawn before, by {1} at {2}.");
}
