using System.Net.Http.Headers;
using System.Net.Http.Json;
using Cluster.Backing;
using Cluster.Fixtures;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

[assembly: AssemblyFixture(typeof(Cluster.Gateway.Tests.RunningGateway))]

namespace Cluster.Gateway.Tests;

/// <summary>
/// The gateway on a real port and a database of its own. Ecology and the dashboard answer, infrastructure is down, industry is given up
/// when it is silent for a second.
/// </summary>
public sealed class RunningGateway : IAsyncLifetime
{
    public const string Issuer = "http://gateway.test/";
    public const string OperatorSecret = "operator-secret-0123456789abcdefghij";

    public static readonly string DashboardSecret = new('d', 32);

    private readonly List<IAsyncDisposable> _started = [];

    public string Database { get; private set; } = "";

    public Replica Replica { get; private set; } = null!;

    /// <summary>Nobody listens here.</summary>
    public string DownAddress { get; } = $"http://127.0.0.1:{FreePort.Next()}";

    private Backend Ecology { get; set; } = null!;

    private Backend Industry { get; set; } = null!;

    private Backend Dashboard { get; set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Database = await (await Servers.Shared).NewDatabase("gateway");
        Ecology = await Backend.Start("ecology");
        Industry = await Backend.Start("industry");
        Dashboard = await Backend.Start("dashboard");
        _started.AddRange([Ecology, Industry, Dashboard]);
        Migrate(Database);
        Replica = StartReplica();
    }

    /// <summary>Another process of the gateway, as far as its state goes: it shares the database and nothing else.</summary>
    public Replica StartReplica(params (string Setting, string Value)[] settings)
    {
        var replica = new Replica(
        [
            ("ConnectionStrings:database", Database),
            ("Identity:Issuer", Issuer),
            ("Identity:BootstrapSecret", OperatorSecret),
            ("Identity:DashboardSecret", DashboardSecret),
            ("Identity:SignIn:TriesPerMinuteOfAddressMax", "1000000"),
            ("Quota:RequestsPerSecond", "1000000"),
            ("Quota:Burst", "1000000"),
            ("services:ecology:http:0", Ecology.Address),
            ("services:industry:http:0", Industry.Address),
            ("services:dashboard:http:0", Dashboard.Address),
            ("services:infrastructure:http:0", DownAddress),
            ("ReverseProxy:Clusters:industry:HttpRequest:ActivityTimeout", "00:00:01"),
            .. settings,
        ]);
        _started.Add(replica);
        replica.StartServer();
        return replica;
    }

    /// <summary>As an operator runs it before anything else.</summary>
    public static void Migrate(string database, params string[] settings)
    {
        string[] arguments = [$"--ConnectionStrings:database={database}", .. settings, "--migrate"];
        typeof(Program).Assembly.EntryPoint!.Invoke(null, [arguments]);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var one in Enumerable.Reverse(_started))
        {
            await one.DisposeAsync();
        }
    }
}

public sealed class Replica : WebApplicationFactory<Program>
{
    public const string Secret = "client-secret-0123456789abcdefghijk";

    private readonly (string Setting, string Value)[] _settings;

    public Replica((string Setting, string Value)[] settings)
    {
        _settings = settings;
        UseKestrel(0);
    }

    public Uri Address => ClientOptions.BaseAddress;

    public T Service<T>() where T : notnull => Services.GetRequiredService<T>();

    /// <summary>Shares the process with the gateway but no trace with it.</summary>
    public HttpClient Anonymous() =>
        new(new SocketsHttpHandler { AllowAutoRedirect = false, ActivityHeadersPropagator = null }) { BaseAddress = Address };

    public HttpClient With(string token)
    {
        var http = Anonymous();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return http;
    }

    public async Task<HttpClient> Operator() => With(await Token("bootstrap-operator", RunningGateway.OperatorSecret));

    /// <summary>Registers a client of this role and carries its token.</summary>
    public async Task<HttpClient> As(string role)
    {
        var clientId = NewClientId();
        using var put = await Put(clientId, Registration(role));
        put.IsSuccessStatusCode.ShouldBeTrue();
        return With(await Token(clientId, Secret));
    }

    public static string NewClientId() => $"client-{Guid.NewGuid():N}";

    public static object Registration(string role, string secret = Secret) =>
        new { organisation = role == "operator" ? null : "市交通运输局", role, displayName = "测试", secret };

    public async Task<HttpResponseMessage> Put(string clientId, object registration)
    {
        using var http = await Operator();
        return await http.PutAsJsonAsync($"/identity/clients/{clientId}", registration);
    }

    public async Task<HttpResponseMessage> AskForToken(string clientId, string secret, string? scope = null)
    {
        using var http = Anonymous();
        var form = new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials", ["client_id"] = clientId, ["client_secret"] = secret,
        };
        if (scope is not null)
        {
            form["scope"] = scope;
        }

        return await http.PostAsync("/connect/token", new FormUrlEncodedContent(form));
    }

    public async Task<string> Token(string clientId, string secret, string? scope = null)
    {
        using var response = await AskForToken(clientId, secret, scope);
        var answer = await response.Json();
        answer.Text("access_token").ShouldNotBeEmpty(answer.ToJsonString());
        return answer.Text("access_token");
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Production");
        builder.ConfigureLogging(logging => logging.ClearProviders());
        foreach (var (setting, value) in _settings)
        {
            builder.UseSetting(setting, value);
        }
    }
}
