using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace Cluster.Messaging;

/// <summary>
/// Publishing has a connection of its own: under a memory or disk alarm the broker blocks connections that publish, and consumers must go on.
/// </summary>
public interface IPublishingBus : IBus;

/// <summary>The only place that knows the broker: one topic exchange for all events, one quorum queue a service, dead letters beside it.</summary>
public static class EventBus
{
    private const string Exchange = "cluster.events";
    private const int DeliveryLimit = 10;

    public static IHostApplicationBuilder AddMessaging(
        this IHostApplicationBuilder builder, string service, Action<Handlers>? configure = null)
    {
        var handlers = new Handlers().On<ReplayRequested, OnReplayRequested>();
        configure?.Invoke(handlers);

        builder.AddAuditTrail(service);
        builder.Services.AddSingleton(handlers);
        builder.Services.AddSingleton<EventLog>();
        builder.Services.AddSingleton<RelaySignal>();
        builder.Services.AddSingleton<RelayBacklog>();
        builder.Services.AddSingleton<PacketPublisher>();
        builder.Services.AddSingleton<ReplaySender>();
        builder.Services.AddSingleton<Inbox>();
        builder.Services.AddSingleton<ReadModels>();
        builder.Services.AddHostedService<Relay>();
        builder.Services.AddHealthChecks().AddCheck<RelayHealth>("relay");
        foreach (var handler in handlers.Types)
        {
            builder.Services.AddScoped(handler);
            if (handler.IsAssignableTo(typeof(IHearEverything)))
            {
                builder.Services.AddScoped(typeof(IHearEverything), handler);
            }
        }

        var broker = builder.Configuration.GetConnectionString("rabbitmq")
            ?? throw new InvalidOperationException("ConnectionStrings:rabbitmq is not set.");
        builder.Services.AddMassTransit(bus =>
        {
            bus.AddConsumer<PacketConsumer>();
            StayReady(bus);
            bus.UsingReconnectingRabbitMq((context, rabbit) =>
            {
                Connect(rabbit, broker);
                rabbit.ReceiveEndpoint(service, endpoint => Configure(endpoint, context, service, handlers));
            });
        });
        builder.Services.AddMassTransit<IPublishingBus>(bus =>
        {
            StayReady(bus);
            bus.UsingReconnectingRabbitMq((_, rabbit) => Connect(rabbit, broker));
        });
        return builder;
    }

    /// <summary>Without its broker a service still takes pushes; it is late, not down.</summary>
    private static void StayReady(IBusRegistrationConfigurator bus) =>
        bus.ConfigureHealthCheckOptions(health => health.MinimalFailureStatus = HealthStatus.Degraded);

    private static void Connect(IRabbitMqBusFactoryConfigurator rabbit, string broker)
    {
        rabbit.Host(new Uri(broker), host =>
        {
            host.PublisherConfirmation = true;
            host.Heartbeat(TimeSpan.FromSeconds(10));
        });
        rabbit.ConfigureJsonSerializerOptions(json =>
        {
            json.Encoder = JavaScriptEncoder.Create(UnicodeRanges.All);
            return json;
        });
        rabbit.Message<EventPacket>(message => message.SetEntityName(Exchange));
        rabbit.Publish<EventPacket>(publish => publish.ExchangeType = "topic");
        rabbit.Send<EventPacket>(send => send.UseRoutingKeyFormatter(c => c.Message.Kind));
    }

    private static void Configure(
        IRabbitMqReceiveEndpointConfigurator endpoint, IBusRegistrationContext context, string service, Handlers handlers)
    {
        endpoint.ConfigureConsumeTopology = false;
        endpoint.SetQuorumQueue();
        endpoint.SetQueueArgument("x-delivery-limit", DeliveryLimit);
        endpoint.SetQueueArgument("x-dead-letter-strategy", "at-least-once");
        endpoint.SetQueueArgument("x-overflow", "reject-publish");
        endpoint.BindDeadLetterQueue($"{service}_dead", $"{service}_dead", dead => dead.SetQuorumQueue());
        endpoint.PrefetchCount = 16;
        endpoint.ConcurrentMessageLimit = 4;
        foreach (var kind in handlers.HearsEverything ? ["#"] : handlers.Kinds)
        {
            endpoint.Bind(Exchange, binding =>
            {
                binding.ExchangeType = "topic";
                binding.RoutingKey = kind;
            });
        }

        // The inbox waits for its database by itself; what still comes here is a fault of ours or a message nobody can read.
        endpoint.UseMessageRetry(retry =>
        {
            retry.Ignore<JsonException>(); // it will not read better the second time, and would hold up the others meanwhile
            retry.Exponential(4, TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(5), TimeSpan.FromMilliseconds(500));
        });
        endpoint.ConfigureConsumer<PacketConsumer>(context);
    }
}
