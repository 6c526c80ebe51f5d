using Cluster.Ingestion;
using Npgsql;

namespace Cluster.Portfolio.Projects;

/// <summary>A project (项目) that a row of another resource names, as far as the row's sender may know of it.</summary>
/// <param name="Key">The project's key; the name as it came where there is a fault.</param>
/// <param name="Note">The row had its national code.</param>
/// <param name="Fault">There is no such project, or another organisation reports it.</param>
public sealed record ReferredProject(string Key, RowNote? Note, Fault? Fault)
{
    /// <summary>
    /// Looked up once for all rows, and held as the project's own parts hold it: who names a project and who moves it are written one after the other,
    /// and the later one sees both.
    /// </summary>
    /// <returns>By the name in the row and the row's owner.</returns>
    public static async Task<Func<string, string, ReferredProject>> Find(
        IEnumerable<string> names, NpgsqlConnection connection, CancellationToken cancellation)
    {
        var known = await NamedProjects.Hold(names, connection, cancellation);
        return (name, owner) =>
        {
            var project = known.Find(name, owner);
            var fault = ProjectParts.FaultOf(project, name, owner);
            return new(fault is null ? project!.Key : name, ProjectParts.Mapped(project, name, owner), fault);
        };
    }
}
