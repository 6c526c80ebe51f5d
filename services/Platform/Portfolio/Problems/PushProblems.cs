using Cluster.Contracts.Portfolio;
using Cluster.Ingestion;
using Cluster.Portfolio.Projects;
using Cluster.ServiceDefaults;
using Npgsql;

namespace Cluster.Portfolio.Problems;

/// <summary>A department reports the problems (问题) of its projects. One that was solved is reopened with a reason, and counts how often.</summary>
public sealed class PushProblems(string service, TimeProvider time) : Push<ProjectProblem, ProblemReported>(
    service, "project-problems", [Key, ProjectPart.Named, What, Kind, ResponsibleUnit, DueOn, Level, RaisedOn], [SolvedOn, Solution, ReopenReason, Note])
{
    private static readonly TextField Key = new("key", "问题编码", "The problem's key", MaxLength: 100);
    private static readonly TextField What = new("what", "存在问题", "The problem", MaxLength: 1_000, Lines: true);
    private static readonly CodeField<ProblemKind> Kind = new("kind", "问题类别", "The kind", ProjectProblem.Kinds);
    private static readonly TextField ResponsibleUnit = new("responsibleUnit", "责任单位", "The responsible unit", MaxLength: 100);
    private static readonly DateField DueOn = new("dueOn", "解决时限", "The limit");
    private static readonly CodeField<CoordinationLevel> Level = new("level", "协调层级", "The level of co-ordination", ProjectProblem.Levels);
    private static readonly DateField RaisedOn = new("raisedOn", "提出日期", "The day on which it was raised");
    private static readonly DateField SolvedOn = new("solvedOn", "解决日期", "The day of the solution");
    private static readonly TextField Solution = new("solution", "解决情况", "The solution", MaxLength: 1_000, Lines: true);
    private static readonly TextField ReopenReason = new("reopenReason", "重新打开原因", "The reason of reopening", MaxLength: 500, Lines: true);
    private static readonly TextField Note = new("note", "说明", "The note", MaxLength: 1_000, Lines: true);

    private const string StoredSql = "select key, solved_on, reopenings, reopen_reason, as_of from project_problems where key = any($1)";

    public override ProjectProblem Build(Row row)
    {
        var problem = new ProjectProblem
        {
            Key = row.GetKey(Key),
            Owner = row.Caller.Organisation,
            Project = row.Get(ProjectPart.Named),
            What = row.Get(What),
            Kind = row.Get(Kind),
            ResponsibleUnit = row.Get(ResponsibleUnit),
            DueOn = row.Get(DueOn),
            Level = row.Get(Level),
            RaisedOn = row.Get(RaisedOn),
            SolvedOn = row.Find(SolvedOn),
            Solution = row.Find(Solution),
            ReopenReason = row.Find(ReopenReason),
            Note = row.Find(Note),
        };
        if (row.IsSound)
        {
            Judge(problem, row);
        }

        return problem;
    }

    public override ProblemReported Describe(ProjectProblem resource) => new(
        resource.Key, resource.Owner, resource.Project, resource.What, ProjectProblem.Kinds.Write(resource.Kind), resource.ResponsibleUnit,
        resource.DueOn, ProjectProblem.Levels.Write(resource.Level), resource.RaisedOn, resource.SolvedOn, resource.Solution, resource.Reopenings,
        resource.ReopenReason, resource.Note);

    public override async Task<Func<ProjectProblem, ProjectProblem>?> Resolve(
        IReadOnlyList<ProjectProblem> rows, NpgsqlConnection connection, CancellationToken cancellation)
    {
        var join = await ProjectParts.Join(rows, connection, cancellation);
        var stored = await ReadStored([.. rows.Select(r => r.Key)], connection, cancellation);
        return row =>
        {
            var problem = join(row) with { Stored = stored.GetValueOrDefault(row.Key) };
            var before = problem.Stored?.Reopenings ?? 0;
            return problem.IsReopened
                ? problem with { Reopenings = before + 1 }
                : problem with { Reopenings = before, ReopenReason = row.ReopenReason ?? problem.Stored?.ReopenReason };
        };
    }

    public override Task<Func<ProjectProblem, IEnumerable<Fault>>> Check(
        IReadOnlyList<ProjectProblem> rows, NpgsqlConnection connection, CancellationToken cancellation) =>
        Task.FromResult<Func<ProjectProblem, IEnumerable<Fault>>>(row => ProjectParts.FaultsOf(row, () => ReopeningFaults(row)));

    private static IEnumerable<Fault> ReopeningFaults(ProjectProblem row)
    {
        if (row.IsReopened && row.ReopenReason is null)
        {
            yield return Fault.Of(ReopenReason.Name, ProblemRefusals.ReopenReasonMissing, $"{row.Stored!.SolvedOn:yyyy-MM-dd}");
        }
        else if (!row.IsReopened && !row.IsLate && row.ReopenReason != row.Stored?.ReopenReason)
        {
            yield return Fault.Of(ReopenReason.Name, ProblemRefusals.NotReopened);
        }
    }

    private void Judge(ProjectProblem problem, Row row)
    {
        foreach (var (field, day) in new[] { (RaisedOn.Name, (DateOnly?)problem.RaisedOn), (SolvedOn.Name, problem.SolvedOn) }.Where(d => d.Item2 > time.Today()))
        {
            row.Refuse(Fault.Of(field, PortfolioRefusals.DayInFuture, $"{day:yyyy-MM-dd}"));
        }

        if (problem.DueOn < problem.RaisedOn)
        {
            row.Refuse(Fault.Of(DueOn.Name, ProblemRefusals.DueBeforeRaised, $"{problem.DueOn:yyyy-MM-dd}", $"{problem.RaisedOn:yyyy-MM-dd}"));
        }

        if (problem.SolvedOn < problem.RaisedOn)
        {
            row.Refuse(Fault.Of(SolvedOn.Name, ProblemRefusals.SolvedBeforeRaised, $"{problem.SolvedOn:yyyy-MM-dd}", $"{problem.RaisedOn:yyyy-MM-dd}"));
        }

        if (problem.SolvedOn is null != problem.Solution is null)
        {
            row.Refuse(Fault.Of(problem.SolvedOn is null ? SolvedOn.Name : Solution.Name, ProblemRefusals.SolutionIncomplete));
        }
    }

    private static async Task<Dictionary<string, StoredProblem>> ReadStored(
        string[] keys, NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(StoredSql, connection) { Parameters = { new() { Value = keys } } };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var stored = new Dictionary<string, StoredProblem>();
        while (await reader.ReadAsync(cancellation))
        {
            stored.Add(reader.GetString(0), new StoredProblem(
                reader.GetFieldValue<DateOnly?>(1), reader.GetInt64(2), await reader.IsDBNullAsync(3, cancellation) ? null : reader.GetString(3),
                reader.GetFieldValue<DateTimeOffset?>(4)));
        }

        return stored;
    }
}
