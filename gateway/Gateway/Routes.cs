using System.Net;
using Cluster.ServiceDefaults;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.Transforms;

namespace Cluster.Gateway;

/// <summary>
/// Who may go where. The routes are in appsettings.json under ReverseProxy; here is what holds for all of them.
/// The addresses there are names that service discovery resolves (services:NAME:http:0).
/// </summary>
public static class Routes
{
    public static void AddRoutes(this WebApplicationBuilder builder) => builder.Services.AddReverseProxy()
        .LoadFromConfig(builder.Configuration.GetSection("ReverseProxy"))
        .AddConfigFilter<ClusterDefaults>()
        .AddServiceDiscoveryDestinationResolver()
        .ConfigureHttpClient((_, handler) => handler.ConnectTimeout = TimeSpan.FromSeconds(2))
        .AddTransforms(transforms => transforms.AddRequestTransform(RemoveForgeable));

    public static void MapRoutes(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapReverseProxy(proxy =>
        {
            proxy.Use(ProxyFailure.Answer);
            proxy.UseLoadBalancing();
            proxy.UsePassiveHealthChecks();
        });

        // What no route takes under these is not a page of the dashboard, which takes all the rest.
        foreach (var area in new[] { "api", "openapi", "identity", "connect", "account" })
        {
            endpoints.Map($"/{area}/{{**rest}}", () => Problem.Of(ServiceDefaults.Refusals.NotFound).AsResult());
        }
    }

    /// <summary>Only the gateway says where a request comes from; the X-Forwarded headers of its own are set after this.</summary>
    private static ValueTask RemoveForgeable(RequestTransformContext context)
    {
        foreach (var (header, _) in context.HttpContext.Request.Headers)
        {
            if (header.StartsWith("X-Forwarded-", StringComparison.OrdinalIgnoreCase)
                || header.StartsWith("X-User-", StringComparison.OrdinalIgnoreCase)
                || header.Equals("X-Real-IP", StringComparison.OrdinalIgnoreCase)
                || header.Equals("Forwarded", StringComparison.OrdinalIgnoreCase))
            {
                context.ProxyRequest.Headers.Remove(header);
            }
        }

        return default;
    }

    /// <summary>What every cluster has unless its configuration says otherwise.</summary>
    private sealed class ClusterDefaults : IProxyConfigFilter
    {
        private const int ConnectionsMax = 512;
        private static readonly TimeSpan SilenceMax = TimeSpan.FromSeconds(60);
        private static readonly TimeSpan ReactivationPeriod = TimeSpan.FromSeconds(5);

        public ValueTask<RouteConfig> ConfigureRouteAsync(RouteConfig route, ClusterConfig? cluster, CancellationToken cancel) => new(route);

        public ValueTask<ClusterConfig> ConfigureClusterAsync(ClusterConfig cluster, CancellationToken cancel) => new(cluster with
        {
            HttpClient = cluster.HttpClient ?? new HttpClientConfig { MaxConnectionsPerServer = ConnectionsMax },
            HttpRequest = new ForwarderRequestConfig
            {
                Version = HttpVersion.Version11,
                VersionPolicy = HttpVersionPolicy.RequestVersionExact,
                ActivityTimeout = cluster.HttpRequest?.ActivityTimeout ?? SilenceMax,
            },
            HealthCheck = cluster.HealthCheck ?? new HealthCheckConfig
            {
                Passive = new PassiveHealthCheckConfig
                {
                    Enabled = true,
                    Policy = HealthCheckConstants.PassivePolicy.TransportFailureRate,
                    ReactivationPeriod = ReactivationPeriod,
                },

                // With a single replica, trying it is the quickest way to notice that it is back.
                AvailableDestinationsPolicy = HealthCheckConstants.AvailableDestinations.HealthyOrPanic,
            },
        });
    }
}
