using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace Cluster.Backing;

/// <summary>The processes whose command line bears a folder's mark. Command lines, unlike environments, are readable across accounts.</summary>
internal static partial class MarkedProcesses
{
    public static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(20);

    public static IReadOnlyList<int> Find(string mark) =>
        [.. Directory.EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), out var id) ? id : 0)
            .Where(id => id > 0 && id != Environment.ProcessId && CommandLine(id).Contains(mark, StringComparison.Ordinal))];

    /// <summary>Asks all of them to stop, waits, and kills what is left.</summary>
    public static async Task StopAsync(string mark, Signal signal, CancellationToken cancel)
    {
        foreach (var id in Find(mark))
        {
            Send(id, signal);
        }

        var waited = Stopwatch.StartNew();
        while (Find(mark).Count > 0 && waited.Elapsed < StopLimit)
        {
            await Task.Delay(Poll, cancel);
        }

        await KillAsync(mark, cancel);
    }

    public static async Task KillAsync(string mark, CancellationToken cancel)
    {
        var waited = Stopwatch.StartNew();
        while (Find(mark) is { Count: > 0 } left)
        {
            if (waited.Elapsed > StopLimit)
            {
                throw new BackingException($"Processes {string.Join(", ", left)} survive SIGKILL: look at them with `ps -fp {string.Join(',', left)}`.");
            }

            foreach (var id in left)
            {
                Send(id, Signal.Kill);
            }

            await Task.Delay(Poll, cancel);
        }
    }

    public static void Send(int id, Signal signal) => _ = Kill(id, (int)signal);

    private static string CommandLine(int id)
    {
        try
        {
            return Encoding.UTF8.GetString(File.ReadAllBytes($"/proc/{id}/cmdline"));
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int id, int signal);
}

/// <summary>Signals by their number on Linux.</summary>
internal enum Signal
{
    Interrupt = 2,
    Quit = 3,
    Kill = 9,
    Terminate = 15,
}
