using Cluster.Ingestion;
using Cluster.ServiceDefaults;

namespace Cluster.Coordination.AnnualPlans;

/// <summary>Where a yearly plan stands.</summary>
public enum PlanState
{
    Draft,
    Submitted,
    Returned,
    Accepted,
}

/// <summary>What the department, a joint lead or the office does with it.</summary>
public enum PlanCommand
{
    Submit,
    Withdraw,
    Endorse,
    Accept,
    Return,
    Revise,
}

/// <summary>
/// Draft → submitted → accepted or returned (reference: office-practice §§1, 6). What is accepted is frozen, and opens again only as a draft of
/// its next revision. What is not drawn here is refused with the code of the state, and the commands that it allows.
/// </summary>
public static class PlanMoves
{
    public static readonly Codes<PlanState> States = new(
        (PlanState.Draft, "draft", "草稿"),
        (PlanState.Submitted, "submitted", "已报送"),
        (PlanState.Returned, "returned", "已退回"),
        (PlanState.Accepted, "accepted", "已审定"));

    public static readonly Codes<PlanCommand> Commands = new(
        (PlanCommand.Submit, "submit", "报送"),
        (PlanCommand.Withdraw, "withdraw", "撤回"),
        (PlanCommand.Endorse, "endorse", "会签"),
        (PlanCommand.Accept, "accept", "审定"),
        (PlanCommand.Return, "return", "退回"),
        (PlanCommand.Revise, "revise", "变更"));

    private static readonly Dictionary<(PlanState From, PlanCommand Command), PlanState> Drawn = new()
    {
        [(PlanState.Draft, PlanCommand.Submit)] = PlanState.Submitted,
        [(PlanState.Returned, PlanCommand.Submit)] = PlanState.Submitted,
        [(PlanState.Submitted, PlanCommand.Withdraw)] = PlanState.Draft,
        [(PlanState.Submitted, PlanCommand.Endorse)] = PlanState.Submitted,
        [(PlanState.Submitted, PlanCommand.Accept)] = PlanState.Accepted,
        [(PlanState.Submitted, PlanCommand.Return)] = PlanState.Returned,
        [(PlanState.Accepted, PlanCommand.Revise)] = PlanState.Draft,
    };

    private static readonly Dictionary<PlanState, Refusal> NotFrom = new()
    {
        [PlanState.Draft] = AnnualPlanRefusals.StillDraft,
        [PlanState.Submitted] = AnnualPlanRefusals.SubmittedBefore,
        [PlanState.Returned] = AnnualPlanRefusals.ReturnedBefore,
        [PlanState.Accepted] = AnnualPlanRefusals.AcceptedBefore,
    };

    /// <returns>The state that it leads to, or why it leads nowhere.</returns>
    public static (PlanState To, Refusal? Refusal) Take(PlanState from, PlanCommand command) =>
        Drawn.TryGetValue((from, command), out var to) ? (to, null) : (from, NotFrom[from]);

    public static IEnumerable<string> AllowedFrom(PlanState from) => Drawn.Keys.Where(move => move.From == from).Select(move => Commands.Write(move.Command));
}
