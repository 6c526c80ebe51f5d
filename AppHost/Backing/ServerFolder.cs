namespace Cluster.Backing;

/// <summary>
/// The folder of one server: its data, its secret, and a lock held by the run that owns it. The lock ends with its holder, however that
/// ends; so whoever gets it may take every process that still bears the folder's mark for a leftover.
/// </summary>
internal sealed class ServerFolder : IDisposable
{
    private readonly FileStream _lock;

    private ServerFolder(string path, FileStream held) => (Path, Mark, _lock) = (path, FolderMark.Of(path), held);

    public string Path { get; }

    /// <summary>Stands in the command line of each process of this server and of no other's.</summary>
    public string Mark { get; }

    public static ServerFolder Claim(string path)
    {
        path = System.IO.Path.GetFullPath(path);
        Directory.CreateDirectory(path);
        try
        {
            return new(path, new FileStream(System.IO.Path.Combine(path, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException taken) when (taken is not (DirectoryNotFoundException or FileNotFoundException or PathTooLongException))
        {
            throw new BackingException($"{path} is in use by another run. Stop that one first (eng/down), or choose another folder.", taken);
        }
    }

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public string Secret() => SecretFile.Ensure(File("secret"));

    public void Dispose() => _lock.Dispose();
}
