using Cluster.Backing;
using Microsoft.Extensions.Logging;

namespace Cluster.AppHost;

/// <summary>One service's database on the PostgreSQL server, reached by its own login.</summary>
internal sealed class DatabaseResource : Resource, IResourceWithConnectionString, IResourceWithWaitSupport
{
    private readonly LateConnectionString _connection;

    public DatabaseResource(string name, string databaseName)
        : base(name) => (_connection, DatabaseName) = (new(name), databaseName);

    public string DatabaseName { get; }

    public ReferenceExpression ConnectionStringExpression => ReferenceExpression.Create($"{_connection}");

    public void Attach(string connectionString) => _connection.Set(connectionString);
}

internal static class DatabaseRegistration
{
    public static IResourceBuilder<DatabaseResource> AddDatabase(this IDistributedApplicationBuilder builder, string service, BackingServers backing)
    {
        var postgres = backing.Postgres.Resource;
        return builder.AddResource(new DatabaseResource($"{service}-database", $"cluster_{service.Replace('-', '_')}"))
            .WithInitialState(new CustomResourceSnapshot { ResourceType = "Database", State = KnownResourceStates.Waiting, Properties = [] })
            .WithParentRelationship(postgres)
            .WaitFor(backing.Postgres)
            .OnInitializeResource((database, starting, cancel) =>
            {
                _ = Task.Run(() => EnsureAsync(postgres, database, starting, cancel), cancel);
                return Task.CompletedTask;
            });
    }

    private static async Task EnsureAsync(
        IResourceWithConnectionString postgres, DatabaseResource database, InitializeResourceEvent starting, CancellationToken cancel)
    {
        try
        {
            // Handled by everything that this resource waits for.
            await starting.Eventing.PublishAsync(new BeforeResourceStartedEvent(database, starting.Services), cancel);
            var admin = await postgres.GetConnectionStringAsync(cancel)
                ?? throw new BackingException("PostgreSQL's connection string is empty: set ConnectionStrings__postgres.");
            database.Attach(await PostgresDatabase.EnsureAsync(admin, database.DatabaseName, cancel));
            await starting.Eventing.PublishAsync(new ConnectionStringAvailableEvent(database, starting.Services), cancel);
            await ShowAsync(KnownResourceStates.Running);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            starting.Logger.LogError("The database cannot be made: {Failure}", failure.Message);
            await ShowAsync(KnownResourceStates.FailedToStart);
        }

        Task ShowAsync(string state) => starting.Notifications.PublishUpdateAsync(database, shown => shown with { State = state });
    }
}
