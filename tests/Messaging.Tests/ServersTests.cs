using Cluster.Fixtures;
using Npgsql;

namespace Cluster.Messaging.Tests;

/// <summary>Native or in containers: what a test proves about a crash, it proves on a server that keeps what it has confirmed.</summary>
public sealed class ServersTests
{
    [Theory]
    [InlineData("fsync", "on")]
    [InlineData("synchronous_commit", "on")]
    [InlineData("full_page_writes", "on")]
    [InlineData("max_connections", "300")]
    public async Task The_database_of_a_test_run_is_set_as_a_production_one(string setting, string expected)
    {
        await using var admin = NpgsqlDataSource.Create((await Servers.Shared).Postgres);
        await using var show = admin.CreateCommand($"SHOW {setting}");

        (await show.ExecuteScalarAsync()).ShouldBe(expected);
    }
}
