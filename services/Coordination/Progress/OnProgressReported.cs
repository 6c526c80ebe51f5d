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

    public async Task Handle(
        IReadOnlyList<Received<ProgressReported>> events, LogTransaction transaction, CancellationToken cancellation)
    {
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
        await Standings.Recompute(transaction.Connection, [.. newest.Select(e => e.Event.Task).Distinct()], cancellation);
    }
}

/// <summary>A changed role changes who answers for the task.</summary>
internal sealed class OnTaskRecorded : IHandle<TaskRecorded>
{
    public Task Handle(IReadOnlyList<Received<TaskRecorded>> events, LogTransaction transaction, CancellationToken cancellation) =>
        Standings.Recompute(transaction.Connection, [.. events.Select(e => e.Event.Key).Distinct()], cancellation);
}
