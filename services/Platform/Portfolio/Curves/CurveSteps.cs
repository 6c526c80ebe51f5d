using Cluster.Ingestion;
using Cluster.ServiceDefaults;

namespace Cluster.Portfolio.Curves;

/// <summary>Where a curve stands as it was last reported; what was accepted before it stands beside it.</summary>
public enum CurveState
{
    Draft,
    Accepted,
    Returned,
}

/// <summary>What may become of a curve: its department says something else, or the office decides.</summary>
internal enum CurveStep
{
    Change,
    Accept,
    Return,
}

/// <summary>Draft → accepted or returned; a change makes a draft again. What is not drawn here is refused.</summary>
internal static class CurveSteps
{
    public static readonly Codes<CurveState> States = new(
        (CurveState.Draft, "draft", "待审"),
        (CurveState.Accepted, "accepted", "已审定"),
        (CurveState.Returned, "returned", "已退回"));

    private static readonly Dictionary<(CurveState From, CurveStep Step), CurveState> Drawn = new()
    {
        [(CurveState.Draft, CurveStep.Change)] = CurveState.Draft,
        [(CurveState.Draft, CurveStep.Accept)] = CurveState.Accepted,
        [(CurveState.Draft, CurveStep.Return)] = CurveState.Returned,
        [(CurveState.Accepted, CurveStep.Change)] = CurveState.Draft,
        [(CurveState.Returned, CurveStep.Change)] = CurveState.Draft,
    };

    private static readonly Dictionary<(CurveState From, CurveStep Step), Refusal> NotDrawn = new()
    {
        [(CurveState.Accepted, CurveStep.Accept)] = CurveRefusals.AcceptedBefore,
        [(CurveState.Accepted, CurveStep.Return)] = CurveRefusals.Frozen,
        [(CurveState.Returned, CurveStep.Accept)] = CurveRefusals.NotSentAgain,
        [(CurveState.Returned, CurveStep.Return)] = CurveRefusals.ReturnedBefore,
    };

    /// <returns>The state that it leads to, or why it leads nowhere.</returns>
    public static (CurveState To, Refusal? Refusal) Take(CurveState from, CurveStep step) =>
        Drawn.TryGetValue((from, step), out var to) ? (to, null) : (from, NotDrawn[(from, step)]);
}
