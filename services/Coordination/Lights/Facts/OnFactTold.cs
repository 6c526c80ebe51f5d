using Cluster.Contracts;
using Cluster.Contracts.Coordination;
using Cluster.Contracts.Portfolio;
using Cluster.Coordination.Calendar;
using Cluster.Messaging;
using Cluster.ServiceDefaults;
using Npgsql;

namespace Cluster.Coordination.Lights.Facts;

/// <summary>Something was told that a light may hang on. It is kept as it was told, version beside version, and its subject is due.</summary>
internal sealed class OnFactTold
    : IHandle<ProjectReported>, IHandle<ProjectYearReported>, IHandle<ProjectCurveReported>, IHandle<MilestoneReported>, IHandle<PermitReported>,
        IHandle<ProblemReported>, IHandle<ProgressReported>, IHandle<IndicatorMeasured>, IHandle<IndicatorWithdrawn>, IHearEveryVersion
{
    private const string KeepSql = """
        insert into light_facts (subject, what, key, version, said_on, body) select x.subject, $1, x.key, x.version, x.said_on, x.body
        from unnest($2, $3, $4, $5, $6) as x (subject, key, version, said_on, body) order by x.subject, x.key, x.version
        on conflict (subject, what, key, version) do nothing
        """;

    /// <summary>Also the task that a target belonged to before: the target may have moved since the value was told.</summary>
    private const string MeasuredSql = "select distinct task from targets where key = any($1) and task is not null";

    /// <summary>The pool of a past day hangs on it; a light goes by <see cref="OnSubjectReported"/>.</summary>
    public Task Handle(IReadOnlyList<Received<ProjectReported>> events, LogTransaction transaction, CancellationToken cancellation) =>
        Keep(FactKeys.Project, events, e => FactKeys.InPool(e.Source, e.Event.Key), _ => "", transaction, cancellation);

    public Task Handle(IReadOnlyList<Received<ProjectYearReported>> events, LogTransaction transaction, CancellationToken cancellation) =>
        OfProjects(FactKeys.Year, events, e => e.Key, e => e.Project, transaction, cancellation);

    public Task Handle(IReadOnlyList<Received<ProjectCurveReported>> events, LogTransaction transaction, CancellationToken cancellation) =>
        OfProjects(FactKeys.Curve, events, e => e.Key, e => e.Project, transaction, cancellation);

    public Task Handle(IReadOnlyList<Received<MilestoneReported>> events, LogTransaction transaction, CancellationToken cancellation) =>
        OfProjects(FactKeys.Milestone, events, e => e.Key, e => e.Project, transaction, cancellation);

    /// <summary>Here as below: one of <see cref="FactKeys.OfThePoolAlone"/>, so no subject is due.</summary>
    public Task Handle(IReadOnlyList<Received<PermitReported>> events, LogTransaction transaction, CancellationToken cancellation) =>
        Keep(FactKeys.Permit, events, e => FactKeys.InPool(e.Source, e.Event.Project), e => e.Event.Key, transaction, cancellation);

    public Task Handle(IReadOnlyList<Received<ProblemReported>> events, LogTransaction transaction, CancellationToken cancellation) =>
        Keep(FactKeys.Problem, events, e => FactKeys.InPool(e.Source, e.Event.Project), e => e.Event.Key, transaction, cancellation);

    public async Task Handle(IReadOnlyList<Received<ProgressReported>> events, LogTransaction transaction, CancellationToken cancellation)
    {
        await Keep(FactKeys.Report, events, e => e.Event.Task, e => $"{e.Event.Period}.{e.Event.Organisation}", transaction, cancellation);
        await Clocks.Touch(transaction.Connection, Clocks.Task, events.Select(e => e.Event.Task), transaction.StartedAt, cancellation);
    }

    public Task Handle(IReadOnlyList<Received<IndicatorMeasured>> events, LogTransaction transaction, CancellationToken cancellation) =>
        OfTargets([.. events.Where(e => e.Event.Region == FactKeys.City)], e => e.Code, transaction, cancellation);

    public Task Handle(IReadOnlyList<Received<IndicatorWithdrawn>> events, LogTransaction transaction, CancellationToken cancellation) =>
        OfTargets([.. events.Where(e => e.Event.Region == FactKeys.City)], e => e.Code, transaction, cancellation);

    private static async Task OfProjects<TEvent>(
        string what, IReadOnlyList<Received<TEvent>> events, Func<TEvent, string> keyOf, Func<TEvent, string> projectOf, LogTransaction transaction,
        CancellationToken cancellation)
    {
        await Keep(what, events, e => FactKeys.InPool(e.Source, projectOf(e.Event)), e => keyOf(e.Event), transaction, cancellation);
        await Clocks.Touch(
            transaction.Connection, Clocks.Project, events.Select(e => FactKeys.InPool(e.Source, projectOf(e.Event))), transaction.StartedAt, cancellation);
    }

    /// <summary>A value and its withdrawal are versions of one aggregate.</summary>
    private static async Task OfTargets<TEvent>(
        IReadOnlyList<Received<TEvent>> events, Func<TEvent, string> codeOf, LogTransaction transaction, CancellationToken cancellation)
    {
        await Keep(FactKeys.Indicator, events, e => codeOf(e.Event), e => e.Source, transaction, cancellation);
        var tasks = new List<string>();
        await using (var command = new NpgsqlCommand(MeasuredSql, transaction.Connection)
        {
            Parameters = { new() { Value = events.Select(e => codeOf(e.Event)).ToArray() } },
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

    private static async Task Keep<TEvent>(
        string what, IReadOnlyList<Received<TEvent>> events, Func<Received<TEvent>, string> subjectOf, Func<Received<TEvent>, string> keyOf,
        LogTransaction transaction, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(KeepSql, transaction.Connection)
        {
            Parameters =
            {
                new() { Value = what },
                new() { Value = events.Select(subjectOf).ToArray() },
                new() { Value = events.Select(keyOf).ToArray() },
                new() { Value = events.Select(e => e.Version).ToArray() },
                new() { Value = events.Select(e => e.At.CityDay()).ToArray() },
                new() { Value = events.Select(e => EventJson.Write(e.Event)).ToArray() },
            },
        };
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
