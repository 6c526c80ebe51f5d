using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Cluster.AppHost;

/// <summary>Each resource's output as a file under the data folder, where it outlives the run: the first thing to read after a failure.</summary>
internal sealed class LogFiles(Stack stack, DistributedApplicationModel model, ResourceLoggerService logs) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var folder = Path.Combine(stack.DataFolder, "logs");
        Directory.CreateDirectory(folder);
        return Task.WhenAll(model.Resources.Select(resource => FollowAsync(resource, Path.Combine(folder, $"{resource.Name}.log"), stoppingToken)));
    }

    private async Task FollowAsync(IResource resource, string file, CancellationToken cancel)
    {
        await using var writer = new StreamWriter(file, append: false);
        await foreach (var lines in logs.WatchAsync(resource).WithCancellation(cancel))
        {
            foreach (var line in lines)
            {
                await writer.WriteLineAsync(line.Content.AsMemory(), cancel);
            }

            await writer.FlushAsync(cancel);
        }
    }
}

internal static class LogRegistration
{
    /// <summary>First of all hosted services: Aspire's own returns from its start only when every resource runs.</summary>
    public static void AddLogs(this IDistributedApplicationBuilder builder, Stack stack)
    {
        builder.Services.Insert(0, ServiceDescriptor.Singleton<IHostedService>(services => ActivatorUtilities.CreateInstance<LogFiles>(services, stack)));
        builder.Services.Insert(0, ServiceDescriptor.Singleton<IHostedService, StateLog>());
    }
}
