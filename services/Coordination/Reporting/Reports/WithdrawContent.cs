using Cluster.Contracts;
using Cluster.Contracts.Coordination;
using Cluster.Coordination.Progress;
using Cluster.Coordination.Reporting.Facts;
using Cluster.Coordination.Reporting.Items;
using Cluster.Messaging;
using Npgsql;

namespace Cluster.Coordination.Reporting.Reports;

/// <summary>A report that is taken back says nothing any more: each part of it gets a version that says so, and the same content may come again.</summary>
internal static class WithdrawContent
{
    private const string ProgressSql = """
        update progress_reports set withdrawn = true, version = version + 1, as_of = null
        where task = $1 and organisation = $2 and period = $3 and not withdrawn
        returning key, version, progress_percent, state, words, no_change
        """;

    private const string ItemsSql = """
        update item_reports set withdrawn = true, version = version + 1, as_of = null
        where task = $1 and organisation = $2 and period = $3 and not withdrawn
        returning key, version, item, value, words, no_change
        """;

    public static async Task Handle(ReportKey key, LogTransaction transaction, CancellationToken cancellation)
    {
        List<SubmittedPart> parts = [];
        await using (var batch = new NpgsqlBatch(transaction.Connection))
        {
            foreach (var sql in new[] { ProgressSql, ItemsSql })
            {
                batch.BatchCommands.Add(new(sql)
                {
                    Parameters = { new() { Value = key.Task }, new() { Value = key.Organisation }, new() { Value = key.Period.ToString() } },
                });
            }

            await using var reader = await batch.ExecuteReaderAsync(cancellation);
            while (await reader.ReadAsync(cancellation))
            {
                var before = new ProgressReported(
                    key.Task, key.Organisation, Quarter.Of(key.Period.FirstDay), reader.GetDecimal(2), reader.GetString(3), reader.GetString(4), reader.GetBoolean(5));
                var version = reader.GetInt64(1);
                transaction.Append($"coordination/progress-reports/{reader.GetString(0)}", version, before with { Withdrawn = true }, before);
                parts.Add(new SubmittedPart(
                    key.Task, key.Organisation, key.Period.ToString(), OwedItems.Progress, version, before.ProgressPercent, before.Words, before.NoChange,
                    IsWithdrawn: true, AsOf: null));
            }

            await reader.NextResultAsync(cancellation);
            while (await reader.ReadAsync(cancellation))
            {
                var before = new ItemReported(
                    key.Task, key.Organisation, key.Period, reader.GetString(2), reader.GetFieldValue<decimal?>(3),
                    reader.IsDBNull(4) ? null : reader.GetString(4), reader.GetBoolean(5), Withdrawn: false);
                var version = reader.GetInt64(1);
                transaction.Append($"coordination/{PushItemReports.Name}/{reader.GetString(0)}", version, before with { Withdrawn = true }, before);
                parts.Add(new SubmittedPart(
                    key.Task, key.Organisation, key.Period.ToString(), before.Item, version, before.Value, before.Words, before.NoChange, IsWithdrawn: true,
                    AsOf: null));
            }
        }

        if (parts.Count > 0)
        {
            await PartFacts.Keep(parts, transaction, cancellation);
        }
    }
}
