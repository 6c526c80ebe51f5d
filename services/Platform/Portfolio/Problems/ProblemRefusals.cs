using Cluster.ServiceDefaults;

namespace Cluster.Portfolio.Problems;

/// <summary>Every way a problem can be refused.</summary>
public static class ProblemRefusals
{
    public static readonly Refusal DueBeforeRaised = new("problem-due-before-raised", RefusalKind.Unprocessable,
        "解决时限 {0} 早于提出日期 {1}。", "The limit, {0}, is before the day on which the problem was raised, {1}.");

    public static readonly Refusal SolvedBeforeRaised = new("problem-solved-before-raised", RefusalKind.Unprocessable,
        "解决日期 {0} 早于提出日期 {1}。", "The day of the solution, {0}, is before the day on which the problem was raised, {1}.");

    public static readonly Refusal SolutionIncomplete = new("problem-solution-incomplete", RefusalKind.Unprocessable,
        "已解决的问题须同时填写解决日期和解决情况。", "A problem that is solved says both when and how.");

    public static readonly Refusal ReopenReasonMissing = new("problem-reopen-reason-missing", RefusalKind.Unprocessable,
        "该问题已于 {0} 解决；重新打开须填写原因。", "The problem was solved on {0}; reopening it asks for a reason.");

    public static readonly Refusal NotReopened = new("problem-not-reopened", RefusalKind.Unprocessable,
        "只有已解决又重新打开的问题才填写重新打开的原因。", "Only a problem that was solved and comes back has a reason for being reopened.");
}
