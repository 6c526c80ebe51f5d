namespace Cluster.Seeder;

/// <summary>A file that only its owner may read, complete or not there at all: written beside its place and moved into it.</summary>
internal static class PrivateFile
{
    public static void Write(string file, Action<Stream> write)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        var draft = file + ".new";
        File.Delete(draft);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var stream = new FileStream(draft, options))
        {
            write(stream);
        }

        File.Move(draft, file, overwrite: true);
    }
}
