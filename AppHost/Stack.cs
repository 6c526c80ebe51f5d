using Cluster.Backing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Cluster.AppHost;

/// <summary>What tells this stack from another on the same machine, and the secrets that live as long as one run of it.</summary>
internal sealed class Stack
{
    /// <summary>Everything that outlives a run: the servers' data, logs, credentials.</summary>
    public required string DataFolder { get; init; }

    public required int GatewayPort { get; init; }

    public required bool HasSeeder { get; init; }

    public required bool HasDashboard { get; init; }

    /// <summary>The first operator's, with which the seeder registers everybody else.</summary>
    public string BootstrapSecret { get; } = SecretFile.New();

    public string DashboardSecret { get; } = SecretFile.New();

    public string Issuer => $"http://localhost:{GatewayPort}/";
}

internal static class StackRegistration
{
    /// <summary>Reads the settings: `Cluster:Data` as argument or configuration, `CLUSTER_DATA` in the environment, and so on.</summary>
    public static Stack AddStack(this IDistributedApplicationBuilder builder)
    {
        var settings = builder.Configuration;
        Stack stack = new()
        {
            DataFolder = Path.GetFullPath(settings["Cluster:Data"] ?? settings["CLUSTER_DATA"] ?? Path.Combine(builder.AppHostDirectory, "..", ".data")),
            GatewayPort = settings.GetValue<int?>("Cluster:GatewayPort") ?? settings.GetValue("CLUSTER_GATEWAY_PORT", 8080),
            HasSeeder = settings.GetValue("Cluster:Seed", true),
            HasDashboard = settings.GetValue("Cluster:Dashboard", true),
        };

        // Aspire's own pages and its telemetry endpoint: on this machine only, at any free port unless one was asked for.
        settings["ASPIRE_ALLOW_UNSECURED_TRANSPORT"] ??= "true";
        settings["ASPNETCORE_URLS"] ??= $"http://localhost:{FreePort.Next()}";
        settings["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"] ??= $"http://localhost:{FreePort.Next()}";

        // A stop ends when every program has ended: the servers come after them.
        settings["DcpPublisher:WaitForResourceCleanup"] = "true";

        // What waits for a resource that failed has failed too: a stack that cannot start says so instead of waiting.
        builder.Services.Configure<ResourceNotificationServiceOptions>(options => options.DefaultWaitBehavior = WaitBehavior.StopOnResourceUnavailable);
        return stack;
    }
}
