using Cluster.Contracts;
using Cluster.Coordination.Reporting.Facts;
using Cluster.Messaging;

namespace Cluster.Coordination.Reporting.Reports;

/// <summary>A report is submitted by its content: what was pushed becomes its parts, and the report comes to "submitted" where it was not.</summary>
internal static class SubmitReports
{
    public static async Task Keep(IReadOnlyList<SubmittedPart> parts, LogTransaction transaction, CancellationToken cancellation)
    {
        await PartFacts.Keep(parts, transaction, cancellation);
        var keys = parts.Select(p => new ReportKey(p.Task, Period.Parse(p.Period), p.Organisation)).Distinct().ToList();
        var held = await StoredReports.Hold(transaction.Connection, keys, cancellation);
        var moves =
            from key in keys
            let before = held.GetValueOrDefault(key, Report.Missing(key))
            where before.State != ReportState.Submitted
            select (before, before with
            {
                State = ReportMoves.Take(before.State, ReportCommand.Submit).To, Version = before.Version + 1, EnteredBy = key.Organisation,
                EnteredAt = transaction.StartedAt, SubmittedClient = transaction.Caller.Client, Returned = [],
            });
        await StoredReports.Keep(transaction, ReportCommand.Submit, [.. moves], cancellation);
    }
}
