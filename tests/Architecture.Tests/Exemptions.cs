namespace Cluster.Architecture.Tests;

/// <param name="Rule">The test that would fail.</param>
/// <param name="Where">The file or type that may break it.</param>
internal sealed record Exemption(string Rule, string Where, string Reason);

/// <summary>Where the rules of the house do not hold, and why. An entry that is no longer needed fails its rule.</summary>
internal static class Exemptions
{
    public static readonly IReadOnlyList<Exemption> All =
    [
        new(nameof(BrokerTests.Only_Messaging_takes_the_brokers_packages), "services/Platform/Messaging/Messaging.csproj",
            "Messaging is the one that knows the broker."),
        new(nameof(BrokerTests.Only_Messaging_takes_the_brokers_packages), "tests/Fixtures/Fixtures.csproj",
            "The probe listens to what really crosses the broker, as any service would."),
        new(nameof(BrokerTests.Only_Messaging_takes_the_brokers_packages), "tests/Messaging.Tests/Messaging.Tests.csproj",
            "Faults of the broker are made and looked at from outside."),
        new(nameof(BrokerTests.Only_Messaging_takes_the_brokers_packages), "tests/Backing.Tests/Backing.Tests.csproj",
            "That a native RabbitMQ answers is seen by connecting to it; Backing itself has no client."),
        new(nameof(DatabaseTests.No_service_connects_to_a_database_but_its_own), "ServiceDefaults/Database.cs",
            "The one place that opens the database a service is given."),
        new(nameof(PackageTests.Versions_are_central), "AppHost/AppHost.csproj",
            "An MSBuild SDK is found before the central versions are read, so its version stands in the project."),
        new(nameof(PackageTests.No_package_source_is_named), "tests/Architecture.Tests/PackageTests.cs", "The samples that break the rule."),
        new(nameof(UnfinishedTests.Nothing_is_put_off), ".editorconfig", "It says that this rule stands for an analyzer's."),
    ];
}
