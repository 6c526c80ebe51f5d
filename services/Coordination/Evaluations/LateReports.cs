using Cluster.Contracts;
using Cluster.Coordination.Calendar;
using Cluster.Coordination.ReadModels;
using Cluster.Coordination.Reporting;
using Cluster.Coordination.Reporting.Board;
using Cluster.Coordination.Reporting.Reports;
using Cluster.ServiceDefaults;
using Npgsql;

namespace Cluster.Coordination.Evaluations;

/// <summary>
/// Reports that came late (逾期报送), as the matrix has them: what came under an extension or a reopening is excused and does not count, and what did not come is
/// missing and not late. Once a unit and quarter.
/// </summary>
internal static class LateReports
{
    /// <summary>The submission by which a report came to be there, since it was taken back last.</summary>
    private const string SubmittedSql = """
        select s.task, s.period, s.organisation, min(s.version) from report_steps s
        where s.step = 'submit' and s.period ^@ $1 and not exists (
            select from report_steps w
            where (w.task, w.organisation, w.period) = (s.task, s.organisation, s.period) and w.step = 'withdraw' and w.version > s.version)
        group by s.task, s.period, s.organisation
        """;

    private const string TasksSql = "select key, version from tasks";

    public static async Task<List<Finding>> Look(
        NpgsqlConnection connection, IReadOnlyCollection<int> quarters, int year, DateOnly asOf, CancellationToken cancellation)
    {
        var (submitted, tasks) = await Grounds(connection, year, cancellation);
        var board = await BoardSnapshot.Read(connection, cancellation);
        var end = asOf.EndsAt();
        var matrix = new ReportingMatrix(board.Loaded.Facts, board.Start.Rhythm, board.TermsAt(end).Calendar);
        return
        [
            .. from cell in board.Start.Cycles(asOf).Where(p => p.LastDay.Year == year).SelectMany(p => matrix.Of(p, end))
               let quarter = Quarter.Of(cell.Period.LastDay).Number
               where quarters.Contains(quarter) && cell.State is (ReportingState.CompleteLate or ReportingState.NoChangeLate)
               group cell by (cell.Organisation, quarter) into late
               let first = late.OrderBy(c => c.Task, StringComparer.Ordinal).First()
               let key = new ReportKey(first.Task, first.Period, first.Organisation!)
               let ground = submitted.TryGetValue(key, out var version) ? (key.Aggregate, version)
                   : ($"coordination/tasks/{first.Task}", tasks[first.Task]) // a pushed figure answered it by itself
               select new Finding(late.Key.Organisation!, ground.Item1, ground.Item2, first.ReceivedAt!.Value.CityDay(), late.Key.quarter, 1),
        ];
    }

    private static async Task<(Dictionary<ReportKey, long> Submitted, Dictionary<string, long> Tasks)> Grounds(
        NpgsqlConnection connection, int year, CancellationToken cancellation)
    {
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands = { new(SubmittedSql) { Parameters = { new() { Value = $"{year}" } } }, new(TasksSql) },
        };
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        var submitted = await reader.ReadResult(
            row => (Key: new ReportKey(row.GetString(0), Period.Parse(row.GetString(1)), row.GetString(2)), Version: row.GetInt64(3)), cancellation);
        var tasks = await reader.ReadResult(row => (Key: row.GetString(0), Version: row.GetInt64(1)), cancellation);
        return (submitted.ToDictionary(s => s.Key, s => s.Version), tasks.ToDictionary(t => t.Key, t => t.Version));
    }
}
