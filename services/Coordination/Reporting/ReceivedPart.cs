using Cluster.Contracts;

namespace Cluster.Coordination.Reporting;

/// <summary>What an organisation sent on one owed item for one period. A later one replaces it; one that says nothing takes it back.</summary>
/// <param name="IsNoChange">"No change" (无变化) was ticked.</param>
public sealed record ReceivedPart(
    string Task, string Organisation, string Item, Period Period, decimal? Figure, string? Words, bool IsNoChange, DateTimeOffset ReceivedAt, long Version);

/// <summary>How an owed item was answered, from worst to best.</summary>
public enum ItemAnswer
{
    /// <summary>未报.</summary>
    Missing,

    /// <summary>未更新: a figure, or words, that only repeat what was said before.</summary>
    Repeated,

    /// <summary>无变化: ticked; an answer, and counted apart.</summary>
    NoChange,

    /// <summary>已报: a figure or words of its own for the period.</summary>
    Complete,
}

/// <param name="AnsweredAt">Since when it has been answered without a break; null where it is not.</param>
public sealed record ItemStanding(string Item, ItemAnswer Answer, DateTimeOffset? AnsweredAt)
{
    public bool IsAnswered => AnsweredAt is not null;
}
