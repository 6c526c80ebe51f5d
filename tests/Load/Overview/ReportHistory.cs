using Cluster.Load.Progress;
using Cluster.Load.Stack;

namespace Cluster.Load.Overview;

/// <summary>
/// R5's years of data: every member of every task reports for a quarter, then for the quarters before it, and corrects each report
/// three times.
/// </summary>
internal sealed class ReportHistory(IReadOnlyList<PlanTask> tasks, IReadOnlyList<Door> departments)
{
    private const int Versions = 4;

    /// <summary>The newest quarter, once: 1× of history.</summary>
    public Task PushFirst() => Push(version: 0, [0]);

    /// <summary>All that is missing for so many times the first quarter.</summary>
    public async Task PushRest(int factor)
    {
        int[] quarters = [.. Enumerable.Range(0, factor / Versions)];
        await Push(version: 0, quarters[1..]);
        for (var version = 1; version < Versions; version++)
        {
            await Push(version, quarters);
        }
    }

    /// <summary>The newest quarters once more, each with a figure of its own: what is there already is corrected.</summary>
    public Task PushAgain(int quarters) => Push(version: Versions, [.. Enumerable.Range(0, quarters)]);

    private Task Push(int version, IReadOnlyList<int> quarters) => Parallel.ForEachAsync(
        departments,
        new ParallelOptions { MaxDegreeOfParallelism = 4 },
        async (department, _) =>
        {
            ProgressRow[] rows =
            [
                .. from task in tasks
                   where task.Members.Contains(department.Organisation)
                   from quarter in quarters
                   select new ProgressRow(task.Id, department.Organisation, quarter, 50 - quarter + version),
            ];
            if (rows.Length > 0)
            {
                var body = JsonBody.Batch(rows, (row, writer) => row.WriteTo(writer));
                await department.Push(PreparedPush.Batch("/api/coordination/progress-reports/batch", body, "\"unchanged\":0,\"rejected\":0,"));
            }
        });
}
