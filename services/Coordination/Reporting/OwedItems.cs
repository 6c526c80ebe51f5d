using Cluster.Contracts;

namespace Cluster.Coordination.Reporting;

/// <summary>Something of a task that has to be reported (应报事项): a measure or a target of it.</summary>
/// <param name="Organisation">Whose part it is; null where each that owes the task owes it.</param>
/// <param name="Until">The first day without it; null while it goes on.</param>
public sealed record OwedItem(string Task, string Item, string? Organisation, DateOnly Since, DateOnly? Until, DateTimeOffset KnownAt)
{
    /// <summary>When a later version of the item was received, in whose place this one stood; null while it stands.</summary>
    public DateTimeOffset? ReplacedAt { get; init; }
}

public static class OwedItems
{
    /// <summary>The one item of a task for which none are named: its progress.</summary>
    public const string Progress = "progress";

    public static IReadOnlyList<string> Of(Obligation obligation, IEnumerable<OwedItem> items)
    {
        var (first, last) = (obligation.Period.FirstDay, obligation.Period.LastDay);
        List<string> owed =
        [
            .. items.Where(i => i.Task == obligation.Task && (i.Organisation is null || i.Organisation == obligation.Organisation)
                    && i.Since <= last && (i.Until is null || i.Until > first))
                .Select(i => i.Item).Distinct().Order(StringComparer.Ordinal),
        ];
        return owed.Count > 0 ? owed : [Progress];
    }
}
