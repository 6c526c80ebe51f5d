using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Headers;
using Cluster.Backing;
using Npgsql;

namespace Cluster.Fixtures;

/// <summary>
/// One service as it really runs: a process of its own on a database and a virtual host that nobody else uses, so that a test may kill it.
/// </summary>
public sealed class RunningService : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    private readonly string _assembly;
    private readonly TestIssuer _issuer;
    private readonly Dictionary<string, string> _settings = [];
    private readonly ConcurrentQueue<string> _output = new();
    private Process? _process;

    private RunningService(string name, string assembly, TestIssuer issuer) => (Name, _assembly, _issuer) = (name, assembly, issuer);

    public string Name { get; }

    public required string Database { get; init; }

    public required string Broker { get; init; }

    public string Address { get; private set; } = "";

    public int ProcessId => _process?.Id ?? 0;

    /// <summary>What the process wrote to its console.</summary>
    public string Output => string.Join('\n', _output);

    /// <param name="name">As in its address: public-services.</param>
    /// <param name="assembly">As in the file: Cluster.PublicServices.</param>
    /// <param name="broker">A virtual host to share with another service; a new one otherwise.</param>
    /// <param name="database">A database to share with another replica; a new one otherwise.</param>
    public static async Task<RunningService> Start(
        string name, string assembly, string? broker = null, string? database = null, Servers? servers = null,
        IReadOnlyDictionary<string, string>? settings = null)
    {
        servers ??= await Servers.Shared;
        var service = new RunningService(name, assembly, await TestIssuer.Start())
        {
            Database = database ?? await servers.NewDatabase(name),
            Broker = broker ?? await servers.NewVirtualHost(name),
        };
        foreach (var (key, value) in settings ?? new Dictionary<string, string>())
        {
            service._settings[key] = value;
        }

        await service.StartProcess();
        return service;
    }

    /// <summary>Not migrated and not started: the test does both.</summary>
    public static async Task<RunningService> Prepare(string name, string assembly, string database) =>
        new(name, assembly, await TestIssuer.Start()) { Database = database, Broker = "amqp://127.0.0.1:1" };

    /// <summary>A client that carries the credential of one organisation's system.</summary>
    public HttpClient As(string organisation, string role = "department", string? client = null, string scope = "cluster.read cluster.write", string position = "")
    {
        var http = new HttpClient { BaseAddress = new Uri(Address), Timeout = TimeSpan.FromSeconds(60) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Bearer", _issuer.Token(organisation, role, client ?? $"{organisation}-system", scope, position));
        return http;
    }

    public void Revoke(string client) => _issuer.Revoke(client);

    public NpgsqlDataSource OpenDatabase() => NpgsqlDataSource.Create(Database);

    public async Task Migrate()
    {
        using var job = Process.Start(Launch("--migrate"))!;
        var output = job.StandardOutput.ReadToEndAsync();
        var errors = job.StandardError.ReadToEndAsync();
        await job.WaitForExitAsync().WaitAsync(StartLimit);
        if (job.ExitCode != 0)
        {
            throw new InvalidOperationException($"The migration of {Name} ended with {job.ExitCode}:\n{await output}\n{await errors}");
        }
    }

    /// <summary>A migration job that the test handles itself.</summary>
    public Process StartMigration() => Process.Start(Launch("--migrate"))!;

    public async Task StartProcess(bool waitUntilReady = true)
    {
        Address = $"http://127.0.0.1:{FreePort.Next()}";
        _process = Process.Start(Launch("--urls", Address))!;
        _process.OutputDataReceived += (_, line) => _output.Enqueue(line.Data ?? "");
        _process.ErrorDataReceived += (_, line) => _output.Enqueue(line.Data ?? "");
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        if (waitUntilReady)
        {
            using var http = new HttpClient { BaseAddress = new Uri(Address) };
            await Eventually.True(async () => _process.HasExited || (await http.GetAsync("/health/ready")).IsSuccessStatusCode, StartLimit, () => Output);
            if (_process.HasExited) // whoever answers there is another one
            {
                throw new InvalidOperationException($"{Name} ended with {_process.ExitCode} at its start:\n{Output}");
            }
        }
    }

    /// <summary>SIGKILL: nothing is flushed, nothing is said.</summary>
    public async Task Kill()
    {
        _process!.Kill();
        await _process.WaitForExitAsync().WaitAsync(StartLimit);
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            await Kill();
        }

        if (Environment.GetEnvironmentVariable("CLUSTER_TEST_OUTPUT") is { Length: > 0 } folder)
        {
            await File.WriteAllTextAsync(Path.Combine(folder, $"{Name}-{ProcessId}.log"), Output);
        }

        _process?.Dispose();
        await _issuer.DisposeAsync();
    }

    private ProcessStartInfo Launch(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, _assembly + ".dll"), .. arguments])
        {
            UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        start.Environment["ConnectionStrings__database"] = Database;
        start.Environment["ConnectionStrings__rabbitmq"] = Broker;
        start.Environment["Identity__Authority"] = _issuer.Address;
        start.Environment["Identity__Issuer"] = _issuer.Address;
        start.Environment["Logging__LogLevel__Default"] = "Warning";
        foreach (var (key, value) in _settings)
        {
            start.Environment[key] = value;
        }

        return start;
    }
}
