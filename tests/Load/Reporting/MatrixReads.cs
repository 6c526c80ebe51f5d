using Cluster.Load.Measuring;
using Cluster.Load.Stack;

namespace Cluster.Load.Reporting;

/// <summary>R14: fifty readers of the reporting matrix at once, every second one a department that finds its own rows; the office asks for the whole.</summary>
internal sealed class MatrixReads(IReadOnlyList<Door> readers) : Contender(unitsPerCall: 1, senders: Overview.Reads.AtOnce, firstCalls: 200)
{
    public const int Quarters = 20;

    private const string Matrix = "/api/coordination/reporting/matrix?from=2021Q1&to=2025Q4";

    /// <summary>Of ten questions seven are the whole, one is of a past day, one of a theme and one of a state.</summary>
    private static readonly string[] Paths =
        [.. Enumerable.Repeat(Matrix, 7), $"{Matrix}&asOf=2025-10-31", $"{Matrix}&theme=3", $"{Matrix}&state=overdue"];

    protected override Func<int, Task>[] MakeReady(int calls) =>
        [.. Enumerable.Range(0, calls).Select(call => (Func<int, Task>)(sender => readers[sender % readers.Count].Read(Paths[call % Paths.Length])))];
}
