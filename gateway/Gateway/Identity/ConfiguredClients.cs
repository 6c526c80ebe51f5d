using Cluster.ServiceDefaults;

namespace Cluster.Gateway.Identity;

/// <summary>The two clients that the deployment itself brings along, so that there is somebody to register the others.</summary>
public static class ConfiguredClients
{
    private const string Dashboard = "dashboard";

    private static readonly (string Secret, Client Client)[] All =
    [
        ("Identity:BootstrapSecret", new Client("bootstrap-operator", null, Roles.Operator, "初始运维凭证 Bootstrap operator")),
        ("Identity:DashboardSecret", new Client(Dashboard, null, Roles.Reader, "看板 Dashboard")),
    ];

    public static bool Include(string clientId) => All.Any(configured => configured.Client.ClientId == clientId);

    public static async Task Save(IConfiguration configuration, PutClient put)
    {
        foreach (var (setting, client) in All)
        {
            if (configuration[setting] is not { Length: > 0 } secret)
            {
                continue;
            }

            if (Client.CheckSecret(secret) is { } error)
            {
                throw new InvalidOperationException($"{setting}: {error.Message.En}");
            }

            await put.Save(client.ClientId == Dashboard ? client with { Site = configuration["Identity:Issuer"] } : client, secret);
        }
    }
}
