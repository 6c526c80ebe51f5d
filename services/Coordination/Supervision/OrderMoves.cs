using Cluster.Ingestion;
using Cluster.ServiceDefaults;

namespace Cluster.Coordination.Supervision;

/// <summary>Where an order stands.</summary>
public enum OrderState
{
    Proposed,
    Issued,
    Reminded,
    FedBack,
    Returned,
    Closed,
    Cancelled,
}

/// <summary>What the office or the lead does with an order; proposing makes one.</summary>
public enum OrderCommand
{
    Sign,
    Remind,
    Feedback,
    Extend,
    Close,
    Return,
    Cancel,
}

/// <summary>
/// 立项 → 交办 (→ 催办) → 反馈 → 审结 or returned → 销号 (office-practice §7). A proposal that nobody signs is taken off the register as it is. What is
/// not drawn here is refused.
/// </summary>
public static class OrderMoves
{
    /// <summary>The first step of every order.</summary>
    public const string Propose = "propose";

    public static readonly Codes<OrderState> States = new(
        (OrderState.Proposed, "proposed", "立项"),
        (OrderState.Issued, "issued", "交办"),
        (OrderState.Reminded, "reminded", "催办"),
        (OrderState.FedBack, "fed-back", "反馈"),
        (OrderState.Returned, "returned", "退回"),
        (OrderState.Closed, "closed", "审结"),
        (OrderState.Cancelled, "cancelled", "销号"));

    public static readonly Codes<OrderCommand> Commands = new(
        (OrderCommand.Sign, "sign", "签发"),
        (OrderCommand.Remind, "remind", "催办"),
        (OrderCommand.Feedback, "feedback", "反馈"),
        (OrderCommand.Extend, "extend", "延期"),
        (OrderCommand.Close, "close", "审结"),
        (OrderCommand.Return, "return", "退回"),
        (OrderCommand.Cancel, "cancel", "销号"));

    private static readonly Dictionary<(OrderState From, OrderCommand Command), OrderState> Drawn = new()
    {
        [(OrderState.Proposed, OrderCommand.Sign)] = OrderState.Issued,
        [(OrderState.Proposed, OrderCommand.Cancel)] = OrderState.Cancelled,
        [(OrderState.Issued, OrderCommand.Remind)] = OrderState.Reminded,
        [(OrderState.Issued, OrderCommand.Feedback)] = OrderState.FedBack,
        [(OrderState.Issued, OrderCommand.Extend)] = OrderState.Issued,
        [(OrderState.Reminded, OrderCommand.Remind)] = OrderState.Reminded,
        [(OrderState.Reminded, OrderCommand.Feedback)] = OrderState.FedBack,
        [(OrderState.Reminded, OrderCommand.Extend)] = OrderState.Reminded,
        [(OrderState.FedBack, OrderCommand.Close)] = OrderState.Closed,
        [(OrderState.FedBack, OrderCommand.Return)] = OrderState.Returned,
        [(OrderState.Returned, OrderCommand.Remind)] = OrderState.Reminded,
        [(OrderState.Returned, OrderCommand.Feedback)] = OrderState.FedBack,
        [(OrderState.Returned, OrderCommand.Extend)] = OrderState.Returned,
        [(OrderState.Closed, OrderCommand.Cancel)] = OrderState.Cancelled,
    };

    private static readonly Dictionary<(OrderState From, OrderCommand Command), Refusal> NotDrawn = new()
    {
        [(OrderState.Proposed, OrderCommand.Remind)] = OrderMoveRefusals.RemindBeforeSigning,
        [(OrderState.Proposed, OrderCommand.Feedback)] = OrderMoveRefusals.FeedbackBeforeSigning,
        [(OrderState.Proposed, OrderCommand.Extend)] = OrderMoveRefusals.ExtendBeforeSigning,
        [(OrderState.Proposed, OrderCommand.Close)] = OrderMoveRefusals.CloseBeforeSigning,
        [(OrderState.Proposed, OrderCommand.Return)] = OrderMoveRefusals.ReturnBeforeSigning,
        [(OrderState.Issued, OrderCommand.Sign)] = OrderMoveRefusals.SignedBefore,
        [(OrderState.Issued, OrderCommand.Close)] = OrderMoveRefusals.CloseBeforeFeedback,
        [(OrderState.Issued, OrderCommand.Return)] = OrderMoveRefusals.ReturnBeforeFeedback,
        [(OrderState.Issued, OrderCommand.Cancel)] = OrderMoveRefusals.CancelWhileIssued,
        [(OrderState.Reminded, OrderCommand.Sign)] = OrderMoveRefusals.SignAfterReminder,
        [(OrderState.Reminded, OrderCommand.Close)] = OrderMoveRefusals.CloseAfterReminder,
        [(OrderState.Reminded, OrderCommand.Return)] = OrderMoveRefusals.ReturnAfterReminder,
        [(OrderState.Reminded, OrderCommand.Cancel)] = OrderMoveRefusals.CancelWhileReminded,
        [(OrderState.FedBack, OrderCommand.Sign)] = OrderMoveRefusals.SignAfterFeedback,
        [(OrderState.FedBack, OrderCommand.Remind)] = OrderMoveRefusals.RemindAfterFeedback,
        [(OrderState.FedBack, OrderCommand.Feedback)] = OrderMoveRefusals.FedBackBefore,
        [(OrderState.FedBack, OrderCommand.Extend)] = OrderMoveRefusals.ExtendAfterFeedback,
        [(OrderState.FedBack, OrderCommand.Cancel)] = OrderMoveRefusals.CancelBeforeClosing,
        [(OrderState.Returned, OrderCommand.Sign)] = OrderMoveRefusals.SignAfterReturn,
        [(OrderState.Returned, OrderCommand.Close)] = OrderMoveRefusals.CloseAfterReturn,
        [(OrderState.Returned, OrderCommand.Return)] = OrderMoveRefusals.ReturnedBefore,
        [(OrderState.Returned, OrderCommand.Cancel)] = OrderMoveRefusals.CancelWhileReturned,
        [(OrderState.Closed, OrderCommand.Sign)] = OrderMoveRefusals.SignAfterClosing,
        [(OrderState.Closed, OrderCommand.Remind)] = OrderMoveRefusals.RemindAfterClosing,
        [(OrderState.Closed, OrderCommand.Feedback)] = OrderMoveRefusals.FeedbackAfterClosing,
        [(OrderState.Closed, OrderCommand.Extend)] = OrderMoveRefusals.ExtendAfterClosing,
        [(OrderState.Closed, OrderCommand.Close)] = OrderMoveRefusals.ClosedBefore,
        [(OrderState.Closed, OrderCommand.Return)] = OrderMoveRefusals.ReturnAfterClosing,
        [(OrderState.Cancelled, OrderCommand.Sign)] = OrderMoveRefusals.SignAfterCancelling,
        [(OrderState.Cancelled, OrderCommand.Remind)] = OrderMoveRefusals.RemindAfterCancelling,
        [(OrderState.Cancelled, OrderCommand.Feedback)] = OrderMoveRefusals.FeedbackAfterCancelling,
        [(OrderState.Cancelled, OrderCommand.Extend)] = OrderMoveRefusals.ExtendAfterCancelling,
        [(OrderState.Cancelled, OrderCommand.Close)] = OrderMoveRefusals.CloseAfterCancelling,
        [(OrderState.Cancelled, OrderCommand.Return)] = OrderMoveRefusals.ReturnAfterCancelling,
        [(OrderState.Cancelled, OrderCommand.Cancel)] = OrderMoveRefusals.CancelledBefore,
    };

    /// <returns>The state that it leads to, or why it leads nowhere.</returns>
    public static (OrderState To, Refusal? Refusal) Take(OrderState from, OrderCommand command) =>
        Drawn.TryGetValue((from, command), out var to) ? (to, null) : (from, NotDrawn[(from, command)]);
}
