using Cluster.ServiceDefaults;

namespace Cluster.Coordination.Supervision;

/// <summary>Why a step leads nowhere from where an order stands: one refusal for each pair of state and step that is not drawn.</summary>
/// <remarks>{0} is the order's number, {1} the person who brought it to where it stands, {2} when.</remarks>
public static class OrderMoveRefusals
{
    // Before it is signed.
    public static readonly Refusal RemindBeforeSigning = new("order-remind-before-signing", RefusalKind.Conflict,
        "督办单 {0} 尚未签发，不能催办。", "Order {0} has not been signed, so nobody is reminded of it.");

    public static readonly Refusal FeedbackBeforeSigning = new("order-feedback-before-signing", RefusalKind.Conflict,
        "督办单 {0} 尚未签发，不能反馈。", "Order {0} has not been signed, so nothing is fed back on it.");

    public static readonly Refusal ExtendBeforeSigning = new("order-extend-before-signing", RefusalKind.Conflict,
        "督办单 {0} 尚未签发，期限在签发时填写，不能延期。",
        "Order {0} has not been signed; its limit is set then, and there is none to extend.");

    public static readonly Refusal CloseBeforeSigning = new("order-close-before-signing", RefusalKind.Conflict,
        "督办单 {0} 尚未签发，不能审结；不予交办的请销号。",
        "Order {0} has not been signed and cannot be closed; cancel it if it is not to be issued.");

    public static readonly Refusal ReturnBeforeSigning = new("order-return-before-signing", RefusalKind.Conflict,
        "督办单 {0} 尚未签发，没有可退回的反馈。", "Order {0} has not been signed, so there is no feedback to return.");

    // While its lead works on it.
    public static readonly Refusal SignedBefore = new("order-signed-before", RefusalKind.Conflict,
        "督办单 {0} 已由“{1}”于 {2} 签发。", "Order {0} was signed before, by {1} at {2}.");

    public static readonly Refusal CloseBeforeFeedback = new("order-close-before-feedback", RefusalKind.Conflict,
        "督办单 {0} 牵头单位尚未反馈，不能审结。", "Order {0} cannot be closed before its lead has fed back.");

    public static readonly Refusal ReturnBeforeFeedback = new("order-return-before-feedback", RefusalKind.Conflict,
        "督办单 {0} 牵头单位尚未反馈，没有可退回的。", "Order {0} has no feedback yet that could be returned.");

    public static readonly Refusal CancelWhileIssued = new("order-cancel-while-issued", RefusalKind.Conflict,
        "督办单 {0} 已交办，须经反馈、审结后才能销号。", "Order {0} was issued, and leaves the register once it is fed back and closed.");

    public static readonly Refusal SignAfterReminder = new("order-sign-after-reminder", RefusalKind.Conflict,
        "督办单 {0} 早已签发，并已由“{1}”于 {2} 催办。", "Order {0} was signed long ago, and {1} reminded its lead at {2}.");

    public static readonly Refusal CloseAfterReminder = new("order-close-after-reminder", RefusalKind.Conflict,
        "督办单 {0} 已催办，牵头单位尚未反馈，不能审结。", "Order {0} cannot be closed: its lead was reminded and has not fed back.");

    public static readonly Refusal ReturnAfterReminder = new("order-return-after-reminder", RefusalKind.Conflict,
        "督办单 {0} 已催办，牵头单位尚未反馈，没有可退回的。",
        "Order {0} has nothing to return: its lead was reminded and has not fed back.");

    public static readonly Refusal CancelWhileReminded = new("order-cancel-while-reminded", RefusalKind.Conflict,
        "督办单 {0} 已催办，须经反馈、审结后才能销号。",
        "Order {0} is being reminded of, and leaves the register once it is fed back and closed.");

    // While its feedback waits for the office.
    public static readonly Refusal SignAfterFeedback = new("order-sign-after-feedback", RefusalKind.Conflict,
        "督办单 {0} 早已签发，“{1}”已于 {2} 反馈。", "Order {0} was signed long ago, and {1} fed back at {2}.");

    public static readonly Refusal RemindAfterFeedback = new("order-remind-after-feedback", RefusalKind.Conflict,
        "督办单 {0} “{1}”已于 {2} 反馈，无需催办。", "Order {0} was fed back by {1} at {2}, so nobody is to be reminded.");

    public static readonly Refusal FedBackBefore = new("order-fed-back-before", RefusalKind.Conflict,
        "督办单 {0} “{1}”已于 {2} 反馈，正待办公室审结。",
        "Order {0} was fed back before, by {1} at {2}, and waits for the office.");

    public static readonly Refusal ExtendAfterFeedback = new("order-extend-after-feedback", RefusalKind.Conflict,
        "督办单 {0} “{1}”已于 {2} 反馈，无需延期。", "Order {0} was fed back by {1} at {2}, so its limit needs no extension.");

    public static readonly Refusal CancelBeforeClosing = new("order-cancel-before-closing", RefusalKind.Conflict,
        "督办单 {0} 已反馈，尚未审结，不能销号。", "Order {0} was fed back, and leaves the register once it is closed.");

    // After its feedback was returned.
    public static readonly Refusal SignAfterReturn = new("order-sign-after-return", RefusalKind.Conflict,
        "督办单 {0} 早已签发，反馈已由“{1}”于 {2} 退回。",
        "Order {0} was signed long ago, and {1} returned its feedback at {2}.");

    public static readonly Refusal CloseAfterReturn = new("order-close-after-return", RefusalKind.Conflict,
        "督办单 {0} 反馈已由“{1}”于 {2} 退回，须重新反馈后才能审结。",
        "Order {0} had its feedback returned by {1} at {2}, and is closed once its lead has fed back again.");

    public static readonly Refusal ReturnedBefore = new("order-returned-before", RefusalKind.Conflict,
        "督办单 {0} 反馈已由“{1}”于 {2} 退回。", "Order {0} had its feedback returned before, by {1} at {2}.");

    public static readonly Refusal CancelWhileReturned = new("order-cancel-while-returned", RefusalKind.Conflict,
        "督办单 {0} 反馈已退回，须重新反馈、审结后才能销号。",
        "Order {0} had its feedback returned, and leaves the register once it is fed back again and closed.");

    // Once it is closed.
    public static readonly Refusal SignAfterClosing = new("order-sign-after-closing", RefusalKind.Conflict,
        "督办单 {0} 早已签发，并已由“{1}”于 {2} 审结。", "Order {0} was signed long ago, and closed by {1} at {2}.");

    public static readonly Refusal RemindAfterClosing = new("order-remind-after-closing", RefusalKind.Conflict,
        "督办单 {0} 已由“{1}”于 {2} 审结，不能催办。", "Order {0} was closed by {1} at {2}, so nobody is reminded of it.");

    public static readonly Refusal FeedbackAfterClosing = new("order-feedback-after-closing", RefusalKind.Conflict,
        "督办单 {0} 已由“{1}”于 {2} 审结，不再接受反馈。", "Order {0} was closed by {1} at {2} and takes no more feedback.");

    public static readonly Refusal ExtendAfterClosing = new("order-extend-after-closing", RefusalKind.Conflict,
        "督办单 {0} 已由“{1}”于 {2} 审结，不能延期。", "Order {0} was closed by {1} at {2}, so its limit is not extended.");

    public static readonly Refusal ClosedBefore = new("order-closed-before", RefusalKind.Conflict,
        "督办单 {0} 已由“{1}”于 {2} 审结。", "Order {0} was closed before, by {1} at {2}.");

    public static readonly Refusal ReturnAfterClosing = new("order-return-after-closing", RefusalKind.Conflict,
        "督办单 {0} 已由“{1}”于 {2} 审结，反馈不能再退回。",
        "Order {0} was closed by {1} at {2}, so its feedback is not returned any more.");

    // Once it is off the register.
    public static readonly Refusal SignAfterCancelling = new("order-sign-after-cancelling", RefusalKind.Conflict,
        "督办单 {0} 已由“{1}”于 {2} 销号，不能签发；如仍需督办，请另行立项。",
        "Order {0} was cancelled by {1} at {2} and cannot be signed; propose another one if it is needed.");

    public static readonly Refusal RemindAfterCancelling = new("order-remind-after-cancelling", RefusalKind.Conflict,
        "督办单 {0} 已由“{1}”于 {2} 销号，不能催办。", "Order {0} was cancelled by {1} at {2}, so nobody is reminded of it.");

    public static readonly Refusal FeedbackAfterCancelling = new("order-feedback-after-cancelling", RefusalKind.Conflict,
        "督办单 {0} 已由“{1}”于 {2} 销号，不再接受反馈。", "Order {0} was cancelled by {1} at {2} and takes no feedback.");

    public static readonly Refusal ExtendAfterCancelling = new("order-extend-after-cancelling", RefusalKind.Conflict,
        "督办单 {0} 已由“{1}”于 {2} 销号，不能延期。", "Order {0} was cancelled by {1} at {2}, so its limit is not extended.");

    public static readonly Refusal CloseAfterCancelling = new("order-close-after-cancelling", RefusalKind.Conflict,
        "督办单 {0} 已由“{1}”于 {2} 销号，不能审结。", "Order {0} was cancelled by {1} at {2} and cannot be closed.");

    public static readonly Refusal ReturnAfterCancelling = new("order-return-after-cancelling", RefusalKind.Conflict,
        "督办单 {0} 已由“{1}”于 {2} 销号，没有可退回的反馈。",
        "Order {0} was cancelled by {1} at {2} and has no feedback to return.");

    public static readonly Refusal CancelledBefore = new("order-cancelled-before", RefusalKind.Conflict,
        "督办单 {0} 已由“{1}”于 {2} 销号。", "Order {0} was cancelled before, by {1} at {2}.");
}
