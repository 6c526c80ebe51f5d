using Cluster.Fixtures;
using Npgsql;

namespace Cluster.Messaging.Tests.Faults;

/// <summary>A service dies while the broker is away or slow, or the broker refuses to take more: nothing is lost and nothing counts twice (F01, F06).</summary>
public sealed class BrokerFaultTests : IAsyncLifetime
{
    private City _city = null!;

    public async ValueTask InitializeAsync() => _city = await City.Start();

    public async ValueTask DisposeAsync() => await _city.DisposeAsync();

    [Fact]
    public async Task F01_a_service_killed_between_commit_and_publish_sends_after_its_restart()
    {
        var driver = new PushDriver(_city.Coordination, City.Departments[0], seed: 101);
        await _city.RabbitMq.Control.StopApplicationAsync();
        await driver.Push(rows: 200);
        await _city.Coordination.Kill();
        await _city.RabbitMq.Control.StartApplicationAsync();
        await _city.Coordination.StartProcess();

        await new InvariantChecker(_city, driver).Check();
    }

    [Fact]
    public async Task F01_a_service_killed_between_publish_and_marking_sends_twice_and_counts_once()
    {
        var driver = new PushDriver(_city.Coordination, City.Departments[0], seed: 102);
        await (await EventProbe.Open(_city.Coordination.Broker)).DisposeAsync(); // its queue stays and collects
        await _city.RabbitMq.Control.StopApplicationAsync();
        await driver.Push(rows: 50);
        await using (var database = NpgsqlDataSource.Create(_city.Coordination.Database))
        await using (var connection = await database.OpenConnectionAsync())
        {
            // Claiming is allowed under this lock, marking is not: the relay publishes and then waits for us.
            await using var transaction = await connection.BeginTransactionAsync();
            await using var hold = new NpgsqlCommand("lock table log_writes in share mode", connection, transaction);
            await hold.ExecuteNonQueryAsync();
            await _city.RabbitMq.Control.StartApplicationAsync();
            await using var again = await EventProbe.Open(_city.Coordination.Broker);
            await again.Wait(events => Reports(events) >= 50);
            await _city.Coordination.Kill();
        }

        await using var after = await EventProbe.Open(_city.Coordination.Broker);
        await _city.Coordination.StartProcess();
        await after.Wait(events => Reports(events) >= 50);
        await new InvariantChecker(_city, driver).Check();
    }

    [Fact]
    public async Task F06_under_a_memory_alarm_pushes_are_answered_consumers_go_on_and_all_arrives_afterwards()
    {
        var driver = new PushDriver(_city.Coordination, City.Departments[0], seed: 106);
        await driver.Push(rows: 100);
        await _city.RabbitMq.Control.RaiseMemoryAlarmAsync();
        for (var batch = 0; batch < 10; batch++)
        {
            await driver.Push(rows: 100);
        }

        driver.Refusals.ShouldBeEmpty();
        await _city.RabbitMq.Control.ClearMemoryAlarmAsync();
        await new InvariantChecker(_city, driver).Check();
    }

    private static int Reports(IEnumerable<ProbedEvent> events) =>
        events.Where(e => e.Kind.EndsWith(".ProgressReported", StringComparison.Ordinal)).Select(e => e.Aggregate).Distinct().Count();
}
