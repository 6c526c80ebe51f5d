using Cluster.Contracts;
using Cluster.Coordination.Calendar;
using Cluster.Ingestion;

namespace Cluster.Coordination.Reporting;

/// <summary>How somebody stands with a report. In the last six every owed item is answered.</summary>
public enum ReportingState
{
    /// <summary>无责任单位: no lead and no implementer is named.</summary>
    NobodyOwes,

    /// <summary>未到期: it is not asked for yet.</summary>
    NotDue,

    /// <summary>待报: asked for since the first reminder.</summary>
    Due,

    /// <summary>逾期未报.</summary>
    Overdue,

    /// <summary>逾期未报（已准）: an extension or a reopening holds.</summary>
    OverdueExcused,

    /// <summary>按期报送.</summary>
    CompleteInTime,

    /// <summary>逾期报送.</summary>
    CompleteLate,

    /// <summary>逾期报送（已准）: late, excused.</summary>
    CompleteExcused,

    /// <summary>按期（无变化）: answered in time, some of it by a tick alone.</summary>
    NoChangeInTime,

    /// <summary>逾期（无变化）.</summary>
    NoChangeLate,

    /// <summary>逾期（无变化，已准）.</summary>
    NoChangeExcused,
}

public static class ReportingCodes
{
    public static readonly Codes<ReportingState> States = new(
        (ReportingState.NobodyOwes, "nobody-owes", "无责任单位"), (ReportingState.NotDue, "not-due", "未到期"), (ReportingState.Due, "due", "待报"),
        (ReportingState.Overdue, "overdue", "逾期未报"), (ReportingState.OverdueExcused, "overdue-excused", "逾期未报（已准）"),
        (ReportingState.CompleteInTime, "complete-in-time", "按期报送"), (ReportingState.CompleteLate, "complete-late", "逾期报送"),
        (ReportingState.CompleteExcused, "complete-excused", "逾期报送（已准）"), (ReportingState.NoChangeInTime, "no-change-in-time", "按期（无变化）"),
        (ReportingState.NoChangeLate, "no-change-late", "逾期（无变化）"), (ReportingState.NoChangeExcused, "no-change-excused", "逾期（无变化，已准）"));

    public static readonly Codes<ItemAnswer> Answers = new(
        (ItemAnswer.Missing, "missing", "未报"), (ItemAnswer.Repeated, "repeated", "未更新"), (ItemAnswer.NoChange, "no-change", "无变化"),
        (ItemAnswer.Complete, "complete", "已报"));

    public static readonly Codes<TaskRole> Roles = new(
        (TaskRole.Lead, "lead", "牵头"), (TaskRole.CoOperator, "co-operator", "配合"), (TaskRole.Implementer, "implementer", "实施"));
}

/// <summary>One cell of the matrix: who, on what, for which period, and how that stands.</summary>
/// <param name="Organisation">Null where nobody owes it.</param>
/// <param name="Allowance">The one that excuses it, or that holds now.</param>
public sealed record ReportingCell(
    string Task, string? Organisation, Period Period, TaskRole? By, ReportingState State, IReadOnlyList<ItemStanding> Items, Term Due,
    DateTimeOffset? ReceivedAt, Allowance? Allowance)
{
    public bool IsProvisional => Due.IsProvisional;

    public int Owed => Items.Count;

    public int Complete => Items.Count(i => i.Answer == ItemAnswer.Complete);

    public int NoChange => Items.Count(i => i.Answer == ItemAnswer.NoChange);

    public int Missing => Owed - Complete - NoChange;

    public bool IsAnswered => ReceivedAt is not null;

    internal static ReportingCell Nobody(string task, ReportingCycle cycle) =>
        new(task, null, cycle.Period, null, ReportingState.NobodyOwes, [], cycle.Due, null, null);

    /// <param name="allowances">The organisation's of this cycle.</param>
    internal static ReportingCell Of(
        Obligation obligation, ReportingCycle cycle, IReadOnlyList<ItemStanding> items, IReadOnlyList<Allowance> allowances, DateTimeOffset now)
    {
        // Timely is when the last needed part was received.
        var receivedAt = items.All(i => i.IsAnswered) ? items.Max(i => i.AnsweredAt) : null;
        var judged = receivedAt ?? now;
        var isLate = judged >= cycle.DueAt;
        var allowance = isLate
            ? allowances.Where(a => a.Covers(judged)).OrderBy(a => a.Until).ThenBy(a => a.GrantedAt).ThenBy(a => a.Reason, StringComparer.Ordinal).LastOrDefault()
            : null;
        var state = (receivedAt, isLate, allowance) switch
        {
            (null, false, _) => now < cycle.AskedAt ? ReportingState.NotDue : ReportingState.Due,
            (null, true, null) => ReportingState.Overdue,
            (null, true, _) => ReportingState.OverdueExcused,
            (_, false, _) => ReportingState.CompleteInTime,
            (_, true, null) => ReportingState.CompleteLate,
            _ => ReportingState.CompleteExcused,
        };
        if (receivedAt is not null && items.Any(i => i.Answer == ItemAnswer.NoChange))
        {
            state += ReportingState.NoChangeInTime - ReportingState.CompleteInTime;
        }

        return new(obligation.Task, obligation.Organisation, cycle.Period, obligation.By, state, items, cycle.Due, receivedAt, allowance);
    }
}
