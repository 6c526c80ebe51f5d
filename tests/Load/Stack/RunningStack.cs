using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Cluster.Backing;
using Cluster.Fixtures;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Cluster.Load.Stack;

/// <summary>The system as eng/up starts it, without its pages, on real servers with data and ports of their own.</summary>
internal sealed class RunningStack : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan SettleLimit = TimeSpan.FromMinutes(2);

    private const string LastSentSql = """
        select max(written_at)
        from (select written_at from log_writes order by id desc limit 100) as last
        where not exists (select from log_writes where sent_at is null)
        """;

    private static readonly string[] Programs =
        ["gateway", "coordination", "industry", "infrastructure", "ecology", "public-services", "cooperation"];

    private readonly DistributedApplication _app;
    private readonly Uri _gateway;
    private readonly Dictionary<string, Credential> _credentials;
    private readonly string _operatorSecret;

    private RunningStack(DistributedApplication app, Uri gateway, IReadOnlyList<Credential> credentials, string postgres, string broker, Processors processors, string operatorSecret)
    {
        (_app, _gateway, Postgres, Broker, Processors, _operatorSecret) = (app, gateway, postgres, broker, processors, operatorSecret);
        _credentials = credentials.Where(c => c.Organisation is not null).ToDictionary(c => c.Organisation!);
    }

    /// <summary>The administrator's connection string.</summary>
    public string Postgres { get; }

    public string Broker { get; }

    public Processors Processors { get; }

    public static async Task<RunningStack> Start(string folder)
    {
        var port = FreePort.Next();
        string? operatorSecret = null;
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.AppHost>(
            [$"--Cluster:Data={folder}", $"--Cluster:GatewayPort={port}", "--Cluster:Dashboard=false", "--Cluster:Backing=native"]);
        var gateway = builder.Resources.OfType<IResourceWithEnvironment>().Single(resource => resource.Name == "gateway");
        builder.CreateResourceBuilder(gateway) // what is measured is the work, not the quota
            .WithEnvironment("Quota__RequestsPerSecond", "1000000").WithEnvironment("Quota__Burst", "1000000")
            .WithEnvironment(environment => operatorSecret = environment.EnvironmentVariables["Identity__BootstrapSecret"].ToString());
        builder.Services.AddLogging(logging => logging.ClearProviders()); // every resource has its own file under the folder
        var app = await builder.BuildAsync();
        try
        {
            await app.StartAsync().WaitAsync(StartLimit);
            var seeder = await app.ResourceNotifications
                .WaitForResourceAsync("seeder", change => change.Snapshot.ExitCode is not null).WaitAsync(StartLimit);
            if (seeder.Snapshot.ExitCode != 0)
            {
                throw new LoadException($"The seeder ended with {seeder.Snapshot.ExitCode}: {folder}/logs/seeder.log says why.");
            }

            var programs = new Dictionary<string, int>();
            foreach (var name in Programs)
            {
                programs[name] = await ProcessOf(app, name);
            }

            var postgres = (await app.GetConnectionStringAsync("postgres"))!;
            var broker = (await app.GetConnectionStringAsync("rabbitmq"))!;
            return new RunningStack(
                app, new Uri($"http://localhost:{port}"), await ReadCredentials(folder), postgres, broker,
                new Processors(
                    programs, await PostmasterOf(postgres),
                    Processors.WithCommandLine("beam.smp", FolderMark.Of(Path.Combine(folder, "rabbitmq")))), operatorSecret!)
            {
                Folder = folder,
            };
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    public Task<Door> DoorOf(string organisation) => Door.Open(_gateway, _credentials[organisation]);

    /// <summary>Where a service listens, past the gateway.</summary>
    public Uri AddressOf(string service) => _app.GetEndpoint(service, "http");

    /// <summary>Who may check the log.</summary>
    public Task<Door> OperatorDoor() => Door.Open(_gateway, new Credential("", "operator", "bootstrap-operator", _operatorSecret));

    /// <summary>The departments and the office.</summary>
    public IEnumerable<string> Organisations => _credentials.Keys;

    public string DatabaseOf(string service) =>
        new NpgsqlConnectionStringBuilder(Postgres) { Database = $"cluster_{service}" }.ConnectionString;

    /// <summary>Waits until the broker has taken the service's last event and the office's service has applied it.</summary>
    public async Task<TimeSpan> Settle(string service)
    {
        var waited = Stopwatch.StartNew();
        await using var log = NpgsqlDataSource.Create(DatabaseOf(service));
        await using var view = NpgsqlDataSource.Create(DatabaseOf("coordination"));
        await Eventually.True(
            async () =>
            {
                await using var last = log.CreateCommand(LastSentSql);
                await using var heard = view.CreateCommand("select as_of from service_freshness where service = $1");
                heard.Parameters.Add(new() { Value = service });
                return await last.ExecuteScalarAsync() is DateTime written && await heard.ExecuteScalarAsync() is DateTime asOf && asOf >= written;
            },
            SettleLimit,
            () => $"The events of {service} are not applied.");
        return waited.Elapsed;
    }

    /// <summary>Waits until no light is due any more.</summary>
    public async Task<TimeSpan> LightsJudged()
    {
        var waited = Stopwatch.StartNew();
        await using var view = NpgsqlDataSource.Create(DatabaseOf("coordination"));
        await Eventually.True(
            async () =>
            {
                await using var due = view.CreateCommand("select exists (select from light_clocks where due_at <= now())");
                return await due.ExecuteScalarAsync() is false;
            },
            SettleLimit,
            () => "The lights are not judged.");
        return waited.Elapsed;
    }

    /// <summary>As if none had been shown before: all are due.</summary>
    public async Task ForgetLights()
    {
        await using var view = NpgsqlDataSource.Create(DatabaseOf("coordination"));
        await using var forget = view.CreateCommand("truncate lights; update light_clocks set due_at = now(), judged_on = null");
        await forget.ExecuteNonQueryAsync();
    }

    public async Task<long> LightsShown()
    {
        await using var view = NpgsqlDataSource.Create(DatabaseOf("coordination"));
        await using var shown = view.CreateCommand("select count(*) from lights where valid_until is null");
        return (long)(await shown.ExecuteScalarAsync())!;
    }

    /// <summary>Waits until the log is sealed up to its last write, which takes a minute at most.</summary>
    public async Task Sealed(string service)
    {
        await using var log = NpgsqlDataSource.Create(DatabaseOf(service));
        await Eventually.True(
            async () =>
            {
                await using var last = log.CreateCommand("select (select max(id) from log_writes) = (select max(w) from log_seals, unnest(writes) as w)");
                return await last.ExecuteScalarAsync() is true;
            },
            SettleLimit,
            () => $"The log of {service} is not sealed.");
    }

    public async Task<long> EventsIn(string service)
    {
        await using var log = NpgsqlDataSource.Create(DatabaseOf(service));
        await using var counted = log.CreateCommand("select count(*) from log_events");
        return (long)(await counted.ExecuteScalarAsync())!;
    }

    /// <summary>For what the bench itself brings.</summary>
    public required string Folder { get; init; }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private static async Task<int> ProcessOf(DistributedApplication app, string program)
    {
        var running = await app.ResourceNotifications.WaitForResourceAsync(program, change => IdOf(change) is not null).WaitAsync(StartLimit);
        return Convert.ToInt32(IdOf(running), CultureInfo.InvariantCulture);

        static object? IdOf(ResourceEvent change) =>
            change.Snapshot.Properties.FirstOrDefault(property => property.Name == "executable.pid")?.Value;
    }

    /// <summary>The parent of every backend, looked up while one of them is connected.</summary>
    private static async Task<int> PostmasterOf(string postgres)
    {
        await using var source = NpgsqlDataSource.Create(postgres);
        await using var command = source.CreateCommand("select pg_backend_pid()");
        return Processors.ParentOf((int)(await command.ExecuteScalarAsync())!);
    }

    private static async Task<IReadOnlyList<Credential>> ReadCredentials(string folder)
    {
        await using var file = File.OpenRead(Path.Combine(folder, "credentials.json"));
        using var document = await JsonDocument.ParseAsync(file);
        return document.RootElement.GetProperty("clients").Deserialize<List<Credential>>(JsonSerializerOptions.Web)!;
    }
}
