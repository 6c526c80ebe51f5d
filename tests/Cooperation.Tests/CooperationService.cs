using Cluster.Fixtures;

namespace Cluster.Cooperation.Tests;

/// <summary>The service with everything it needs, and an ear on its events.</summary>
public sealed class CooperationService : IAsyncLifetime
{
    public RunningService Service { get; private set; } = null!;

    public EventProbe Events { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Service = await RunningService.Start("cooperation", "Cluster.Cooperation");
        Events = await EventProbe.Open(Service.Broker);
    }

    public async ValueTask DisposeAsync()
    {
        await Events.DisposeAsync();
        await Service.DisposeAsync();
    }
}
