using Cluster.Ingestion;
using Cluster.ServiceDefaults;

namespace Cluster.Coordination.Bulletins;

/// <summary>Where a bulletin stands.</summary>
public enum BulletinState
{
    Draft,
    Issued,
    Withdrawn,
    Superseded,
}

/// <summary>What the office does with a bulletin; drafting makes one.</summary>
public enum BulletinCommand
{
    Collect,
    Issue,
    Withdraw,
    Supersede,
}

/// <summary>草稿 → 印发 → 撤回 or 替代. What is not drawn here is refused: what was issued is never collected again, and what left the scene stays away.</summary>
public static class BulletinMoves
{
    /// <summary>The first step of every bulletin.</summary>
    public const string Draft = "draft";

    public static readonly Codes<BulletinState> States = new(
        (BulletinState.Draft, "draft", "草稿"),
        (BulletinState.Issued, "issued", "已印发"),
        (BulletinState.Withdrawn, "withdrawn", "已撤回"),
        (BulletinState.Superseded, "superseded", "已替代"));

    public static readonly Codes<BulletinCommand> Commands = new(
        (BulletinCommand.Collect, "collect", "汇总"),
        (BulletinCommand.Issue, "issue", "印发"),
        (BulletinCommand.Withdraw, "withdraw", "撤回"),
        (BulletinCommand.Supersede, "supersede", "替代"));

    private static readonly Dictionary<(BulletinState From, BulletinCommand Command), BulletinState> Drawn = new()
    {
        [(BulletinState.Draft, BulletinCommand.Collect)] = BulletinState.Draft,
        [(BulletinState.Draft, BulletinCommand.Issue)] = BulletinState.Issued,
        [(BulletinState.Issued, BulletinCommand.Withdraw)] = BulletinState.Withdrawn,
        [(BulletinState.Issued, BulletinCommand.Supersede)] = BulletinState.Superseded,
    };

    private static readonly Dictionary<(BulletinState From, BulletinCommand Command), Refusal> NotDrawn = new()
    {
        [(BulletinState.Draft, BulletinCommand.Withdraw)] = BulletinMoveRefusals.WithdrawBeforeIssue,
        [(BulletinState.Draft, BulletinCommand.Supersede)] = BulletinMoveRefusals.SupersedeBeforeIssue,
        [(BulletinState.Issued, BulletinCommand.Collect)] = BulletinMoveRefusals.CollectAfterIssue,
        [(BulletinState.Issued, BulletinCommand.Issue)] = BulletinMoveRefusals.IssuedBefore,
        [(BulletinState.Withdrawn, BulletinCommand.Collect)] = BulletinMoveRefusals.CollectAfterWithdrawal,
        [(BulletinState.Withdrawn, BulletinCommand.Issue)] = BulletinMoveRefusals.IssueAfterWithdrawal,
        [(BulletinState.Withdrawn, BulletinCommand.Withdraw)] = BulletinMoveRefusals.WithdrawnBefore,
        [(BulletinState.Withdrawn, BulletinCommand.Supersede)] = BulletinMoveRefusals.SupersedeAfterWithdrawal,
        [(BulletinState.Superseded, BulletinCommand.Collect)] = BulletinMoveRefusals.CollectAfterSupersession,
        [(BulletinState.Superseded, BulletinCommand.Issue)] = BulletinMoveRefusals.IssueAfterSupersession,
        [(BulletinState.Superseded, BulletinCommand.Withdraw)] = BulletinMoveRefusals.WithdrawAfterSupersession,
        [(BulletinState.Superseded, BulletinCommand.Supersede)] = BulletinMoveRefusals.SupersededBefore,
    };

    /// <returns>The state that it leads to, or why it leads nowhere.</returns>
    public static (BulletinState To, Refusal? Refusal) Take(BulletinState from, BulletinCommand command) =>
        Drawn.TryGetValue((from, command), out var to) ? (to, null) : (from, NotDrawn[(from, command)]);
}
