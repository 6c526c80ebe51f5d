using Cluster.Coordination.Calendar;
using Cluster.Coordination.Organisations;
using Cluster.Coordination.ReadModels;
using Cluster.Coordination.Supervision;
using Cluster.Ingestion;
using Cluster.Messaging;
using Cluster.ServiceDefaults;
using Npgsql;

namespace Cluster.Coordination.Matters;

/// <param name="Task">What it is about: a task of the plan, T21, or else a project.</param>
/// <param name="Project">A key of the city's pool, infrastructure/p-1.</param>
/// <param name="Wanted">Units whose help it needs.</param>
/// <param name="By">Who raises it, where a system sends it for a person.</param>
public sealed record MatterRequest(string Title, string Details, string? Task, string? Project, IReadOnlyList<string>? Wanted, string? By);

/// <summary>A department raises a matter from a task that it takes part in, or from a project of its own; the office from any. The same matter again finds the first one.</summary>
internal static class RaiseMatter
{
    private const int TitleMax = 200;
    private const int DetailsMax = 4_000;

    private static readonly TextField Title = new("title", "协调事项", "The matter", TitleMax);
    private static readonly TextField Details = new("details", "问题和建议", "The details", DetailsMax, Lines: true);
    private static readonly TextField Task = new("task", "任务", "The task", MaxLength: 10);
    private static readonly TextField Project = new("project", "项目", "The project", MaxLength: 140);
    private static readonly TextListField Wanted = new("wanted", "需协调单位", "The units that are needed", MaxLength: 60, MaxCount: 40);

    /// <summary>One at a time: numbers have no gap. Whoever reads goes on.</summary>
    private const string LockSql = "lock table matters in share row exclusive mode";

    private const string PlacesSql = """
        select (select leads || co_operators from tasks where key = $1), (select owner from pool_projects where key = $2),
            (select count(*) from matters where number like $3 || '-%')
        """;

    private const string OpenSql = $"""
        select {StoredMatters.Columns} from matters m
        where m.title = $1 and m.raised_by = $2 and m.task is not distinct from $3 and m.project is not distinct from $4
            and m.state not in ('done', 'declined', 'withdrawn')
        """;

    /// <returns>The matter, and whether it is new.</returns>
    public static async Task<(Matter Matter, bool IsNew)> Handle(HttpContext context, EventLog log, CancellationToken cancellation)
    {
        var person = context.User.PersonName();
        Field[] fields = [Title, Details, Task, Project, Wanted, .. person is null ? new Field[] { MatterEndpoints.By } : []];
        var asked = await RequestForm.Read(context, fields, form => Build(form, person), cancellation);
        await using var transaction = await log.Begin(context.Caller(), cancellation);
        await Lock(transaction.Connection, cancellation);
        var matter = await Resolve(asked with { EnteredAt = InstantField.Kept(transaction.StartedAt) }, context.User.IsInRole(Roles.Office), transaction, cancellation);
        if (await FindOpen(matter, transaction.Connection, cancellation) is { } same)
        {
            return (same, false);
        }

        var step = MatterStep.Of(matter, MatterMoves.Raise, transaction.Caller.Organisation, transaction.Caller.Client, matter.Details);
        await StoredMatters.Keep(transaction.Connection, matter, step, cancellation);
        transaction.Append(matter.Aggregate, matter.Version, matter.Told(step), concerns: matter.Concerned);
        await transaction.Commit(cancellation);
        return (matter, true);
    }

    private static Matter Build(Row form, string? person)
    {
        var matter = new Matter
        {
            Number = "",
            Title = form.Get(Title),
            Details = form.Get(Details),
            Task = form.Find(Task),
            Project = form.Find(Project),
            RaisedBy = form.Caller.Organisation,
            Wanted = form.Find(Wanted) ?? [],
            CoOperators = [],
            EnteredBy = person ?? form.Get(MatterEndpoints.By),
            Version = 1,
        };
        if (form.IsSound && (matter.Task is null) == (matter.Project is null))
        {
            form.Refuse(Fault.Of(Task.Name, MatterRefusals.AboutOne));
        }

        return matter;
    }

    private static async Task Lock(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(LockSql, connection);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>With registered names and its number, if all that it refers to is there.</summary>
    private static async Task<Matter> Resolve(Matter asked, bool isOffice, LogTransaction transaction, CancellationToken cancellation)
    {
        var names = await OrganisationNames.Read(transaction.Connection, cancellation);
        var today = transaction.StartedAt.CityDay();
        var (members, owner, registered) = await ReadPlaces(asked, today, transaction.Connection, cancellation);
        var wanted = names.Resolve(asked.Wanted);
        string[] concerned = members ?? (owner is null ? [] : [owner]);
        Fault[] faults =
        [
            .. asked.Task is { } task && members is null ? [Fault.Of(Task.Name, CoordinationRefusals.UnknownTask, Refusal.Repeat(task))] : Array.Empty<Fault>(),
            .. asked.Project is { } project && owner is null
                ? [Fault.Of(Project.Name, MatterRefusals.UnknownProject, Refusal.Repeat(project))] : Array.Empty<Fault>(),
            .. wanted.Where(unit => !names.IsRegistered(unit))
                .Select(unit => Fault.Of(Wanted.Name, CoordinationRefusals.UnknownOrganisation, Refusal.Repeat(unit))),
        ];
        if (faults.Length > 0)
        {
            throw RequestForm.Refuse(faults);
        }

        return isOffice || concerned.Contains(asked.RaisedBy)
            ? asked with { Number = $"{today.Year}-{registered + 1:000}", Wanted = wanted }
            : throw new RefusedException(Problem.Of(MatterRefusals.NotConcerned, asked.RaisedBy).With("allowed", concerned));
    }

    private static async Task<(string[]? Members, string? Owner, long Registered)> ReadPlaces(
        Matter asked, DateOnly today, NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(PlacesSql, connection)
        {
            Parameters = { SqlText.Of(asked.Task), SqlText.Of(asked.Project), new() { Value = $"{today.Year}" } },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        return (
            await reader.IsDBNullAsync(0, cancellation) ? null : reader.GetFieldValue<string[]>(0),
            await reader.IsDBNullAsync(1, cancellation) ? null : reader.GetString(1), reader.GetInt64(2));
    }

    private static async Task<Matter?> FindOpen(Matter wanted, NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(OpenSql, connection)
        {
            Parameters = { new() { Value = wanted.Title }, new() { Value = wanted.RaisedBy }, SqlText.Of(wanted.Task), SqlText.Of(wanted.Project) },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation) ? StoredMatters.Read(reader) : null;
    }
}
