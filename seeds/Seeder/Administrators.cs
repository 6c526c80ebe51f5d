using System.Net;
using System.Text;
using Cluster.Client;

namespace Cluster.Seeder;

/// <summary>
/// The first three administrators of a new system. Their one-time passwords go into a file for eng/up, which prints them and deletes it;
/// standard output ends in a log.
/// </summary>
internal static class Administrators
{
    public static async Task CreateFirst(Settings settings)
    {
        using var cluster = new ClusterClient(settings.Operator);
        try
        {
            var created = await cluster.Identity.CreateFirstAdministrators();
            var lines = string.Concat(created.Administrators.Select(one => $"{one.UserName} {one.OneTimePassword} {one.Role}\n"));
            PrivateFile.Write(settings.AdministratorsFile, stream => stream.Write(Encoding.UTF8.GetBytes(lines)));
        }
        catch (ClusterException refused) when (refused is { Status: HttpStatusCode.Conflict, Problem.Code: "users-exist" })
        {
            // They were made by an earlier run; their passwords are theirs now.
        }
    }
}
