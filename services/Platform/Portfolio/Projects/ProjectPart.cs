using Cluster.Ingestion;
using Npgsql;

namespace Cluster.Portfolio.Projects;

/// <summary>What is reported of a project beside the project itself (节点、手续、问题), by whoever reports the project.</summary>
public abstract record ProjectPart : Resource
{
    internal static readonly TextField Named = new("project", "项目", "The project", MaxLength: 100) { RefersTo = Projects.Project.Referred };

    /// <summary>The project's key; its sender may have written its national code.</summary>
    public required string Project { get; init; }

    /// <summary>What is stored of the project while a row is judged; null where there is none.</summary>
    internal StoredProject? Of { get; init; }
}

/// <summary>How the rows of a call find the projects that they name.</summary>
internal static class ProjectParts
{
    /// <summary>Looked up once for all rows, and held, so that what hangs on a project is written one call after another.</summary>
    public static async Task<Func<T, T>> Join<T>(IReadOnlyList<T> rows, NpgsqlConnection connection, CancellationToken cancellation)
        where T : ProjectPart
    {
        var known = await NamedProjects.Hold(rows.Select(r => r.Project), connection, cancellation);
        return row =>
        {
            var joined = row with { Of = known.Find(row.Project, row.Owner) };
            return joined.Of is not { } project || project.Key == row.Project || project.Owner != row.Owner
                ? joined
                : (joined with { Project = project.Key }).Noting(new RowNote(ProjectPart.Named.Name, "mapped", row.Project, project.Key));
        };
    }

    public static IEnumerable<Fault> FaultsOf(ProjectPart row)
    {
        if (row.Of is null)
        {
            yield return Fault.Of(ProjectPart.Named.Name, PortfolioRefusals.UnknownProject, row.Project);
        }
        else if (row.Of.Owner != row.Owner)
        {
            yield return Fault.Of(ProjectPart.Named.Name, PortfolioRefusals.ProjectNotYours, row.Project, row.Owner);
        }
    }
}
