using System.Net;
using Cluster.Ingestion;
using Cluster.Messaging;
using Cluster.ServiceDefaults;
using Cluster.Webhooks.Deliveries;
using Cluster.Webhooks.Sending;
using Cluster.Webhooks.Subscriptions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Cluster.Webhooks;

/// <summary>
/// Events out (事件推送): what <c>GET …/changes</c> gives is sent to whoever subscribes, signed as Standard Webhooks says, as CloudEvents 1.0.
/// It stands beside the writers: all that it does begins with reading the log.
/// </summary>
public static class SignedWebhooks
{
    /// <summary>What changing a subscription needs beside cluster.write: <c>{service}.webhooks.write</c>.</summary>
    public const string ResourceName = "webhooks";

    public static IHostApplicationBuilder AddWebhooks(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton(TargetRules.From(builder.Configuration));
        builder.Services.AddSingleton<ResolveName>(Dns.GetHostAddressesAsync);
        builder.Services.AddSingleton<Targets>();
        builder.Services.AddSingleton<WebhookTrail>();
        builder.Services.AddSingleton<WebhookMetrics>();
        builder.Services.AddSingleton<WebhookSender>();
        builder.Services.AddSingleton<QueueDeliveries>();
        builder.Services.AddSingleton<DueDeliveries>();
        builder.Services.AddSingleton<SettleDeliveries>();
        builder.Services.AddHostedService<WebhookWorker>();
        builder.Services.AddHostedService<DeliveryCleaner>();
        return builder;
    }

    public static RouteGroupBuilder MapWebhooks(this RouteGroupBuilder routes, string service)
    {
        var webhooks = routes.MapGroup(ResourceName);
        webhooks.MapRead();
        webhooks.MapDeliveryLog();
        var writes = webhooks.MapGroup("").RequireAuthorization(policy => policy.RequireWrite(service, ResourceName));
        writes.MapPut();
        writes.MapDelete();
        writes.MapRotate();
        writes.MapTest();
        writes.MapReplays();
        return routes;
    }
}
