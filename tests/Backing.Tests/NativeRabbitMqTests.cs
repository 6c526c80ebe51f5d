using Npgsql;

namespace Cluster.Backing.Tests;

public sealed class NativeRabbitMqTests(CrashedRun run) : IClassFixture<CrashedRun>
{
    private NativeRabbitMq Server => run.RabbitMq;

    [Fact]
    public async Task Servers_of_a_killed_run_are_taken_over_with_their_data()
    {
        run.ServersOutlivedTheirRun.ShouldBeTrue();
        (await CrashedRun.CountAsync(Server.ConnectionString)).ShouldBeGreaterThan(0u);

        await using var connection = new NpgsqlConnection(run.Postgres.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("SELECT value FROM kept", connection);
        (await command.ExecuteScalarAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task A_confirmed_message_survives_the_kill_and_the_port_stays()
    {
        var (port, before) = (Server.Port, await CrashedRun.CountAsync(Server.ConnectionString));
        await CrashedRun.PublishAsync(Server.ConnectionString);

        await Server.KillAsync();
        (await CrashedRun.AnswersAsync(Server.ConnectionString)).ShouldBeFalse();
        await Server.StartAsync();

        Server.Port.ShouldBe(port);
        (await CrashedRun.CountAsync(Server.ConnectionString)).ShouldBe(before + 1);
    }

    [Fact]
    public async Task A_virtual_host_is_made_and_deleted_from_another_process_than_the_one_that_started_the_node()
    {
        var control = RabbitMqControl.Of(Server.Folder);

        await control.AddVirtualHostAsync("tests");
        (await CrashedRun.AnswersAsync(Server.ConnectionStringOf("tests"))).ShouldBeTrue();

        await control.DeleteVirtualHostAsync("tests");
        (await CrashedRun.AnswersAsync(Server.ConnectionStringOf("tests"))).ShouldBeFalse();
    }

    [Fact]
    public async Task The_memory_alarm_is_raised_and_cleared()
    {
        await Server.Control.RaiseMemoryAlarmAsync();
        (await AlarmsAsync()).ShouldContain("memory");

        await Server.Control.ClearMemoryAlarmAsync();
        (await AlarmsAsync()).ShouldNotContain("memory");

        Task<string> AlarmsAsync() => Server.Control.RunAsync("eval", "rabbit_alarm:get_alarms().");
    }

    [Fact]
    public async Task A_command_that_the_node_refuses_says_why()
    {
        var refused = await Should.ThrowAsync<BackingException>(() => Server.Control.RunAsync("delete_vhost", "nowhere"));

        refused.Message.ShouldContain("nowhere");
    }
}
