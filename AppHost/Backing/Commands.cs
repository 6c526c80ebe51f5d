using System.ComponentModel;
using System.Diagnostics;

namespace Cluster.Backing;

/// <summary>Runs a program to its end, within a limit, and keeps what it said for the error message.</summary>
internal static class Commands
{
    public static async Task<string> RunAsync(ProcessStartInfo start, TimeSpan limit, CancellationToken cancel)
    {
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;

        using var process = StartOrExplain(start);
        process.StandardInput.Close();
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        deadline.CancelAfter(limit);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(deadline.Token);
            var error = process.StandardError.ReadToEndAsync(deadline.Token);
            await process.WaitForExitAsync(deadline.Token);
            return process.ExitCode == 0
                ? await output
                : throw new BackingException($"`{Line(start)}` ended with {process.ExitCode}:\n{await error}{await output}".TrimEnd());
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new BackingException($"`{Line(start)}` did not end within {limit.TotalSeconds:0} s: is the machine overloaded?");
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    public static Process StartOrExplain(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception missing)
        {
            throw new BackingException($"`{start.FileName}` cannot be started: {missing.Message}. {Programs.InstallHint}", missing);
        }
    }

    private static string Line(ProcessStartInfo start) => $"{Path.GetFileName(start.FileName)} {string.Join(' ', start.ArgumentList)}";
}
