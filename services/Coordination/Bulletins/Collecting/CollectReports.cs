using Cluster.Contracts;
using Cluster.Coordination.Calendar;
using Cluster.Coordination.Reporting;
using Cluster.Coordination.Reporting.Board;
using Cluster.ServiceDefaults;
using Npgsql;

namespace Cluster.Coordination.Bulletins.Collecting;

/// <summary>The reporting matrix of a quarter, by the same rules as on the screen: every cycle that ends in it.</summary>
internal static class CollectReports
{
    public static async Task<ReportFigures> Read(Quarter quarter, DateTimeOffset now, NpgsqlConnection connection, CancellationToken cancellation)
    {
        var board = await BoardSnapshot.Read(connection, cancellation);
        var terms = board.TermsAt(now);
        var cycles = board.Start.Cycles(quarter.LastDay).Where(p => p.LastDay >= quarter.FirstDay && p.LastDay <= quarter.LastDay)
            .Select(terms.CycleOf).ToList();
        var matrix = new ReportingMatrix(board.Loaded.Facts, board.Start.Rhythm, terms.Calendar);
        var cells = cycles.SelectMany(c => matrix.Of(c.Period, now)).Where(c => c.Organisation is not null).ToList();
        var (from, to) = cycles is [var first, ..] ? (first.Period, cycles[^1].Period) : (Period.Parse($"{quarter}"), Period.Parse($"{quarter}"));
        return new ReportFigures(
            $"/api/coordination/reporting/matrix?from={from}&to={to}&asOf={now.CityDay():yyyy-MM-dd}", cycles.Max(c => (DateOnly?)c.Due.LastDay),
            SumOf(cells, now),
            [
                .. from cell in cells
                   group cell by cell.Organisation into department
                   orderby department.Count(c => !c.IsAnswered) descending, department.Key
                   select new DepartmentReports(department.Key, SumOf(department, now), MissingOf(department, quarter)),
            ]);
    }

    private static ReportSum SumOf(IEnumerable<ReportingCell> cells, DateTimeOffset now)
    {
        var all = cells.ToList();
        var rates = ReportingRates.Of(all, now);
        return new ReportSum(
            all.Count, all.Count(c => c.State is ReportingState.CompleteInTime or ReportingState.NoChangeInTime), rates.Late, rates.Excused,
            all.Count(c => !c.IsAnswered), rates.Owed, rates.Complete, rates.NoChange, all.Sum(c => c.Items.Count(i => !i.IsAnswered)), rates.CompletePercent,
            rates.InTimePercent);
    }

    /// <summary>In the order of the plan; with its period where that is not the quarter itself.</summary>
    private static List<string> MissingOf(IEnumerable<ReportingCell> department, Quarter quarter) =>
    [
        .. from cell in department
           where !cell.IsAnswered
           orderby cell.Task, cell.Period.FirstDay
           select cell.Period.ToString() == quarter.ToString() ? cell.Task : $"{cell.Task}（{cell.Period}）",
    ];
}
