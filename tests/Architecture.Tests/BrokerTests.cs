using static ArchUnitNET.Fluent.ArchRuleDefinition;

namespace Cluster.Architecture.Tests;

/// <summary>Only Messaging knows which broker there is; tests may look at it from outside.</summary>
public sealed class BrokerTests
{
    private static readonly HouseRule<TextFile> Declared = new(HouseRule.NoText("""<PackageReference\s+Include="(MassTransit[^"]*|RabbitMQ\.Client[^"]*)"""))
    {
        Advice = "What a service needs of the broker, Messaging says in our words.",
        Breaks =
        [
            TextFile.Sample("""<PackageReference Include="MassTransit.RabbitMQ" />""", "services/Sample/Sample.csproj"),
            TextFile.Sample("""<PackageReference Include="RabbitMQ.Client" />""", "services/Sample/Sample.csproj"),
        ],
        Keeps = [TextFile.Sample("""<PackageReference Include="Aspire.Hosting.RabbitMQ" />""", "AppHost/AppHost.csproj")],
    };

    private static readonly HouseRule<Part> Compiled = new(part => Product.Violations(
        Types().That().Are(part.Types).Should().NotDependOnAny(Types(includeReferenced: true).That().ResideInNamespaceMatching("^(MassTransit|RabbitMQ)"))))
    {
        Advice = "What a service needs of the broker, Messaging says in our words.",
        Breaks = [Product.Sample("sample", typeof(KnowsTheBroker)), Product.Sample("sample", typeof(HearsTheBroker))],
        Keeps = [Product.Sample("sample", typeof(KnowsMessaging))],
    };

    [Fact]
    public void Only_Messaging_takes_the_brokers_packages() => Declared.ShouldHoldFor(Repository.BuildFiles);

    [Fact]
    public void Only_Messaging_depends_on_the_brokers_types() => Compiled.ShouldHoldFor(Product.Parts.Where(part => part.Name != "Messaging"));

    private sealed class KnowsTheBroker
    {
        public static Task Publish(MassTransit.IBus bus, object message) => bus.Publish(message);
    }

    private sealed class HearsTheBroker : MassTransit.IConsumer<Messaging.EventPacket>
    {
        public Task Consume(MassTransit.ConsumeContext<Messaging.EventPacket> context) => Task.CompletedTask;
    }

    private sealed class KnowsMessaging
    {
        public static void Append(Messaging.LogTransaction transaction) => transaction.Append("sample/rows/1", 1, "a fact");
    }
}
