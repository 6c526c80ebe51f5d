using Cluster.Backing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Cluster.AppHost;

/// <summary>The two servers, whichever way they run: what everything else is wired to.</summary>
internal sealed record BackingServers(
    IResourceBuilder<IResourceWithConnectionString> Postgres,
    IResourceBuilder<IResourceWithConnectionString> RabbitMq);

internal static class BackingRegistration
{
    public static BackingServers AddBacking(this IDistributedApplicationBuilder builder, Stack stack)
    {
        var mode = BackingMode.Choose(builder.Configuration, builder.ExecutionContext.IsPublishMode);
        builder.Eventing.Subscribe<BeforeStartEvent>((starting, _) =>
        {
            starting.Services.GetRequiredService<ILogger<BackingServers>>()
                .LogInformation("Backing services: {Mode}, because {Reason}.", mode.Kind, mode.Reason);
            return Task.CompletedTask;
        });

        return mode.Kind switch
        {
            BackingKind.Native => builder.AddNative(stack),
            BackingKind.Containers => builder.AddContainers(stack, mode.ContainerRuntime),
            _ => new(builder.AddConnectionString("postgres"), builder.AddConnectionString("rabbitmq")),
        };
    }

    private static BackingServers AddNative(this IDistributedApplicationBuilder builder, Stack stack)
    {
        // Hosted services stop in the reverse order of their registration: first in, so that the servers go after all that use them.
        builder.Services.AddSingleton<NativeServers>();
        builder.Services.Insert(0, ServiceDescriptor.Singleton<IHostedService>(services => services.GetRequiredService<NativeServers>()));

        return new(
            builder.AddNativeServer("postgres", "PostgreSQL", async (log, cancel) =>
                await NativePostgres.ClaimAsync(Path.Combine(stack.DataFolder, "postgres"), log, cancel)),
            builder.AddNativeServer("rabbitmq", "RabbitMQ", (log, _) =>
                Task.FromResult<NativeServer>(NativeRabbitMq.Claim(Path.Combine(stack.DataFolder, "rabbitmq"), log))));
    }

    private static BackingServers AddContainers(this IDistributedApplicationBuilder builder, Stack stack, string? runtime)
    {
        if (runtime is not null)
        {
            builder.Configuration["ASPIRE_CONTAINER_RUNTIME"] ??= runtime;
        }

        // Volumes outlive the run, so their passwords must too; their names tell one checkout's from another's.
        var volume = FolderMark.Of(stack.DataFolder);
        var password = builder.AddParameter(
            "backing-password", () => SecretFile.Ensure(Path.Combine(stack.DataFolder, "containers.secret")), secret: true);

        // The image comes first: where PostgreSQL keeps its data depends on its version, and the volume goes there.
        var postgres = builder.AddPostgres("postgres", password: password)
            .UseOwnImage("Cluster:PostgresImage")
            .WithDataVolume($"{volume}-postgres")
            .WithEnvironment("POSTGRES_INITDB_ARGS", "--data-checksums --encoding=UTF8 --locale=C.UTF-8")
            .WithArgs("-c", "max_connections=300");
        var rabbitMq = builder.AddRabbitMQ("rabbitmq", password: password)
            .UseOwnImage("Cluster:RabbitMqImage")
            .WithDataVolume($"{volume}-rabbitmq");

        return new(postgres, rabbitMq);
    }

    /// <summary>An intranet has images of its own: the setting names one in full, and nothing is put before it.</summary>
    private static IResourceBuilder<T> UseOwnImage<T>(this IResourceBuilder<T> server, string setting)
        where T : ContainerResource
    {
        if (server.ApplicationBuilder.Configuration[setting] is { Length: > 0 } image)
        {
            server.WithImage(image);
            server.Resource.Annotations.OfType<ContainerImageAnnotation>().Last().Registry = null;
        }

        return server;
    }
}
