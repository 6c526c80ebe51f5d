using Cluster.Ingestion;
using Cluster.ServiceDefaults;

namespace Cluster.Coordination.Matters;

/// <summary>Where a matter stands.</summary>
public enum MatterState
{
    Raised,
    Assigned,
    Scheduled,
    Decided,
    Done,
    Declined,
    Withdrawn,
}

/// <summary>What the office, or whoever raised it, does with a matter; raising makes one.</summary>
public enum MatterCommand
{
    Assign,
    Schedule,
    Decide,
    Finish,
    Decline,
    Withdraw,
}

/// <summary>
/// Raised → assigned to a unit, which may settle it, or put on a meeting's agenda → decided there → done. What is not drawn here is refused with the
/// code of the state, and the commands that it allows.
/// </summary>
public static class MatterMoves
{
    /// <summary>The first step of every matter.</summary>
    public const string Raise = "raise";

    public static readonly Codes<MatterState> States = new(
        (MatterState.Raised, "raised", "已提出"),
        (MatterState.Assigned, "assigned", "已交办"),
        (MatterState.Scheduled, "scheduled", "已列入议程"),
        (MatterState.Decided, "decided", "已议定"),
        (MatterState.Done, "done", "已办结"),
        (MatterState.Declined, "declined", "不予协调"),
        (MatterState.Withdrawn, "withdrawn", "已撤回"));

    public static readonly Codes<MatterCommand> Commands = new(
        (MatterCommand.Assign, "assign", "交办"),
        (MatterCommand.Schedule, "schedule", "列入议程"),
        (MatterCommand.Decide, "decide", "议定"),
        (MatterCommand.Finish, "finish", "办结"),
        (MatterCommand.Decline, "decline", "不予协调"),
        (MatterCommand.Withdraw, "withdraw", "撤回"));

    private static readonly Dictionary<(MatterState From, MatterCommand Command), MatterState> Drawn = new()
    {
        [(MatterState.Raised, MatterCommand.Assign)] = MatterState.Assigned,
        [(MatterState.Raised, MatterCommand.Schedule)] = MatterState.Scheduled,
        [(MatterState.Raised, MatterCommand.Decline)] = MatterState.Declined,
        [(MatterState.Raised, MatterCommand.Withdraw)] = MatterState.Withdrawn,
        [(MatterState.Assigned, MatterCommand.Assign)] = MatterState.Assigned,
        [(MatterState.Assigned, MatterCommand.Schedule)] = MatterState.Scheduled,
        [(MatterState.Assigned, MatterCommand.Finish)] = MatterState.Done,
        [(MatterState.Assigned, MatterCommand.Withdraw)] = MatterState.Withdrawn,
        [(MatterState.Scheduled, MatterCommand.Schedule)] = MatterState.Scheduled,
        [(MatterState.Scheduled, MatterCommand.Decide)] = MatterState.Decided,
        [(MatterState.Decided, MatterCommand.Finish)] = MatterState.Done,
    };

    private static readonly Dictionary<MatterState, Refusal> NotFrom = new()
    {
        [MatterState.Raised] = MatterRefusals.JustRaised,
        [MatterState.Assigned] = MatterRefusals.AssignedBefore,
        [MatterState.Scheduled] = MatterRefusals.OnAgenda,
        [MatterState.Decided] = MatterRefusals.DecidedBefore,
        [MatterState.Done] = MatterRefusals.DoneBefore,
        [MatterState.Declined] = MatterRefusals.DeclinedBefore,
        [MatterState.Withdrawn] = MatterRefusals.WithdrawnBefore,
    };

    /// <returns>The state that it leads to, or why it leads nowhere.</returns>
    public static (MatterState To, Refusal? Refusal) Take(MatterState from, MatterCommand command) =>
        Drawn.TryGetValue((from, command), out var to) ? (to, null) : (from, NotFrom[from]);

    public static IEnumerable<string> AllowedFrom(MatterState from) => Drawn.Keys.Where(move => move.From == from).Select(move => Commands.Write(move.Command));
}
