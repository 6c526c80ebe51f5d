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
    private static readonly TimeSpan RebuildLimit = TimeSpan.FromMinutes(10);

    private const string LastSentSql = """
        select max(written_at)
        from (select written_at from log_writes order by id desc limit 100) as last
        where not exists (select from log_writes where sent_at is null)
        """;

    /// <summary>A fact is an event; one that records many new months or values of a day tells as many.</summary>
    private const string ToldSql = """
        select count(*), coalesce(sum(case
            when e.kind like '%.ProjectMonthsRecorded' then json_array_length(e.body -> 'months')
            when e.kind like '%.DailyValuesRecorded' then json_array_length(e.body -> 'values')
            else 1 end), 0)
        from log_events e where e.kind not like '%.Replay%' and e.aggregate not like 'audit/%'
        """;

    /// <summary>How much the views hold, and whose log is still being heard.</summary>
    private const string HeldSql = """
        select concat_ws(' ', (select count(*) from pool_projects), (select count(*) from pool_years), (select count(*) from project_months),
            (select count(*) from project_stages), (select count(*) from light_subjects), (select count(*) from light_months), (select count(*) from light_facts),
            (select count(*) from lights where valid_until is null), (select count(*) from task_standings), (select count(*) from indicator_values),
            (select count(*) from latest_reports))
        """;

    private const string AwaitedSql = "select exists (select from light_rebuilds)";

    private static readonly string[] Services = ["coordination", "industry", "infrastructure", "ecology", "public-services", "cooperation"];

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
        new NpgsqlConnectionStringBuilder(Postgres) { Database = $"cluster_{service.Replace('-', '_')}" }.ConnectionString;

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

    public async Task Age(int days)
    {
        await using var view = NpgsqlDataSource.Create(DatabaseOf("coordination"));
        await view.Age(days);
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

    /// <summary>What the logs of all services have to say.</summary>
    public async Task<ToldFacts> ToldInAll()
    {
        var told = new ToldFacts(0, 0);
        foreach (var service in Services)
        {
            await using var log = NpgsqlDataSource.Create(DatabaseOf(service));
            await using var command = log.CreateCommand(ToldSql);
            await using var reader = await command.ExecuteReaderAsync();
            await reader.ReadAsync();
            told = new ToldFacts(told.Events + reader.GetInt64(0), told.Facts + reader.GetInt64(1));
        }

        return told;
    }

    /// <summary>Waits until every service has said that all of its log was sent, and the views hold as much as before.</summary>
    public async Task<TimeSpan> Rebuilt(Func<Task> rebuild)
    {
        await using var view = NpgsqlDataSource.Create(DatabaseOf("coordination"));
        var before = await Ask<string>(HeldSql);
        var waited = Stopwatch.StartNew();
        await rebuild();
        var now = "";
        await Eventually.True(
            async () => !await Ask<bool>(AwaitedSql) && (now = await Ask<string>(HeldSql)) == before, RebuildLimit,
            () => $"The views held {before} and hold {now}.");
        return waited.Elapsed;

        async Task<T> Ask<T>(string sql)
        {
            await using var command = view.CreateCommand(sql);
            return (T)(await command.ExecuteScalarAsync())!;
        }
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

/// <param name="Events">Entries of the logs.</param>
/// <param name="Facts">What they tell: one that records five hundred new months tells five hundred.</param>
internal sealed record ToldFacts(long Events, long Facts);
