using System.Diagnostics;

namespace Cluster.Backing;

/// <summary>
/// Under which account PostgreSQL runs: our own, except that it refuses root, where its package's account stands in.
/// </summary>
internal sealed class ServerAccount
{
    private const string PackageAccount = "postgres";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private readonly bool _isOther = Environment.IsPrivilegedProcess;

    /// <summary>A folder that this account reaches although it cannot reach the wanted one.</summary>
    public static string Home => "/var/lib/postgresql";

    /// <summary>The program as a process of this account, in a session of its own: a Ctrl-C at our terminal is not for the server.</summary>
    public ProcessStartInfo Start(string program, params IEnumerable<string> arguments)
    {
        string[] asOther = _isOther
            ? ["setpriv", $"--reuid={PackageAccount}", $"--regid={PackageAccount}", "--init-groups"]
            : [];
        return new("setsid", [.. asOther, program, .. arguments]) { WorkingDirectory = "/" };
    }

    public async Task OwnAsync(string path, CancellationToken cancel)
    {
        if (_isOther)
        {
            await Commands.RunAsync(new("chown", ["-R", $"{PackageAccount}:", path]), Limit, cancel);
        }
    }

    public async Task<bool> ReachesAsync(string folder, CancellationToken cancel)
    {
        if (!_isOther)
        {
            return true;
        }

        try
        {
            await Commands.RunAsync(Start("test", "-x", folder), Limit, cancel);
            return true;
        }
        catch (BackingException) when (!cancel.IsCancellationRequested)
        {
            return false;
        }
    }
}
