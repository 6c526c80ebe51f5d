using MassTransit;
using MassTransit.Configuration;
using MassTransit.Observables;
using MassTransit.RabbitMqTransport.Configuration;
using MassTransit.Transports;

namespace Cluster.Messaging;

/// <summary>
/// A bus on RabbitMQ that looks for a lost broker every few seconds. MassTransit's own waits grow to 38 s and start again only with the
/// process: after the third outage a consumer stood still for half a minute though the broker was back. It offers no setting, so this
/// replaces the one object that holds it; what is worth another try stays MassTransit's decision.
/// </summary>
internal static class Reconnecting
{
    /// <summary>MassTransit itself rests another second before each try.</summary>
    private static readonly TimeSpan TryEvery = TimeSpan.FromSeconds(2);

    /// <summary>MassTransit keeps an array of so many waits; when they are used up it begins again.</summary>
    private const int TriesInRow = 1_000;

    public static void UsingReconnectingRabbitMq(
        this IBusRegistrationConfigurator bus, Action<IBusRegistrationContext, IRabbitMqBusFactoryConfigurator> configure) =>
        bus.SetBusFactory(new Factory(
            new BusConfiguration(new RabbitMqTopologyConfiguration(RabbitMqBusFactory.CreateMessageTopology())), configure));

    private sealed class Factory(BusConfiguration bus, Action<IBusRegistrationContext, IRabbitMqBusFactoryConfigurator> configure)
        : TransportRegistrationBusFactory<IRabbitMqReceiveEndpointConfigurator>(bus.HostConfiguration)
    {
        public override IBusInstance CreateBus(
            IBusRegistrationContext context, IEnumerable<IBusInstanceSpecification> specifications, string busName) =>
            CreateBus(new RabbitMqBusFactoryConfigurator(bus), context, configure, specifications);
    }

    private sealed class HostConfiguration : RabbitMqHostConfiguration
    {
        public HostConfiguration(IRabbitMqBusConfiguration bus, IRabbitMqTopologyConfiguration topology)
            : base(bus, topology)
        {
            var worthRetrying = base.ReceiveTransportRetryPolicy;
            ReceiveTransportRetryPolicy = Retry.CreatePolicy(retry =>
            {
                retry.Handle<Exception>(worthRetrying.IsHandled);
                retry.Interval(TriesInRow, TryEvery);
            });
        }

        public override IRetryPolicy ReceiveTransportRetryPolicy { get; }
    }

    private sealed class BusConfiguration : RabbitMqEndpointConfiguration, IRabbitMqBusConfiguration
    {
        private readonly BusObservable _observers = new();

        public BusConfiguration(IRabbitMqTopologyConfiguration topology)
            : base(topology)
        {
            HostConfiguration = new HostConfiguration(this, topology);
            BusEndpointConfiguration = CreateEndpointConfiguration(isBusEndpoint: true);
        }

        public IRabbitMqHostConfiguration HostConfiguration { get; }

        public IRabbitMqEndpointConfiguration BusEndpointConfiguration { get; }

        IHostConfiguration IBusConfiguration.HostConfiguration => HostConfiguration;

        IEndpointConfiguration IBusConfiguration.BusEndpointConfiguration => BusEndpointConfiguration;

        IBusObserver IBusConfiguration.BusObservers => _observers;

        public ConnectHandle ConnectBusObserver(IBusObserver observer) => _observers.Connect(observer);

        public ConnectHandle ConnectEndpointConfigurationObserver(IEndpointConfigurationObserver observer) =>
            HostConfiguration.ConnectEndpointConfigurationObserver(observer);
    }
}
