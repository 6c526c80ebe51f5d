using System.Globalization;
using Cluster.Fixtures;
using Npgsql;

namespace Cluster.Messaging.Tests.Faults;

/// <summary>The broker goes away and comes back, or dies: pushes go on, the views follow, and nothing is lost (F03, F04).</summary>
public sealed class BrokerOutageTests : IAsyncLifetime
{
    /// <summary>F03 asks for 50 rounds; a normal run makes fewer and says so here.</summary>
    private static readonly int Rounds =
        int.Parse(Environment.GetEnvironmentVariable("CLUSTER_FAULT_ROUNDS") ?? "4", CultureInfo.InvariantCulture);

    /// <summary>However many outages went before: the waits between two looks for the broker must not add up.</summary>
    private static readonly TimeSpan FollowsWithin = TimeSpan.FromSeconds(15);

    private City _city = null!;

    public async ValueTask InitializeAsync() => _city = await City.Start();

    public async ValueTask DisposeAsync() => await _city.DisposeAsync();

    [Fact]
    public async Task F03_a_broker_that_stops_and_starts_again_and_again_loses_nothing()
    {
        var driver = new PushDriver(_city.Coordination, City.Departments[0], seed: 103);
        for (var round = 0; round < Rounds; round++)
        {
            var pushing = PushUntilStopped(driver, rows: 50, out var stop);
            await _city.RabbitMq.Control.StopApplicationAsync();
            await _city.RabbitMq.Control.StartApplicationAsync();
            await stop.CancelAsync();
            await pushing;
            stop.Dispose();
        }

        driver.Refusals.ShouldBeEmpty("a push does not need the broker");
        await new InvariantChecker(_city, driver).Check();
    }

    [Fact]
    public async Task F03_however_often_the_broker_was_looked_for_in_vain_the_views_follow_soon_after_it_is_back()
    {
        const int looks = 12; // the connections of publishing and consuming together
        var driver = new PushDriver(_city.Coordination, City.Departments[0], seed: 105);
        await _city.RabbitMq.Control.StopApplicationAsync();
        var before = FailedLooks();
        await Eventually.True(() => Task.FromResult(FailedLooks() - before >= looks), TimeSpan.FromSeconds(40));
        await driver.Push(rows: 50);
        await _city.RabbitMq.Control.StartApplicationAsync();

        await TheViewsFollow();
        await new InvariantChecker(_city, driver).Check();

        int FailedLooks() => _city.Coordination.Output.Split("Connection Failed:").Length;
    }

    [Fact]
    public async Task F04_a_broker_killed_with_thousands_of_events_unacknowledged_delivers_them_again()
    {
        // The first replica stands still with the packets it was given; the second takes the pushes and consumes beside it.
        await using var second = await RunningService.Start(
            "coordination", "Cluster.Coordination", _city.Coordination.Broker, _city.Coordination.Database, _city.Servers);
        var driver = new PushDriver(second, City.Departments[1], seed: 104);
        await using (await FrozenProcess.Freeze(_city.Coordination.ProcessId))
        {
            // Looked at while pushes go on: the broker gives up a replica that has said nothing for some twenty seconds, and on a slow machine all of them
            // would be over after that.
            var pushing = PushUntilStopped(driver, rows: 500, out var stop);
            await Eventually.True(async () => await Unacknowledged() > 5, TimeSpan.FromMinutes(2)); // packets of up to 500 events
            await _city.RabbitMq.KillAsync();
            await _city.RabbitMq.StartAsync();
            await stop.CancelAsync();
            await pushing;
            stop.Dispose();
        }

        driver.Refusals.ShouldBeEmpty();
        await new InvariantChecker(_city, driver).Check();
    }

    /// <summary>What was pushed last went through relay, broker and consumer.</summary>
    private async Task TheViewsFollow()
    {
        await using var database = NpgsqlDataSource.Create(_city.Coordination.Database);
        await using var follows = database.CreateCommand(
            "select as_of >= (select max(written_at) from log_writes) from service_freshness where service = 'coordination'");
        await Eventually.True(async () => await follows.ExecuteScalarAsync() is true, FollowsWithin);
    }

    private async Task<int> Unacknowledged()
    {
        var host = new Uri(_city.Coordination.Broker).AbsolutePath.Trim('/');
        var listed = await _city.RabbitMq.Control.RunAsync("list_queues", "-q", "-p", host, "name", "messages_unacknowledged", "--no-table-headers");
        return int.Parse(listed.Split('\n').Single(l => l.StartsWith("coordination\t", StringComparison.Ordinal)).Split('\t')[1], CultureInfo.InvariantCulture);
    }

    private static Task PushUntilStopped(PushDriver driver, int rows, out CancellationTokenSource stop)
    {
        var source = stop = new CancellationTokenSource();
        return Task.Run(async () =>
        {
            while (!source.IsCancellationRequested)
            {
                await driver.Push(rows);
            }
        });
    }
}
