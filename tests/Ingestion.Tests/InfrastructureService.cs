using Cluster.Fixtures;
using Npgsql;

[assembly: AssemblyFixture(typeof(Cluster.Ingestion.Tests.InfrastructureService))]

namespace Cluster.Ingestion.Tests;

/// <summary>A service to push to, as two replicas on one database; tests share it, each with departments of its own.</summary>
public sealed class InfrastructureService : IAsyncLifetime
{
    private EventProbe _listener = null!;

    public RunningService One { get; private set; } = null!;

    public RunningService Other { get; private set; } = null!;

    public NpgsqlDataSource Database { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        One = await RunningService.Start("infrastructure", "Cluster.Infrastructure");
        Other = await RunningService.Start("infrastructure", "Cluster.Infrastructure", One.Broker, One.Database);
        Database = One.OpenDatabase();
        _listener = await EventProbe.Open(One.Broker);
    }

    public async ValueTask DisposeAsync()
    {
        await _listener.DisposeAsync();
        await Database.DisposeAsync();
        await Other.DisposeAsync();
        await One.DisposeAsync();
    }

    /// <summary>A department that nobody else is.</summary>
    public Department NewDepartment() => new(One, Other, Database);
}
