using Cluster.Contracts.Coordination;
using Cluster.Messaging;
using Npgsql;

namespace Cluster.Coordination.Progress;

/// <summary>A report moves its task's standing. The newest period counts, whatever order the reports arrive in.</summary>
internal sealed class OnProgressReported : IHandle<ProgressReported>
{
    private const string KeepSql = """
        insert into latest_reports as r (task, organisation, period, progress_percent, state, reported_at)
        select * from unnest($1, $2, $3, $4, $5, $6) as x (task, organisation, period, progress_percent, state, reported_at)
        order by task, organisation
        on conflict (task, organisation) do update
        set period = excluded.period, progress_percent = excluded.progress_percent, state = excluded.state,
            reported_at = excluded.reported_at
        where excluded.period >= r.period
        """;

    /// <summary>What was taken back gives way to the newest that stands. The department's own rows say which that is, in whatever order this is heard.</summary>
    private const string TakeBackSql = """
        delete from latest_reports using unnest($1, $2, $3) as x (task, organisation, period)
        where latest_reports.task = x.task and latest_reports.organisation = x.organisation and latest_reports.period = x.period;
        """;

    private const string FallBackSql = """
        insert into latest_reports (task, organisation, period, progress_percent, state, reported_at)
        select distinct on (p.task, p.organisation) p.task, p.organisation, p.period, p.progress_percent, p.state,
            (select max(r.received_at) from report_parts r
             where (r.task, r.organisation, r.period, r.item) = (p.task, p.organisation, p.period, 'progress'))
        from unnest($1, $2) as x (task, organisation) join progress_reports p using (task, organisation)
        where not p.withdrawn
        order by p.task, p.organisation, p.period desc
        on conflict (task, organisation) do nothing
        """;

    public async Task Handle(
        IReadOnlyList<Received<ProgressReported>> events, LogTransaction transaction, CancellationToken cancellation)
    {
        await Keep([.. events.Where(e => !e.Event.Withdrawn)], transaction, cancellation);
        var withdrawn = events.GroupBy(e => e.Aggregate).Select(g => g.MaxBy(e => e.Version)!).Where(e => e.Event.Withdrawn).ToList();
        await TakeBack(withdrawn, transaction, cancellation);
        await Standings.Recompute(transaction.Connection, [.. events.Select(e => e.Event.Task).Distinct()], cancellation);
    }

    private static async Task Keep(List<Received<ProgressReported>> events, LogTransaction transaction, CancellationToken cancellation)
    {
        if (events.Count == 0)
        {
            return;
        }

        // One statement may touch a row once: of several periods in one packet the newest is kept, of one period its last version.
        var newest = events
            .GroupBy(e => (e.Event.Task, e.Event.Organisation))
            .Select(g => g.OrderBy(e => e.Event.Period).ThenBy(e => e.Version).Last())
            .ToList();
        await using var command = new NpgsqlCommand(KeepSql, transaction.Connection)
        {
            Parameters =
            {
                new() { Value = newest.ConvertAll(e => e.Event.Task).ToArray() },
                new() { Value = newest.ConvertAll(e => e.Event.Organisation).ToArray() },
                new() { Value = newest.ConvertAll(e => e.Event.Period.ToString()).ToArray() },
                new() { Value = newest.ConvertAll(e => e.Event.ProgressPercent).ToArray() },
                new() { Value = newest.ConvertAll(e => e.Event.State).ToArray() },
                new() { Value = newest.ConvertAll(e => e.At).ToArray() },
            },
        };
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private static async Task TakeBack(List<Received<ProgressReported>> events, LogTransaction transaction, CancellationToken cancellation)
    {
        if (events.Count == 0)
        {
            return;
        }

        var (tasks, organisations) = (events.ConvertAll(e => e.Event.Task).ToArray(), events.ConvertAll(e => e.Event.Organisation).ToArray());
        await using var batch = new NpgsqlBatch(transaction.Connection)
        {
            BatchCommands =
            {
                new(TakeBackSql)
                {
                    Parameters =
                    {
                        new() { Value = tasks }, new() { Value = organisations }, new() { Value = events.ConvertAll(e => e.Event.Period.ToString()).ToArray() },
                    },
                },
                new(FallBackSql) { Parameters = { new() { Value = tasks }, new() { Value = organisations } } },
            },
        };
        await batch.ExecuteNonQueryAsync(cancellation);
    }
}

/// <summary>A changed role changes who answers for the task.</summary>
internal sealed class OnTaskRecorded : IHandle<TaskRecorded>
{
    public Task Handle(IReadOnlyList<Received<TaskRecorded>> events, LogTransaction transaction, CancellationToken cancellation) =>
        Standings.Recompute(transaction.Connection, [.. events.Select(e => e.Event.Key).Distinct()], cancellation);
}
