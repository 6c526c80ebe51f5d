using Cluster.Contracts;
using Cluster.Coordination.Calendar;

namespace Cluster.Coordination.Reporting;

/// <summary>
/// The matrix (who × what × period) that facts, a rhythm and a calendar give: a function of them and of the moment, and of nothing else. Nobody
/// types a state, and any past moment is answered as it was then.
/// </summary>
public sealed class ReportingMatrix(ReportingFacts facts, ReportingRhythm rhythm, WorkingDays calendar)
{
    /// <summary>A row for each who and what that the periods have; a period in which it is not owed has no cell.</summary>
    public IReadOnlyList<MatrixRow> Rows(IEnumerable<Period> periods, DateTimeOffset asOf) =>
    [
        .. periods.Distinct().SelectMany(period => Of(period, asOf)).GroupBy(cell => (cell.Task, cell.Organisation))
            .OrderBy(row => row.Key.Task, StringComparer.Ordinal).ThenBy(row => row.Key.Organisation, StringComparer.Ordinal)
            .Select(row => new MatrixRow(row.Key.Task, row.Key.Organisation, [.. row.OrderBy(cell => cell.Period.FirstDay)])),
    ];

    public IReadOnlyList<ReportingCell> Of(Period period, DateTimeOffset asOf)
    {
        var (cycle, known) = (CycleOf(period), facts.KnownAt(asOf));
        var parts = known.Parts.ToLookup(p => (p.Task, p.Organisation, p.Item));
        var allowances = known.Allowances.Where(a => a.Period == period).ToLookup(a => a.Organisation);
        var items = known.Items.ToLookup(i => i.Task);
        var over = known.PlanEnds.Where(e => e.Value < period.FirstDay).Select(e => e.Key).ToHashSet();
        var obligations = Obligations.Of(period, known.Roles.Where(r => !over.Contains(r.Task)));
        var owed = obligations.Select(o => ReportingCell.Of(
            o, cycle, [.. OwedItems.Of(o, items[o.Task]).Select(item => new OwnContent(parts[(o.Task, o.Organisation, item)]).For(item, period))],
            [.. allowances[o.Organisation]], asOf));
        var unowned = known.Roles.Select(r => r.Task).Concat(known.Items.Select(i => i.Task)).Distinct().Except(obligations.Select(o => o.Task)).Except(over)
            .Order(StringComparer.Ordinal).Select(task => ReportingCell.Nobody(task, cycle));
        return [.. owed, .. unowned];
    }

    /// <summary>The next moment at which something happens to a report that is still owed; null where none will, as when all has come.</summary>
    public CycleMoment? NextMoment(Period period, DateTimeOffset after)
    {
        var cycle = CycleOf(period);
        var open = Of(period, after).Where(c => c is { Organisation: not null, IsAnswered: false }).Select(c => c.Organisation).ToHashSet();
        return open.Count == 0 ? null : facts.KnownAt(after).Allowances
            .Where(a => a.Period == period && open.Contains(a.Organisation) && a.EndsAt > after)
            .Select(a => new CycleMoment(a.EndsAt, CycleMomentKind.AllowanceEnds))
            .Append(cycle.Next(after)).OfType<CycleMoment>().OrderBy(m => m.At).ThenBy(m => m.Kind).FirstOrDefault();
    }

    private ReportingCycle CycleOf(Period period) => new(rhythm, period, calendar);
}

/// <param name="Cells">In the order of their periods.</param>
public sealed record MatrixRow(string Task, string? Organisation, IReadOnlyList<ReportingCell> Cells);
