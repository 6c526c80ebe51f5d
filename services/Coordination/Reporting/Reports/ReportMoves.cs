using Cluster.Ingestion;
using Cluster.ServiceDefaults;

namespace Cluster.Coordination.Reporting.Reports;

/// <summary>Where the report of one department on one task for one cycle stands. It says nothing of whether it is complete or in time.</summary>
public enum ReportState
{
    Missing,
    Submitted,
    Returned,
    Accepted,
    Withdrawn,
}

/// <summary>What is done with a report. It is submitted by its content and by nothing else.</summary>
public enum ReportCommand
{
    Submit,
    Withdraw,
    Accept,
    Return,
}

/// <summary>
/// Submitted → accepted, or returned with a note on the field; taken back until it is accepted, which freezes it (office-practice §§2, 6). What is
/// not drawn here is refused.
/// </summary>
public static class ReportMoves
{
    public static readonly Codes<ReportState> States = new(
        (ReportState.Missing, "missing", "未报"), (ReportState.Submitted, "submitted", "已报"), (ReportState.Returned, "returned", "退回"),
        (ReportState.Accepted, "accepted", "审收"), (ReportState.Withdrawn, "withdrawn", "撤回"));

    public static readonly Codes<ReportCommand> Commands = new(
        (ReportCommand.Submit, "submit", "报送"), (ReportCommand.Withdraw, "withdraw", "撤回"), (ReportCommand.Accept, "accept", "审收"),
        (ReportCommand.Return, "return", "退回"));

    private static readonly Dictionary<(ReportState From, ReportCommand Command), ReportState> Drawn = new()
    {
        [(ReportState.Missing, ReportCommand.Submit)] = ReportState.Submitted,
        [(ReportState.Submitted, ReportCommand.Submit)] = ReportState.Submitted,
        [(ReportState.Submitted, ReportCommand.Withdraw)] = ReportState.Withdrawn,
        [(ReportState.Submitted, ReportCommand.Accept)] = ReportState.Accepted,
        [(ReportState.Submitted, ReportCommand.Return)] = ReportState.Returned,
        [(ReportState.Returned, ReportCommand.Submit)] = ReportState.Submitted,
        [(ReportState.Returned, ReportCommand.Withdraw)] = ReportState.Withdrawn,
        [(ReportState.Withdrawn, ReportCommand.Submit)] = ReportState.Submitted,
    };

    private static readonly Dictionary<(ReportState From, ReportCommand Command), Refusal> NotDrawn = new()
    {
        [(ReportState.Missing, ReportCommand.Withdraw)] = ReportMoveRefusals.WithdrawBeforeReport,
        [(ReportState.Missing, ReportCommand.Accept)] = ReportMoveRefusals.AcceptBeforeReport,
        [(ReportState.Missing, ReportCommand.Return)] = ReportMoveRefusals.ReturnBeforeReport,
        [(ReportState.Returned, ReportCommand.Accept)] = ReportMoveRefusals.AcceptAfterReturn,
        [(ReportState.Returned, ReportCommand.Return)] = ReportMoveRefusals.ReturnedBefore,
        [(ReportState.Accepted, ReportCommand.Submit)] = ReportMoveRefusals.SubmitAfterAcceptance,
        [(ReportState.Accepted, ReportCommand.Withdraw)] = ReportMoveRefusals.WithdrawAfterAcceptance,
        [(ReportState.Accepted, ReportCommand.Accept)] = ReportMoveRefusals.AcceptedBefore,
        [(ReportState.Accepted, ReportCommand.Return)] = ReportMoveRefusals.ReturnAfterAcceptance,
        [(ReportState.Withdrawn, ReportCommand.Withdraw)] = ReportMoveRefusals.WithdrawnBefore,
        [(ReportState.Withdrawn, ReportCommand.Accept)] = ReportMoveRefusals.AcceptAfterWithdrawal,
        [(ReportState.Withdrawn, ReportCommand.Return)] = ReportMoveRefusals.ReturnAfterWithdrawal,
    };

    /// <returns>The state that it leads to, or why it leads nowhere.</returns>
    public static (ReportState To, Refusal? Refusal) Take(ReportState from, ReportCommand command) =>
        Drawn.TryGetValue((from, command), out var to) ? (to, null) : (from, NotDrawn[(from, command)]);
}
