using Cluster.Ingestion;
using Npgsql;

namespace Cluster.Portfolio.Projects;

/// <summary>What is reported of a project beside the project itself (年度计划、节点、手续、问题), by whoever reports the project.</summary>
public abstract record ProjectPart : Resource
{
    internal static readonly TextField Named = new("project", "项目", "The project", MaxLength: 100) 
    {
        RefersTo = Projects.Project.Referred,
        Aliases = ["项目编码", "key", "项目代码", "code"], // as the projects' own sheet calls what names one
    };

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
            var project = known.Find(row.Project, row.Owner);
            return Mapped(project, row.Project, row.Owner) is { } note
                ? (row with { Of = project, Project = project!.Key }).Noting(note)
                : row with { Of = project };
        };
    }

    /// <summary>Null where the row has the key already, and where the project is another's, whose key is nobody else's to know.</summary>
    public static RowNote? Mapped(StoredProject? project, string name, string owner) =>
        project is null || project.Key == name || project.Owner != owner ? null : new RowNote(ProjectPart.Named.Name, "mapped", name, project.Key);

    /// <param name="others">What else is wrong, said only to whoever reports the project: it tells of what is stored.</param>
    public static IEnumerable<Fault> FaultsOf(ProjectPart row, Func<IEnumerable<Fault>>? others = null) =>
        FaultOf(row.Of, row.Project, row.Owner) is { } fault ? [fault] : others?.Invoke() ?? [];

    /// <summary>What belongs to a project is reported by whoever reports the project.</summary>
    /// <param name="name">As the row has it.</param>
    public static Fault? FaultOf(StoredProject? project, string name, string owner) =>
        project is null ? Fault.Of(ProjectPart.Named.Name, PortfolioRefusals.UnknownProject, name)
        : project.Owner != owner ? Fault.Of(ProjectPart.Named.Name, PortfolioRefusals.ProjectNotYours, name, owner)
        : null;
}
