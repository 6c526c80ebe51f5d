using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;

namespace Cluster.System.Tests;

/// <summary>An intranet's own image of PostgreSQL: used by its full name, its data on the volume that outlives the run.</summary>
public sealed class OwnImageTests
{
    [Theory]
    [InlineData("registry.example:5000/city/postgres:15", "/var/lib/postgresql/data")]
    [InlineData("localhost/cluster-postgres:15", "/var/lib/postgresql/data")]
    [InlineData("postgres:18.1", "/var/lib/postgresql")]
    public async Task The_volume_is_where_that_version_keeps_its_data(string image, string folder)
    {
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.AppHost>(
            [$"--Cluster:Data={Path.Combine(Path.GetTempPath(), "cluster-own-image")}", "--Cluster:Backing=containers", $"--Cluster:PostgresImage={image}"]);

        var postgres = builder.Resources.Single(resource => resource.Name == "postgres");

        postgres.TryGetContainerImageName(out var name).ShouldBeTrue();
        name.ShouldBe(image);
        postgres.Annotations.OfType<ContainerMountAnnotation>().ShouldHaveSingleItem().Target.ShouldBe(folder);
    }
}
