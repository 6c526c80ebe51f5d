using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Cluster.Backing;
using Microsoft.Extensions.DependencyInjection;

[assembly: AssemblyFixture(typeof(Cluster.System.Tests.WholeStack))]

namespace Cluster.System.Tests;

/// <summary>The whole system as eng/up starts it, seeded with the real plan, on data and ports of its own; started once for all tests.</summary>
public sealed class WholeStack : IAsyncLifetime
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(5);

    private readonly string _data = Path.Combine(Path.GetTempPath(), $"cluster-system-{Environment.ProcessId}");
    private readonly int _port = FreePort.Next();
    private DistributedApplication _app = null!;

    public string Gateway => $"http://localhost:{_port}";

    public string CredentialsFile => Path.Combine(_data, "credentials.json");

    private ResourceNotificationService Resources => _app.Services.GetRequiredService<ResourceNotificationService>();

    public async ValueTask InitializeAsync()
    {
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.AppHost>(
            [$"--Cluster:Data={_data}", $"--Cluster:GatewayPort={_port}", "--Cluster:Backing=native"]);
        _app = await builder.BuildAsync();
        await _app.StartAsync().WaitAsync(StartLimit);
        await SeederEnds(exitCode: 0);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        foreach (var place in NativePostgres.Places(Path.Combine(_data, "postgres")).Append(_data).Where(Directory.Exists))
        {
            Directory.Delete(place, recursive: true);
        }
    }

    /// <summary>A client with the credential that the seeder made for an organisation.</summary>
    public async Task<HttpClient> As(string organisation)
    {
        var credentials = JsonNode.Parse(await File.ReadAllTextAsync(CredentialsFile))!;
        var credential = credentials["clients"]!.AsArray().Single(c => c!["organisation"]!.GetValue<string>() == organisation)!;
        var http = new HttpClient { BaseAddress = new Uri(Gateway), Timeout = TimeSpan.FromSeconds(30) };
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = credential["clientId"]!.GetValue<string>(),
            ["client_secret"] = credential["clientSecret"]!.GetValue<string>(),
        });
        using var answer = await http.PostAsync("/connect/token", form);
        var token = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["access_token"]!.GetValue<string>();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return http;
    }

    public Task<HttpClient> Office() => As("领导小组办公室");

    /// <summary>As eng/up prints it, for one of the accounts that a new system has.</summary>
    public async Task<string> OneTimePasswordOf(string userName)
    {
        var accounts = await File.ReadAllLinesAsync(Path.Combine(_data, "administrators.txt"));
        return accounts.Select(account => account.Split(' ')).Single(account => account[0] == userName)[1];
    }

    public async Task Stop(string resource)
    {
        await Command(resource, KnownResourceCommands.StopCommand);
        await Resources.WaitForResourceAsync(resource, KnownResourceStates.TerminalStates).WaitAsync(StartLimit);
    }

    public async Task Start(string resource)
    {
        await Command(resource, KnownResourceCommands.StartCommand);
        await Resources.WaitForResourceHealthyAsync(resource).WaitAsync(StartLimit);
    }

    public async Task SeedAgain()
    {
        await Command("seeder", KnownResourceCommands.StartCommand);
        await Resources.WaitForResourceAsync("seeder", KnownResourceStates.Running).WaitAsync(StartLimit);
        await SeederEnds(exitCode: 0);
    }

    private async Task SeederEnds(int exitCode)
    {
        var ended = await Resources.WaitForResourceAsync("seeder", e => e.Snapshot.ExitCode is not null).WaitAsync(StartLimit);
        ended.Snapshot.ExitCode.ShouldBe(exitCode);
    }

    private async Task Command(string resource, string command) =>
        (await _app.ResourceCommands.ExecuteCommandAsync(resource, command)).Success.ShouldBeTrue();
}
