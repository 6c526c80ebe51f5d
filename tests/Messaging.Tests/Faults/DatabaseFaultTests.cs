using System.Diagnostics;
using System.Net;
using Cluster.Fixtures;

namespace Cluster.Messaging.Tests.Faults;

/// <summary>The database goes away under a warm pool and comes back (F09).</summary>
public sealed class DatabaseFaultTests : IAsyncLifetime
{
    private City _city = null!;

    public async ValueTask InitializeAsync() => _city = await City.Start();

    public async ValueTask DisposeAsync() => await _city.DisposeAsync();

    [Fact]
    public async Task F09_pushes_answer_503_while_the_database_is_away_and_succeed_within_five_seconds_of_its_return()
    {
        var driver = new PushDriver(_city.Coordination, City.Departments[0], seed: 901);
        for (var batch = 0; batch < 5; batch++)
        {
            await driver.Push(rows: 100);
        }

        await _city.Postgres.StopImmediatelyAsync();
        var pushing = driver.Push(rows: 100);
        await Eventually.True(() => Task.FromResult(driver.Refusals.Count >= 2));
        driver.Refusals.ShouldAllBe(status => status == HttpStatusCode.ServiceUnavailable);

        await _city.Postgres.StartAsync();
        var back = Stopwatch.StartNew();
        await pushing;
        back.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(5));
        await driver.Push(rows: 100);
        await new InvariantChecker(_city, driver).Check();
    }

    [Fact]
    public async Task A_consumer_waits_for_its_database_and_applies_what_came_meanwhile()
    {
        var driver = new PushDriver(_city.Coordination, City.Departments[0], seed: 902);
        await driver.Push(rows: 500);
        await _city.Postgres.StopImmediatelyAsync();
        await _city.Postgres.StartAsync();
        await driver.Push(rows: 500);

        await new InvariantChecker(_city, driver).Check();
    }
}
