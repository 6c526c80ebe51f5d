using Cluster.Fixtures;

[assembly: AssemblyFixture(typeof(Cluster.Webhooks.Tests.InfrastructureService))]

namespace Cluster.Webhooks.Tests;

/// <summary>A service that sends events, as two replicas; tests share it, each with departments of its own. Targets on this machine are allowed.</summary>
public sealed class InfrastructureService : IAsyncLifetime
{
    public static readonly Dictionary<string, string> Settings = new() { ["Webhooks__AllowedNetworks"] = "127.0.0.0/8" };

    public RunningService One { get; private set; } = null!;

    public RunningService Other { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        One = await RunningService.Start("infrastructure", "Cluster.Infrastructure", settings: Settings);
        Other = await RunningService.Start("infrastructure", "Cluster.Infrastructure", One.Broker, One.Database, settings: Settings);
    }

    public async ValueTask DisposeAsync()
    {
        await Other.DisposeAsync();
        await One.DisposeAsync();
    }
}
