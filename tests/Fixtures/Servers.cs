using Cluster.Backing;
using DotNet.Testcontainers.Containers;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Testcontainers.PostgreSql;
using Testcontainers.RabbitMq;

namespace Cluster.Fixtures;

/// <summary>
/// The real PostgreSQL and RabbitMQ of a test run: the ones that eng/test started and names in the environment, containers when it says
/// so, otherwise native servers that live as long as this test process.
/// </summary>
public sealed class Servers
{
    private static readonly Lazy<Task<Servers>> One = new(Find);

    private readonly Func<string, Task> _addVirtualHost;
    private Func<Task> _end = () => Task.CompletedTask;

    private Servers(string postgres, string rabbitMq, Func<string, Task> addVirtualHost) =>
        (Postgres, RabbitMq, _addVirtualHost) = (postgres, rabbitMq, addVirtualHost);

    /// <summary>The administrator's connection string.</summary>
    public string Postgres { get; }

    /// <summary>The broker's address without a virtual host.</summary>
    public string RabbitMq { get; }

    public static Task<Servers> Shared => One.Value;

    /// <summary>Ends those that live as long as this test process; once.</summary>
    internal static Task EndShared() =>
        One is { IsValueCreated: true, Value.IsCompletedSuccessfully: true } ? Interlocked.Exchange(ref One.Value.Result._end, () => Task.CompletedTask)() : Task.CompletedTask;

    /// <summary>A database that nobody else uses, with a login of its own.</summary>
    public Task<string> NewDatabase(string name) => PostgresDatabase.EnsureAsync(Postgres, Unique(name));

    /// <summary>A virtual host that nobody else uses.</summary>
    public async Task<string> NewVirtualHost(string name)
    {
        var host = Unique(name);
        await _addVirtualHost(host);
        return $"{RabbitMq.TrimEnd('/')}/{host}";
    }

    public static Servers Of(NativePostgres postgres, NativeRabbitMq rabbitMq) =>
        new(postgres.ConnectionString, WithoutHost(rabbitMq.ConnectionString), rabbitMq.Control.AddVirtualHostAsync);

    private static string Unique(string name) => $"{name.Replace('-', '_')}_{Guid.NewGuid():N}"[..40];

    private static string WithoutHost(string address) => new Uri(address).GetLeftPart(UriPartial.Authority);

    private static async Task<Servers> Find()
    {
        AppDomain.CurrentDomain.ProcessExit += (_, _) => EndShared().Wait(TimeSpan.FromSeconds(60)); // of a run that was stopped
        if (Environment.GetEnvironmentVariable("CLUSTER_TEST_CONTAINERS") == "1")
        {
            return await InContainers();
        }

        if (Environment.GetEnvironmentVariable("CLUSTER_TEST_POSTGRES") is { Length: > 0 } postgres
            && Environment.GetEnvironmentVariable("CLUSTER_TEST_RABBITMQ") is { Length: > 0 } rabbitMq
            && Environment.GetEnvironmentVariable("CLUSTER_TEST_RABBITMQ_FOLDER") is { Length: > 0 } folder)
        {
            return new Servers(postgres, WithoutHost(rabbitMq), RabbitMqControl.Of(folder).AddVirtualHostAsync);
        }

        return await Native();
    }

    private static async Task<Servers> Native()
    {
        var folder = Path.Combine(Path.GetTempPath(), $"cluster-tests-{Environment.ProcessId}");
        var postgres = NativePostgres.StartAsync(Path.Combine(folder, "postgres"), NullLogger.Instance);
        var rabbitMq = NativeRabbitMq.StartAsync(Path.Combine(folder, "rabbitmq"), NullLogger.Instance);
        var servers = Of(await postgres, await rabbitMq);
        servers._end = async () =>
        {
            // Their data go with them, so they are not asked to end well.
            await Task.WhenAll(postgres.Result.KillAsync(), rabbitMq.Result.KillAsync());
            Directory.Delete(folder, recursive: true);
        };
        return servers;
    }

    private static async Task<Servers> InContainers()
    {
        // The library turns durability off to be fast; here a test must meet the server that production has. The last setting counts.
        var postgres = new PostgreSqlBuilder(Environment.GetEnvironmentVariable("CLUSTER_POSTGRES_IMAGE") ?? "postgres:15")
            .WithCommand("-c", "fsync=on", "-c", "synchronous_commit=on", "-c", "full_page_writes=on", "-c", "max_connections=300")
            .Build();
        var rabbitMq = new RabbitMqBuilder(Environment.GetEnvironmentVariable("CLUSTER_RABBITMQ_IMAGE") ?? "rabbitmq:3.10").Build();
        await Task.WhenAll(postgres.StartAsync(), rabbitMq.StartAsync());
        return new Servers(postgres.GetConnectionString(), WithoutHost(rabbitMq.GetConnectionString()), async name =>
        {
            await rabbitMq.ExecAsync(["rabbitmqctl", "add_vhost", name]).ThrowOnFailure();
            await rabbitMq.ExecAsync(["rabbitmqctl", "set_permissions", "-p", name, RabbitMqBuilder.DefaultUsername, ".*", ".*", ".*"]).ThrowOnFailure();
        })
        {
            _end = () => Task.WhenAll(postgres.DisposeAsync().AsTask(), rabbitMq.DisposeAsync().AsTask()),
        };
    }
}

/// <summary>
/// Of each test assembly (Directory.Build.props): at its end, and not at that of the process, which is given less time than it takes to remove a container in which
/// a thousand tests have written.
/// </summary>
public sealed class SharedServers : IAsyncDisposable
{
    public ValueTask DisposeAsync() => new(Servers.EndShared());
}
