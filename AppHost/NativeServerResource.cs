using Cluster.Backing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Cluster.AppHost;

/// <summary>A native server as a resource of the model: state, log, health, and something to wait for.</summary>
internal sealed class NativeServerResource : Resource, IResourceWithConnectionString
{
    private readonly LateConnectionString _connection;

    public NativeServerResource(string name)
        : base(name) => _connection = new(name);

    public ReferenceExpression ConnectionStringExpression => ReferenceExpression.Create($"{_connection}");

    /// <summary>The server itself, once the resource has started.</summary>
    public NativeServer? Server { get; private set; }

    public void Attach(NativeServer server)
    {
        Server = server;
        _connection.Set(server.ConnectionString);
    }
}

/// <summary>Stops the servers when everything that used them is gone; also when the stack failed to start, and is only disposed of.</summary>
internal sealed class NativeServers(DistributedApplicationModel model) : IHostedService, IAsyncDisposable
{
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => DisposeAsync().AsTask();

    public async ValueTask DisposeAsync() => await Task.WhenAll(
        model.Resources.OfType<NativeServerResource>().Select(resource => resource.Server?.DisposeAsync().AsTask() ?? Task.CompletedTask));
}

internal static class NativeServerRegistration
{
    public static IResourceBuilder<NativeServerResource> AddNativeServer(
        this IDistributedApplicationBuilder builder,
        string name,
        string type,
        Func<ILogger, CancellationToken, Task<NativeServer>> claim)
    {
        NativeServerResource resource = new(name);
        builder.Services.AddHealthChecks().AddAsyncCheck($"{name}-answers", async cancel =>
            resource.Server is { IsRunning: true } server && await server.AnswersAsync(cancel)
                ? HealthCheckResult.Healthy()
                : HealthCheckResult.Unhealthy($"{type} does not answer."));

        return builder.AddResource(resource)
            .WithInitialState(new CustomResourceSnapshot { ResourceType = type, State = KnownResourceStates.NotStarted, Properties = [] })
            .WithHealthCheck($"{name}-answers")
            .OnInitializeResource((server, starting, cancel) =>
            {
                // The servers start side by side; who needs one waits for its state.
                _ = Task.Run(() => RunAsync(server, starting, claim, cancel), cancel);
                return Task.CompletedTask;
            });
    }

    private static async Task RunAsync(
        NativeServerResource resource,
        InitializeResourceEvent starting,
        Func<ILogger, CancellationToken, Task<NativeServer>> claim,
        CancellationToken cancel)
    {
        var stopping = starting.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        try
        {
            await ShowAsync(KnownResourceStates.Starting);
            resource.Attach(await claim(starting.Logger, cancel));
            await starting.Eventing.PublishAsync(new ConnectionStringAvailableEvent(resource, starting.Services), cancel);
            await resource.Server!.StartAsync(cancel);
            await ShowAsync(KnownResourceStates.Running);
            await resource.Server.WaitForExitAsync(stopping);
            starting.Logger.LogError("The server ended by itself: start the stack again.");
            await ShowAsync(KnownResourceStates.Exited);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested || cancel.IsCancellationRequested)
        {
            await ShowAsync(KnownResourceStates.Stopping);
        }
        catch (Exception failure)
        {
            starting.Logger.LogError("{Failure}", failure.Message);
            await ShowAsync(KnownResourceStates.FailedToStart);
            throw;
        }

        Task ShowAsync(string state) => starting.Notifications.PublishUpdateAsync(resource, shown => shown with { State = state });
    }
}
