using Cluster.Fixtures;

namespace Cluster.Portfolio.Tests;

/// <summary>Tests that share a service, and so follow each other: a service of their own costs each class seconds.</summary>
[CollectionDefinition]
public sealed class Pipeline : ICollectionFixture<PortfolioService>;

/// <summary>A service that hosts the pipeline, with everything it needs, and an ear on its events. Which of them it is makes no difference.</summary>
public sealed class PortfolioService : IAsyncLifetime
{
    public const string Projects = "/api/infrastructure/projects";

    public RunningService Service { get; private set; } = null!;

    public EventProbe Events { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Service = await RunningService.Start("infrastructure", "Cluster.Infrastructure");
        Events = await EventProbe.Open(Service.Broker);
    }

    public async ValueTask DisposeAsync()
    {
        await Events.DisposeAsync();
        await Service.DisposeAsync();
    }
}
