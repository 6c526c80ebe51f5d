using System.Reflection;
using Cluster.Backing;

namespace Cluster.AppHost;

/// <summary>How each kind of program stands in the picture: what it is given, and what it waits for.</summary>
internal static class Services
{
    /// <summary>A service with its database and the bus.</summary>
    public static IResourceBuilder<ProgramResource> AddService<TProject>(
        this IDistributedApplicationBuilder builder, string name, BackingServers backing)
        where TProject : IProjectMetadata, new() =>
        builder.AddWithDatabase<TProject>(name, backing, FreePort.Next())
            .WithReference(backing.RabbitMq, "rabbitmq")
            .WaitFor(backing.RabbitMq);

    public static IResourceBuilder<ProgramResource> AddGateway<TProject>(
        this IDistributedApplicationBuilder builder, Stack stack, BackingServers backing)
        where TProject : IProjectMetadata, new() =>
        builder.AddWithDatabase<TProject>("gateway", backing, stack.GatewayPort)
            .WithEnvironment("Identity__Issuer", stack.Issuer)
            .WithEnvironment("Identity__BootstrapSecret", stack.BootstrapSecret)
            .WithEnvironment("Identity__DashboardSecret", stack.DashboardSecret);

    public static void WithIdentityOf(this IResourceBuilder<ProgramResource> service, IResourceBuilder<ProgramResource> gateway, Stack stack) =>
        service
            .WithEnvironment("Identity__Authority", gateway.GetEndpoint("http"))
            .WithEnvironment("Identity__Issuer", stack.Issuer);

    public static IResourceBuilder<ProgramResource> AddDashboard<TProject>(
        this IDistributedApplicationBuilder builder, Stack stack, IResourceBuilder<ProgramResource> gateway)
        where TProject : IProjectMetadata, new()
    {
        var dashboard = builder.AddProgram<TProject>("dashboard")
            .AsWebServer(FreePort.Next())
            .WithReference(gateway)
            .WithEnvironment("Cluster__ClientId", "dashboard")
            .WithEnvironment("Cluster__ClientSecret", stack.DashboardSecret)
            .WithEnvironment("SignIn__KeyFolder", Path.Combine(stack.DataFolder, "dashboard-keys"))
            .WaitFor(gateway);
        dashboard.WithIdentityOf(gateway, stack);
        return dashboard;
    }

    public static void AddSeeder<TProject>(
        this IDistributedApplicationBuilder builder,
        Stack stack,
        IResourceBuilder<ProgramResource> gateway,
        IReadOnlyList<IResourceBuilder<ProgramResource>> services)
        where TProject : IProjectMetadata, new()
    {
        var seeder = builder.AddProgram<TProject>("seeder")
            .WithEnvironment("Cluster__Gateway", gateway.GetEndpoint("http"))
            .WithEnvironment("Cluster__BootstrapSecret", stack.BootstrapSecret)
            .WithEnvironment("Cluster__Data", stack.DataFolder)
            .WaitFor(gateway);
        foreach (var service in services)
        {
            seeder.WaitFor(service);
        }
    }

    /// <summary>It migrates its database itself, before it listens.</summary>
    private static IResourceBuilder<ProgramResource> AddWithDatabase<TProject>(
        this IDistributedApplicationBuilder builder, string name, BackingServers backing, int port)
        where TProject : IProjectMetadata, new()
    {
        var database = builder.AddDatabase(name, backing);
        return builder.AddProgram<TProject>(name).AsWebServer(port).WithReference(database, "database").WaitFor(database);
    }

    private static IResourceBuilder<ProgramResource> AddProgram<TProject>(this IDistributedApplicationBuilder builder, string name)
        where TProject : IProjectMetadata, new() =>
        builder.AddResource(ProgramResource.Of<TProject>(name)).WithOtlpExporter();

    /// <summary>It listens itself: a proxy in front of it would only cost time.</summary>
    private static IResourceBuilder<ProgramResource> AsWebServer(this IResourceBuilder<ProgramResource> program, int port) =>
        program
            .WithHttpEndpoint(port: port, isProxied: false)
            .WithEnvironment("ASPNETCORE_URLS", program.GetEndpoint("http"))
            .WithHttpHealthCheck("/health/ready");
}

/// <summary>
/// One of our programs, run as it was built beside this one. Aspire's own project resource goes through `dotnet run`, which costs a second
/// of processor time and 80 MB for each of sixteen programs.
/// </summary>
internal sealed class ProgramResource(string name, string executable, string folder)
    : ExecutableResource(name, executable, folder), IResourceWithServiceDiscovery
{
    private static readonly string Configuration =
        typeof(ProgramResource).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;

    public static ProgramResource Of<TProject>(string name)
        where TProject : IProjectMetadata, new()
    {
        var project = new TProject().ProjectPath;
        var folder = Path.GetDirectoryName(project)!;
        var built = Path.Combine(
            folder, "bin", Configuration, $"net{Environment.Version.ToString(2)}", $"Cluster.{Path.GetFileNameWithoutExtension(project)}");
        return new(name, built, folder);
    }
}
