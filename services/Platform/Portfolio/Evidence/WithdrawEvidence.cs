using Cluster.Contracts.Portfolio;
using Cluster.Ingestion;
using Cluster.Messaging;
using Cluster.Portfolio.Projects;
using Cluster.ServiceDefaults;
using Microsoft.AspNetCore.Http;
using Npgsql;

namespace Cluster.Portfolio.Evidence;

/// <param name="Reason">Why it does not count any more; at most 500 characters.</param>
public sealed record WithdrawRequest(string Reason);

/// <summary>
/// Takes a file back (撤回): it is not read any more and does not count, and what was filed, by whom and why it was withdrawn stays. The same
/// reason again changes nothing.
/// </summary>
internal sealed class WithdrawEvidence(string service, EventLog log)
{
    private const int ReasonLengthMax = 500;

    private static readonly TextField Reason = new("reason", "撤回原因", "The reason", ReasonLengthMax, Lines: true);

    private const string FindSql = $"select {EvidenceView.Columns} from evidence e where e.project = $1 and e.key = $2 for update";

    private const string WithdrawSql = "update evidence set withdrawn_at = $2, withdrawn_for = $3 where key = $1";

    public async Task<EvidenceView> Handle(HttpContext context, string name, Guid key, CancellationToken cancellation)
    {
        var caller = context.Caller();
        var reason = await RequestForm.Read(context, [Reason], form => form.Get(Reason), cancellation);
        await using var transaction = await log.Begin(caller, cancellation);
        var project = await OwnProject.Hold(name, caller, transaction.Connection, cancellation);
        var evidence = await Find(project.Key, key, transaction.Connection, cancellation);
        if (evidence.WithdrawnFor is { } before)
        {
            return before == reason ? evidence : throw new RefusedException(Problem.Of(EvidenceRefusals.WithdrawnBefore, before));
        }

        await using (var withdraw = new NpgsqlCommand(WithdrawSql, transaction.Connection)
        {
            Parameters = { new() { Value = key }, new() { Value = transaction.StartedAt }, new() { Value = reason } },
        })
        {
            await withdraw.ExecuteNonQueryAsync(cancellation);
        }

        transaction.Append(
            FileEvidence.AggregateOf(service, key), 2, new EvidenceWithdrawn($"{key}", evidence.Owner, evidence.Project, evidence.Sha256, reason));
        await transaction.Commit(cancellation);
        return evidence with { WithdrawnAt = transaction.StartedAt, WithdrawnFor = reason };
    }

    private static async Task<EvidenceView> Find(string project, Guid key, NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(FindSql, connection) { Parameters = { new() { Value = project }, new() { Value = key } } };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return (await EvidenceView.Read(reader, cancellation)).FirstOrDefault() ?? throw new RefusedException(Problem.Of(Refusals.NotFound));
    }
}
