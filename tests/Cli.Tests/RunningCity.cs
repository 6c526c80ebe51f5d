using Cluster.Backing;
using Cluster.Client;
using Cluster.Fixtures;
using Npgsql;

[assembly: AssemblyFixture(typeof(Cluster.Cli.Tests.RunningCity))]

namespace Cluster.Cli.Tests;

/// <summary>The real gateway before one real service, on real servers; a line between the command line and the gateway that a test can cut.</summary>
public sealed class RunningCity : IAsyncLifetime
{
    public const string Issuer = "http://city.test/";
    public const string OperatorSecret = "operator-secret-0123456789abcdefghij";

    private RunningService _gateway = null!;
    private TcpProxy _toService = null!;

    public RunningService Infrastructure { get; private set; } = null!;

    public Uri Gateway => new(_gateway.Address);

    public NpgsqlDataSource Database { get; private set; } = null!;

    public ClusterClient Operators { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        // Each needs the other's address before it starts: the service's is the proxy's.
        var servicePort = FreePort.Next();
        _gateway = await RunningService.Start("gateway", "Cluster.Gateway", broker: "amqp://127.0.0.1:1", settings: new Dictionary<string, string>
        {
            ["ASPNETCORE_CONTENTROOT"] = AppContext.BaseDirectory,
            ["Identity__Issuer"] = Issuer,
            ["Identity__BootstrapSecret"] = OperatorSecret,
            ["services__infrastructure__http__0"] = $"http://127.0.0.1:{servicePort}",
        });
        Infrastructure = await RunningService.Start("infrastructure", "Cluster.Infrastructure", settings: new Dictionary<string, string>
        {
            ["Identity__Issuer"] = Issuer,
            ["Identity__Authority"] = _gateway.Address,
            ["Messaging__SealEverySeconds"] = "1",
            ["Webhooks__AllowedNetworks"] = "127.0.0.0/8",
        });
        _toService = TcpProxy.To(new Uri(Infrastructure.Address).Port, servicePort);
        Database = Infrastructure.OpenDatabase();
        Operators = new ClusterClient(new ClusterClientOptions
        {
            Gateway = Gateway, ClientId = "bootstrap-operator", ClientSecret = OperatorSecret,
        });
    }

    public async ValueTask DisposeAsync()
    {
        Operators.Dispose();
        await Database.DisposeAsync();
        await _toService.DisposeAsync();
        await Infrastructure.DisposeAsync();
        await _gateway.DisposeAsync();
    }

    /// <summary>A department's desk with a credential, a folder and keys that nobody else has.</summary>
    public async Task<Desk> NewDesk()
    {
        var desk = new Desk(this);
        await Operators.Identity.PutClient(desk.ClientId, new ClientRegistration(desk.Organisation, "department", "测试", Desk.Secret));
        desk.Environment["CLUSTER_CLIENT_ID"] = desk.ClientId;
        desk.Environment["CLUSTER_CLIENT_SECRET"] = Desk.Secret;
        return desk;
    }

    public Desk OperatorsDesk()
    {
        var desk = new Desk(this);
        desk.Environment["CLUSTER_CLIENT_ID"] = "bootstrap-operator";
        desk.Environment["CLUSTER_CLIENT_SECRET"] = OperatorSecret;
        return desk;
    }

    /// <summary>A line to the gateway that can be cut.</summary>
    public TcpProxy Line() => TcpProxy.To(Gateway.Port);
}
