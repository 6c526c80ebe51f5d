using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Cluster.Backing;

/// <summary>
/// A real server as a child process, with all its state in one folder and on a port of its own for the life of this object. It can be
/// stopped, killed and started again; an installed system service is never touched.
/// </summary>
public abstract class NativeServer : IAsyncDisposable
{
    private const int TailLines = 30;
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(25);

    private readonly ConcurrentQueue<string> _tail = new();
    private readonly ILogger _log;
    private Process? _process;

    private protected NativeServer(ServerFolder folder, ILogger log)
    {
        Home = folder;
        _log = log;
    }

    public int Port { get; } = FreePort.Next();

    public string Folder => Home.Path;

    /// <summary>The administrator's, for as long as this object lives.</summary>
    public abstract string ConnectionString { get; }

    public int ProcessId => _process?.Id ?? 0;

    public bool IsRunning => _process is { HasExited: false };

    private protected ServerFolder Home { get; }

    private protected abstract string Name { get; }

    private protected abstract Signal StopSignal { get; }

    /// <summary>What must exist before the process: run before each start, so it may find its work done.</summary>
    private protected abstract Task PrepareAsync(CancellationToken cancel);

    private protected abstract ProcessStartInfo Launch();

    /// <summary>False while the server is not there; throws when waiting is of no use.</summary>
    public abstract Task<bool> AnswersAsync(CancellationToken cancel);

    /// <summary>Starts the server, also again after a stop or a kill, on the same port; returns when it answers.</summary>
    public async Task StartAsync(CancellationToken cancel = default)
    {
        if (IsRunning)
        {
            return;
        }

        if (MarkedProcesses.Find(Home.Mark).Count > 0)
        {
            _log.LogWarning("{Server} of an earlier run is still there, in {Folder}: it is stopped first.", Name, Folder);
            await MarkedProcesses.StopAsync(Home.Mark, StopSignal, cancel);
        }

        var started = Stopwatch.StartNew();
        await PrepareAsync(cancel);
        _tail.Clear();
        _process = Pump(Launch());
        while (!await AnswersAsync(cancel))
        {
            if (_process.HasExited || started.Elapsed > StartLimit)
            {
                throw new BackingException(
                    $"{Name} in {Folder} {(_process.HasExited ? $"ended with {_process.ExitCode}" : $"does not answer after {StartLimit.TotalSeconds:0} s")}. "
                    + $"Its last lines say why; `eng/up --fresh` starts from empty data.\n{string.Join('\n', _tail)}");
            }

            await Task.Delay(Poll, cancel);
        }

        _log.LogInformation("{Server} answers on port {Port} after {Seconds:0.0} s; its data are in {Folder}.", Name, Port, started.Elapsed.TotalSeconds, Folder);
    }

    /// <summary>A clean stop; what does not end within its limit is killed.</summary>
    public async Task StopAsync(CancellationToken cancel = default)
    {
        if (_process is { HasExited: false } running)
        {
            MarkedProcesses.Send(running.Id, StopSignal);
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            limit.CancelAfter(MarkedProcesses.StopLimit);
            try
            {
                await running.WaitForExitAsync(limit.Token);
            }
            catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
            {
                _log.LogWarning("{Server} did not stop within {Seconds:0} s: it is killed.", Name, MarkedProcesses.StopLimit.TotalSeconds);
            }
        }

        await KillAsync(cancel);
    }

    /// <summary>The crash: SIGKILL to every process of this server.</summary>
    public async Task KillAsync(CancellationToken cancel = default)
    {
        await MarkedProcesses.KillAsync(Home.Mark, cancel);
        await WaitForExitAsync(cancel);
    }

    public Task WaitForExitAsync(CancellationToken cancel = default) => _process?.WaitForExitAsync(cancel) ?? Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Home.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected static async Task<TServer> StartedAsync<TServer>(TServer server, CancellationToken cancel)
        where TServer : NativeServer
    {
        try
        {
            await server.StartAsync(cancel);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Stops what a crashed run left behind in this folder; a run that is alive keeps its servers and is reported.</summary>
    private protected static async Task StopLeftoverAsync(string folder, Signal signal, CancellationToken cancel)
    {
        using var home = ServerFolder.Claim(folder);
        await MarkedProcesses.StopAsync(home.Mark, signal, cancel);
    }

    private Process Pump(ProcessStartInfo start)
    {
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        var process = Commands.StartOrExplain(start);
        process.OutputDataReceived += (_, line) => Note(line.Data);
        process.ErrorDataReceived += (_, line) => Note(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private void Note(string? line)
    {
        if (string.IsNullOrWhiteSpace(line))
        {
            return;
        }

        _tail.Enqueue(line);
        while (_tail.Count > TailLines && _tail.TryDequeue(out _))
        {
            // Only the last lines are worth showing.
        }

        _log.LogInformation("{Line}", line);
    }
}
