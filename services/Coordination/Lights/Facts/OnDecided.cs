using Cluster.Contracts.Coordination;
using Cluster.Contracts.Portfolio;
using Cluster.Messaging;
using Npgsql;

namespace Cluster.Coordination.Lights.Facts;

/// <summary>A target is a milestone of its task, and of the one that it belonged to before. What was said of it stands in this service's own log.</summary>
internal sealed class OnTargetRecorded : IHandle<TargetRecorded>
{
    private const string BeforeSql = """
        select distinct body ->> 'task' from log_events where aggregate = any($1) and body ->> 'task' is not null
        """;

    public async Task Handle(IReadOnlyList<Received<TargetRecorded>> events, LogTransaction transaction, CancellationToken cancellation)
    {
        var tasks = events.Select(e => e.Event.Task).OfType<string>().ToList();
        await using (var command = new NpgsqlCommand(BeforeSql, transaction.Connection)
        {
            Parameters = { new() { Value = events.Select(e => e.Aggregate).Distinct().ToArray() } },
        })
        {
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            while (await reader.ReadAsync(cancellation))
            {
                tasks.Add(reader.GetString(0));
            }
        }

        await Clocks.Touch(transaction.Connection, Clocks.Task, tasks, transaction.StartedAt, cancellation);
    }
}

/// <summary>The period of a plan moved, or a theme is of another one: the targets of its tasks that say no day are due when it ends.</summary>
internal sealed class OnPlanRecorded : IHandle<ActionPlanRecorded>, IHandle<ThemeRecorded>
{
    private const string TasksSql = "select t.key from tasks t join themes h on h.key = t.theme where h.plan = any($1) or h.key = any($2)";

    public Task Handle(IReadOnlyList<Received<ActionPlanRecorded>> events, LogTransaction transaction, CancellationToken cancellation) =>
        Touch([.. events.Select(e => e.Event.Key)], [], transaction, cancellation);

    public Task Handle(IReadOnlyList<Received<ThemeRecorded>> events, LogTransaction transaction, CancellationToken cancellation) =>
        Touch([], [.. events.Select(e => e.Event.Key)], transaction, cancellation);

    private static async Task Touch(string[] plans, string[] themes, LogTransaction transaction, CancellationToken cancellation)
    {
        var tasks = new List<string>();
        await using (var command = new NpgsqlCommand(TasksSql, transaction.Connection) { Parameters = { new() { Value = plans }, new() { Value = themes } } })
        {
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            while (await reader.ReadAsync(cancellation))
            {
                tasks.Add(reader.GetString(0));
            }
        }

        await Clocks.Touch(transaction.Connection, Clocks.Task, tasks, transaction.StartedAt, cancellation);
    }
}

/// <summary>A project that was merged away has lights no more; one that was brought back has them again.</summary>
internal sealed class OnMergeDecided : IHandle<ProjectMergeDecided>
{
    public Task Handle(IReadOnlyList<Received<ProjectMergeDecided>> events, LogTransaction transaction, CancellationToken cancellation) =>
        Clocks.Touch(
            transaction.Connection, Clocks.Project, events.SelectMany(e => new[] { e.Event.First, e.Event.Second }), transaction.StartedAt, cancellation);
}

/// <summary>All that a service had to say again after a rebuild has come, so its subjects are judged again.</summary>
internal sealed class OnReplaySent(MessagingOptions options) : IHandle<ReplaySent>
{
    private const string DoneSql = "delete from light_rebuilds r using unnest($1, $2) as x (service, at) where r.service = x.service and r.since <= x.at";

    public async Task Handle(IReadOnlyList<Received<ReplaySent>> events, LogTransaction transaction, CancellationToken cancellation)
    {
        var ours = events.Where(e => e.Event.Consumer == options.Service).ToList();
        await using var command = new NpgsqlCommand(DoneSql, transaction.Connection)
        {
            Parameters = { new() { Value = ours.ConvertAll(e => e.Source).ToArray() }, new() { Value = ours.ConvertAll(e => e.At).ToArray() } },
        };
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
