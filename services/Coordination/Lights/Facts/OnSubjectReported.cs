using Cluster.Contracts.Coordination;
using Cluster.Contracts.Portfolio;
using Cluster.Messaging;
using Npgsql;
using NpgsqlTypes;

namespace Cluster.Coordination.Lights.Facts;

/// <summary>A project or a task is there, or is another one.</summary>
internal sealed class OnSubjectReported : IHandle<ProjectReported>, IHandle<TaskRecorded>
{
    /// <summary>A list inside a list would be flattened by unnest, so lists travel as JSON. While a log is sent again, old versions come after new ones.</summary>
    private const string KeepSql = """
        insert into light_subjects as s (
            kind, subject, version, name, departments, leads, members, districts, tasks, planned_start, started_on, entered_on, passages)
        select $1, x.subject, x.version, x.name, array(select jsonb_array_elements_text(x.departments::jsonb)),
               array(select jsonb_array_elements_text(x.leads::jsonb)), array(select jsonb_array_elements_text(x.members::jsonb)), array(select jsonb_array_elements_text(x.districts::jsonb)),
               array(select jsonb_array_elements_text(x.tasks::jsonb)), x.planned_start, x.started_on, x.entered_on,
               array(select jsonb_array_elements_text(x.passages::jsonb))
        from unnest($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) as x (
            subject, version, name, departments, leads, members, districts, tasks, planned_start, started_on, entered_on, passages)
        order by x.subject
        on conflict (kind, subject) do update
        set version = excluded.version, name = excluded.name, departments = excluded.departments, leads = excluded.leads, members = excluded.members,
            districts = excluded.districts, tasks = excluded.tasks, planned_start = excluded.planned_start, started_on = excluded.started_on,
            entered_on = excluded.entered_on, passages = excluded.passages
        where s.version <= excluded.version
        """;

    public Task Handle(IReadOnlyList<Received<ProjectReported>> events, LogTransaction transaction, CancellationToken cancellation) =>
        Keep(Clocks.Project, [.. events.GroupBy(e => e.Aggregate).Select(g => Of(g.MaxBy(e => e.Version)!))], transaction, cancellation);

    public Task Handle(IReadOnlyList<Received<TaskRecorded>> events, LogTransaction transaction, CancellationToken cancellation) =>
        Keep(Clocks.Task, [.. events.GroupBy(e => e.Aggregate).Select(g => Of(g.MaxBy(e => e.Version)!))], transaction, cancellation);

    private static SubjectRow Of(Received<ProjectReported> told) => new()
    {
        Kind = Clocks.Project,
        Subject = FactKeys.InPool(told.Source, told.Event.Key),
        Version = told.Version,
        Name = told.Event.Name,
        Departments = [told.Event.Owner],
        Leads = [told.Event.Owner],
        Members = [told.Event.Owner],
        Districts = [.. told.Event.Counties],
        Tasks = [.. told.Event.Tasks],
        PlannedStart = told.Event.PlannedStart,
        StartedOn = told.Event.StartedOn,
        EnteredOn = told.Event.StatisticsEnteredOn,
        Passages = [.. told.Event.Passages.Select(p => $"{p.Since:yyyy-MM-dd} {p.Stage}")],
    };

    /// <summary>Where the plan names no lead, those who co-operate answer, as in a task's standing.</summary>
    private static SubjectRow Of(Received<TaskRecorded> told) => new()
    {
        Kind = Clocks.Task,
        Subject = told.Event.Key,
        Version = told.Version,
        Name = told.Event.Title,
        Departments = [.. told.Event.Leads is [] ? told.Event.CoOperators : told.Event.Leads],
        Leads = [.. told.Event.Leads],
        Members = [.. told.Event.Leads.Union(told.Event.CoOperators)],
        Districts = [],
        Tasks = [told.Event.Key],
        Passages = [],
    };

    private static async Task Keep(string kind, List<SubjectRow> subjects, LogTransaction transaction, CancellationToken cancellation)
    {
        await using (var command = new NpgsqlCommand(KeepSql, transaction.Connection)
        {
            Parameters =
            {
                new() { Value = kind }, Texts(s => s.Subject), new() { Value = subjects.ConvertAll(s => s.Version).ToArray() }, Texts(s => s.Name),
                Lists(s => s.Departments), Lists(s => s.Leads), Lists(s => s.Members), Lists(s => s.Districts), Lists(s => s.Tasks), Days(s => s.PlannedStart),
                Days(s => s.StartedOn), Days(s => s.EnteredOn), Lists(s => s.Passages),
            },
        })
        {
            await command.ExecuteNonQueryAsync(cancellation);
        }

        await Clocks.Touch(transaction.Connection, kind, subjects.Select(s => s.Subject), transaction.StartedAt, cancellation);

        NpgsqlParameter Texts(Func<SubjectRow, string> of) => new() { Value = subjects.Select(of).ToArray() };

        NpgsqlParameter Lists(Func<SubjectRow, string[]> of) => Texts(s => EventJson.Write(of(s)));

        NpgsqlParameter Days(Func<SubjectRow, DateOnly?> of) =>
            new() { Value = subjects.Select(of).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Date };
    }
}
