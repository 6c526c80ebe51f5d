using Cluster.Contracts;

namespace Cluster.Coordination.Reporting.Facts;

/// <summary>
/// A figure that a system pushed stands in the report of whoever owes it, beside the words of a person (office-practice §6: prefilled, read-only). So
/// an item's content at any moment is the pushed figure, or else the typed one, with the words that were typed.
/// </summary>
internal static class FilledIn
{
    /// <returns>The typed parts, and for items with a pushed figure the parts that the two make together.</returns>
    public static IReadOnlyList<ReceivedPart> Compose(
        IReadOnlyList<ReceivedPart> typed, IReadOnlyList<PushedFigure> pushed, IReadOnlyList<LoadedItem> items, IReadOnlyList<RoleChange> roles)
    {
        if (pushed.Count == 0)
        {
            return typed;
        }

        var figures = pushed.ToLookup(f => (f.Measure, f.Region));
        var reporters = roles.Where(r => r.Role != TaskRole.CoOperator).ToLookup(r => r.Task, r => r.Organisation);
        var prefilled =
            from item in items.Select(i => (i.Item.Task, i.Item.Item, i.Region, i.Item.Organisation)).Distinct()
            from organisation in item.Organisation is { } only ? [only] : reporters[item.Task].Distinct()
            from figure in figures[(item.Item, item.Region)]
            select (Cell: (item.Task, Organisation: organisation, item.Item, figure.Period), Figure: figure);
        var byCell = prefilled.Distinct().ToLookup(p => p.Cell, p => p.Figure);
        var words = typed.ToLookup(p => (p.Task, p.Organisation, p.Item, p.Period));
        return
        [
            .. words.Where(cell => !byCell.Contains(cell.Key)).SelectMany(cell => cell),
            .. byCell.SelectMany(cell => Together(cell.Key, cell, words[cell.Key])),
        ];
    }

    private static IEnumerable<ReceivedPart> Together(
        (string Task, string Organisation, string Item, Period Period) cell, IEnumerable<PushedFigure> figures, IEnumerable<ReceivedPart> typed)
    {
        var (pushed, said) = ((decimal?)null, (ReceivedPart?)null);
        var moments = figures.Select(f => (f.At, Rank: 0, f.Version, Figure: (decimal?)f.Value, Part: (ReceivedPart?)null))
            .Concat(typed.Select(p => (At: p.ReceivedAt, Rank: 1, p.Version, Figure: (decimal?)null, Part: (ReceivedPart?)p)))
            .OrderBy(m => m.At).ThenBy(m => m.Rank).ThenBy(m => m.Version);
        foreach (var (index, moment) in moments.Index())
        {
            (pushed, said) = (moment.Figure ?? pushed, moment.Part ?? said);
            yield return new ReceivedPart(
                cell.Task, cell.Organisation, cell.Item, cell.Period, pushed ?? said?.Figure, said?.Words, said?.IsNoChange ?? false, moment.At, index + 1);
        }
    }
}
