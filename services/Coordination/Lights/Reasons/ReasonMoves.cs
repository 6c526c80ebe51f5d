using Cluster.Ingestion;
using Cluster.ServiceDefaults;

namespace Cluster.Coordination.Lights.Reasons;

/// <summary>Where a request stands. That an accepted one has expired follows from its last day.</summary>
public enum ReasonState
{
    Requested,
    Accepted,
    Rejected,
    Withdrawn,
}

/// <summary>What the office does with a request, or the department that made it.</summary>
public enum ReasonCommand
{
    Accept,
    Reject,
    Withdraw,
}

/// <summary>申请 → 认定 or 不予认定 (office-practice §5); the department may withdraw until the office has decided. What is not drawn is refused.</summary>
public static class ReasonMoves
{
    public const string Request = "request";

    public static readonly Codes<ReasonState> States = new(
        (ReasonState.Requested, "requested", "已申请"), (ReasonState.Accepted, "accepted", "已认定"), (ReasonState.Rejected, "rejected", "不予认定"),
        (ReasonState.Withdrawn, "withdrawn", "已撤回"));

    public static readonly Codes<ReasonCommand> Commands = new(
        (ReasonCommand.Accept, "accept", "认定"), (ReasonCommand.Reject, "reject", "不予认定"), (ReasonCommand.Withdraw, "withdraw", "撤回"));

    private static readonly Dictionary<(ReasonState From, ReasonCommand Command), ReasonState> Drawn = new()
    {
        [(ReasonState.Requested, ReasonCommand.Accept)] = ReasonState.Accepted,
        [(ReasonState.Requested, ReasonCommand.Reject)] = ReasonState.Rejected,
        [(ReasonState.Requested, ReasonCommand.Withdraw)] = ReasonState.Withdrawn,
    };

    private static readonly Dictionary<(ReasonState From, ReasonCommand Command), Refusal> NotDrawn = new()
    {
        [(ReasonState.Accepted, ReasonCommand.Accept)] = ReasonRefusals.AcceptedBefore,
        [(ReasonState.Accepted, ReasonCommand.Reject)] = ReasonRefusals.RejectAfterAccepting,
        [(ReasonState.Accepted, ReasonCommand.Withdraw)] = ReasonRefusals.WithdrawAfterAccepting,
        [(ReasonState.Rejected, ReasonCommand.Accept)] = ReasonRefusals.AcceptAfterRejecting,
        [(ReasonState.Rejected, ReasonCommand.Reject)] = ReasonRefusals.RejectedBefore,
        [(ReasonState.Rejected, ReasonCommand.Withdraw)] = ReasonRefusals.WithdrawAfterRejecting,
        [(ReasonState.Withdrawn, ReasonCommand.Accept)] = ReasonRefusals.AcceptAfterWithdrawing,
        [(ReasonState.Withdrawn, ReasonCommand.Reject)] = ReasonRefusals.RejectAfterWithdrawing,
        [(ReasonState.Withdrawn, ReasonCommand.Withdraw)] = ReasonRefusals.WithdrawnBefore,
    };

    /// <returns>The state that it leads to, or why it leads nowhere.</returns>
    public static (ReasonState To, Refusal? Refusal) Take(ReasonState from, ReasonCommand command) =>
        Drawn.TryGetValue((from, command), out var to) ? (to, null) : (from, NotDrawn[(from, command)]);
}
