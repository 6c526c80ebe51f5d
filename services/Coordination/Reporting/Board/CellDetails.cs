using Cluster.Coordination.Reporting.Facts;
using Cluster.Coordination.Reporting.Queries;
using Cluster.Coordination.Reporting.Reports;

namespace Cluster.Coordination.Reporting.Board;

/// <summary>What a cell is made of: its items with their figures and where those come from, and what was done about it.</summary>
internal static class CellDetails
{
    public static CellDetail Of(ReportingCell cell, ReportKey key, BoardView board)
    {
        var snapshot = board.Snapshot;
        var cycle = board.Cycles.First(c => c.Period == cell.Period);
        var closing = snapshot.Start.StartedAt is null ? null : Closing.Of(cycle, key.Task, key.Organisation, snapshot.Loaded.Facts, board.AsOf);
        return new CellDetail(
            key.ToString(), board.AsOf, CellView.Of(cell, board), CellSentence.Of(cell), cell.Due.Say(), [.. cell.Items.Select(i => ItemOf(i, cell, board))],
            closing is null ? null : new ClosedView(closing.Code, OpenerOf(closing.Opener), closing.Until, closing.Sentence), board.RemindersOf(key),
            snapshot.Overdue.TryGetValue(key, out var told) && told <= board.AsOf ? told : null,
            cell.Allowance is { } allowance ? AllowanceView.Of(allowance) : null,
            [
                .. snapshot.Queries
                    .Where(q => (q.Task, q.Organisation, q.Period) == (key.Task, key.Organisation, key.Period) && q.OpenedAt <= board.AsOf).Select(QueryView.Of),
            ]);
    }

    private static ItemView ItemOf(ItemStanding item, ReportingCell cell, BoardView board)
    {
        var loaded = board.Snapshot.Loaded;
        var typed = loaded.Typed
            .Where(p => (p.Task, p.Organisation, p.Item, p.Period) == (cell.Task, cell.Organisation, item.Item, cell.Period) && p.ReceivedAt <= board.AsOf)
            .OrderBy(p => p.ReceivedAt).ThenBy(p => p.Version).LastOrDefault();
        var region = loaded.Items.LastOrDefault(i => (i.Item.Task, i.Item.Item) == (cell.Task, item.Item) && i.Item.KnownAt <= board.AsOf)?.Region;
        var pushed = loaded.Pushed.Where(f => (f.Measure, f.Region, f.Period) == (item.Item, region, cell.Period) && f.At <= board.AsOf)
            .OrderBy(f => f.At).ThenBy(f => f.Version).LastOrDefault();
        return new ItemView(
            item.Item, ReportingCodes.Answers.Write(item.Answer), item.AnsweredAt, pushed?.Value ?? typed?.Figure, pushed?.Owner, pushed?.At, typed?.Figure,
            typed?.Words, typed?.IsNoChange ?? false);
    }

    private static string OpenerOf(Opener opener) => opener switch
    {
        Opener.Time => "time",
        Opener.Office => "office",
        _ => "nobody",
    };
}
