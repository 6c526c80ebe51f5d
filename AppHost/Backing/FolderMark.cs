using System.Security.Cryptography;
using System.Text;

namespace Cluster.Backing;

/// <summary>A short name that follows from a folder's full path: what tells one checkout's processes and volumes from another's.</summary>
public static class FolderMark
{
    public static string Of(string folder) =>
        "cluster-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Path.GetFullPath(folder))))[..12];
}
