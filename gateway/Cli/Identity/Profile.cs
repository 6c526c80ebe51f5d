using System.Text.Json;
using Cluster.Cli.Output;
using Cluster.Client;

namespace Cluster.Cli.Identity;

/// <summary>Who signs in where, as it is kept between two commands.</summary>
internal sealed record Profile(Uri Gateway, string ClientId, string? ClientSecret = null, string? KeyFile = null, string? KeyId = null)
{
    /// <summary>Says who, without the secret.</summary>
    public override string ToString() => $"{ClientId} at {Gateway}";
}

/// <summary>The profile in the user's folder: for the owner's eyes only, or it is not used.</summary>
internal sealed class ProfileFile(string folder)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    public string Path { get; } = System.IO.Path.Combine(folder, "profile.json");

    public Profile? Find()
    {
        if (!File.Exists(Path))
        {
            return null;
        }

        RefuseIfOthersMayRead(Path);
        try
        {
            return JsonSerializer.Deserialize<Profile>(File.ReadAllText(Path), Json.Compact);
        }
        catch (JsonException)
        {
            throw Failure.Of(ExitCode.Usage, "profile-damaged", Path);
        }
    }

    public void Save(Profile profile)
    {
        OwnFolder.Make(folder);
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        var unfinished = $"{Path}.{Environment.ProcessId}";
        File.Delete(unfinished); // a file that is there keeps the permissions it has
        using (var file = File.Open(unfinished, options))
        {
            JsonSerializer.Serialize(file, profile, Json.Compact);
        }

        File.Move(unfinished, Path, overwrite: true);
    }

    public bool Delete()
    {
        var isThere = File.Exists(Path);
        File.Delete(Path);
        return isThere;
    }

    /// <summary>A key or a secret that others can read is theirs as well; nobody is told so by a program that goes on.</summary>
    public static void RefuseIfOthersMayRead(string path)
    {
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & Others) != UnixFileMode.None)
        {
            throw Failure.Of(ExitCode.Usage, "readable-by-others", path);
        }
    }
}

/// <summary>The folder that this program keeps things in.</summary>
internal static class OwnFolder
{
    public static void Make(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
