using Cluster.Fixtures;
using Npgsql;

namespace Cluster.Ingestion.Tests;

/// <summary>A service that one test at a time pushes to, on a line to PostgreSQL that can be cut.</summary>
public sealed class LonelyService : IAsyncLifetime
{
    private EventProbe _listener = null!;

    public RunningService Service { get; private set; } = null!;

    public TcpProxy Line { get; private set; } = null!;

    /// <summary>Past the line.</summary>
    public NpgsqlDataSource Database { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var database = new NpgsqlConnectionStringBuilder(await (await Servers.Shared).NewDatabase("infrastructure")) { SslMode = SslMode.Disable };
        Database = NpgsqlDataSource.Create(database.ConnectionString);
        Line = TcpProxy.To(database.Port, host: database.Host!);
        (database.Host, database.Port) = ("127.0.0.1", Line.Port);
        Service = await RunningService.Start("infrastructure", "Cluster.Infrastructure", database: database.ConnectionString);
        _listener = await EventProbe.Open(Service.Broker);
    }

    public async ValueTask DisposeAsync()
    {
        await _listener.DisposeAsync();
        await Service.DisposeAsync();
        await Line.DisposeAsync();
        await Database.DisposeAsync();
    }

    [CollectionDefinition]
    public sealed class Alone : ICollectionFixture<LonelyService>;
}
