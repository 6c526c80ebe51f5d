using System.Net;
using Cluster.Fixtures;
using Npgsql;

namespace Cluster.Gateway.Tests;

public sealed class HealthTests(RunningGateway gateway)
{
    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    public async Task A_started_gateway_says_that_it_is_well(string path)
    {
        using var http = gateway.Replica.Anonymous();

        (await http.GetStringAsync(path)).ShouldBe("Healthy");
    }

    [Fact]
    public async Task Without_its_database_the_door_still_lets_in_who_has_a_token()
    {
        var servers = await Servers.Shared;
        var database = await servers.NewDatabase("gateway-away");
        RunningGateway.Migrate(database);
        await using var replica = gateway.StartReplica(("ConnectionStrings:database", database));
        using var http = await replica.As("department");

        await TakeAway(servers.Postgres, database);

        using var push = await http.PostAsync("/api/ecology/readings", new StringContent("{}"));
        using var ready = await http.GetAsync("/health/ready");
        using var token = await replica.AskForToken("bootstrap-operator", RunningGateway.OperatorSecret);
        push.StatusCode.ShouldBe(HttpStatusCode.OK);
        ready.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await ready.Content.ReadAsStringAsync()).ShouldBe("Degraded");
        token.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await token.ProblemCode()).ShouldBe("database-unavailable");
    }

    private static async Task TakeAway(string administrator, string database)
    {
        var name = new NpgsqlConnectionStringBuilder(database).Database;
        await using var source = NpgsqlDataSource.Create(administrator);
        foreach (var sql in new[]
        {
            $"alter database \"{name}\" with allow_connections false",
            $"select pg_terminate_backend(pid) from pg_stat_activity where datname = '{name}'",
        })
        {
            await using var command = source.CreateCommand(sql);
            await command.ExecuteNonQueryAsync();
        }
    }
}
