using Cluster.Messaging;
using Cluster.ServiceDefaults;
using Npgsql;

namespace Cluster.Portfolio.Projects;

/// <summary>A project that stands in an address, for whoever wants to write to it.</summary>
internal static class OwnProject
{
    /// <summary>Held until the end of the transaction; where there is none it is only a look.</summary>
    /// <param name="name">Its key, or its national code.</param>
    /// <exception cref="RefusedException">404 where there is no such project, 403 where it is another organisation's.</exception>
    public static async Task<StoredProject> Hold(string name, Caller caller, NpgsqlConnection connection, CancellationToken cancellation) =>
        (await NamedProjects.Hold([name], connection, cancellation)).Find(name, caller.Organisation) switch
        {
            null => throw new RefusedException(Problem.Of(Refusals.NotFound)),
            var project when project.Owner == caller.Organisation => project,
            _ => throw new RefusedException(Problem.Of(PortfolioRefusals.ProjectNotYours, Refusal.Repeat(name), caller.Organisation)),
        };
}
