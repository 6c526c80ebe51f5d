using System.Globalization;
using Cluster.Ingestion;

namespace Cluster.Coordination.AnnualPlans;

/// <summary>An entry (任务分解表条目) of a department's plan for a year: what it does for a task, until when, and what that comes to.</summary>
public sealed record PlanItem : Resource
{
    public required int Year { get; init; }

    public required string Task { get; init; }

    public required string Measure { get; init; }

    public string? Goal { get; init; }

    /// <summary>As <see cref="PlanMilestone"/> writes them, in the order of their days.</summary>
    public required string[] Milestones { get; init; }

    /// <summary>The code of a defined measure (指标).</summary>
    public string? Figure { get; init; }

    public decimal? FigureValue { get; init; }

    /// <summary>Keys of the city's pool.</summary>
    public required string[] Projects { get; init; }

    public required string[] CoOperators { get; init; }

    /// <summary>Other leads of the task that submit the entry with this one (共同牵头).</summary>
    public required string[] JointWith { get; init; }

    /// <summary>取消原因: from then on it is no part of the plan.</summary>
    public string? DroppedReason { get; init; }

    public string Plan => AnnualPlan.KeyOf(Year, Owner);
}

/// <summary>A milestone (节点) of the year.</summary>
public sealed record PlanMilestone(DateOnly Day, string Words)
{
    private const int DayLength = 10;

    /// <summary>2026-06-30 完成路基: the day, a space, the words.</summary>
    public static PlanMilestone? Parse(string text) =>
        text.Length > DayLength + 1 && text[DayLength] == ' ' && text[(DayLength + 1)..].Trim() is { Length: > 0 } words
            && DateOnly.TryParseExact(text.AsSpan(0, DayLength), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? new(day, words)
            : null;

    public override string ToString() => $"{Day:yyyy-MM-dd} {Words}";
}
