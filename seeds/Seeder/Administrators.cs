using System.Text;
using Cluster.Client;

namespace Cluster.Seeder;

/// <summary>
/// The first three administrators of a new system, and the office's first account. Their one-time passwords go into a file for eng/up, which prints them and deletes it;
/// standard output ends in a log.
/// </summary>
internal static class Administrators
{
    public static async Task CreateFirst(Settings settings)
    {
        using var cluster = new ClusterClient(settings.Operator);
        var created = (await cluster.Identity.CreateFirstAdministrators()).Administrators;
        if (created.Count > 0) // otherwise an earlier run has made them, and their passwords are theirs
        {
            var lines = string.Concat(created.Select(one => $"{one.UserName} {one.OneTimePassword} {one.Role}\n"));
            PrivateFile.Write(settings.AdministratorsFile, stream => stream.Write(Encoding.UTF8.GetBytes(lines)));
        }
    }
}
