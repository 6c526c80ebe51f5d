using System.Security.Cryptography;
using System.Text;

namespace Cluster.Backing;

/// <summary>A password on disk: random, made once, readable by its owner only.</summary>
public static class SecretFile
{
    public static string Ensure(string file)
    {
        if (!File.Exists(file))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
            Write(file, New());
        }

        return File.ReadAllText(file);
    }

    public static string New() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));

    internal static void Write(string file, string text)
    {
        using var stream = new FileStream(file, new FileStreamOptions
        {
            Mode = FileMode.Create,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        });
        stream.Write(Encoding.UTF8.GetBytes(text));
    }
}
