using System.Text.Json.Nodes;
using Cluster.Contracts;
using Cluster.Fixtures;
using Cluster.Messaging;
using Npgsql;

namespace Cluster.Coordination.Tests.Indicators;

/// <summary>What the office sees of G06; the tests share its versions, each goes on where the one before it may have ended.</summary>
public sealed class OnIndicatorWithdrawnTests(CoordinationService coordination) : IClassFixture<CoordinationService>, IAsyncLifetime
{
    private const string Aggregate = "coordination/indicators/G06/150200";
    private static long version;

    /// <summary>Versions of this test: one after those of the tests before it.</summary>
    private readonly long _first = Interlocked.Add(ref version, 10);

    private readonly NpgsqlDataSource _database = coordination.Service.OpenDatabase();

    public async ValueTask InitializeAsync()
    {
        await Tell(_first, Measured(80));
        await Eventually.True(async () => await ValueSeen() == 80);
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task The_office_sees_no_value_until_the_next_measurement()
    {
        await Tell(_first + 1, new IndicatorWithdrawn("G06", "150200"));

        var target = await Eventually.Fits(Target, t => t["value"] is null);
        (target["met"], target["period"], target["source"]).ShouldBe((null, null, null));
        await Tell(_first + 2, Measured(100));
        await Eventually.True(async () => await ValueSeen() == 100);
    }

    [Fact]
    public async Task Told_again_after_the_next_measurement_it_takes_nothing_away()
    {
        var write = await Tell(_first + 1, new IndicatorWithdrawn("G06", "150200"));
        await Eventually.True(async () => await ValueSeen() is null);
        await Tell(_first + 2, Measured(100));
        await Eventually.True(async () => await ValueSeen() == 100);

        await SendAgain(write);

        (await ValueSeen()).ShouldBe(100);
        (await DeadLetters()).ShouldBe(0);
    }

    [Fact]
    public async Task A_measurement_that_comes_after_its_withdrawal_is_not_seen()
    {
        await Tell(_first + 2, new IndicatorWithdrawn("G06", "150200"));
        await Eventually.True(async () => await ValueSeen() is null);

        await SendAgain(await Tell(_first + 1, Measured(100)));

        (await ValueSeen()).ShouldBeNull();
        (await DeadLetters()).ShouldBe(0);
    }

    [Fact]
    public async Task The_task_shows_its_target_as_the_overview_does()
    {
        var shown = await TaskTarget();

        JsonNode.DeepEquals(shown, await Target()).ShouldBeTrue(shown.ToJsonString());
        (shown["code"]!.GetValue<string>(), shown["value"]!.GetValue<decimal>(), shown["unit"]!.GetValue<string>(), shown["comparison"]!.GetValue<string>(),
            shown["target"]!.GetValue<decimal>(), shown["period"]!.GetValue<string>(), shown["met"]!.GetValue<bool>())
            .ShouldBe(("G06", 80m, "%", "=", 100m, "2025-09-30", false));

        await Tell(_first + 1, new IndicatorWithdrawn("G06", "150200"));
        var unknown = await Eventually.Fits(TaskTarget, t => t["value"] is null);
        (unknown["met"], unknown["period"], unknown["source"]).ShouldBe((null, null, null));

        await Tell(_first + 2, Measured(100));
        (await Eventually.Fits(TaskTarget, t => t["value"] is not null))["met"]!.GetValue<bool>().ShouldBeTrue();
        (await coordination.Office.Read("/api/coordination/tasks/T27"))["indicators"]!.AsArray().ShouldBeEmpty();
    }

    private static IndicatorMeasured Measured(decimal value) =>
        new("G06", "150200", new DateOnly(2025, 9, 30), value, "%", 100, new BilingualSource("来源", "Source"));

    /// <summary>By way of this service's own log, which goes to the broker and comes back like that of any other.</summary>
    private async Task<long> Tell<TEvent>(long at, TEvent body)
    {
        await using var command = _database.CreateCommand("""
            with write as (
                insert into log_writes (written_at, organisation, client, role, events, attempts, next_attempt_at)
                values (now(), '', 'test', 'system', 1, 0, now())
                returning id)
            insert into log_events (write_id, ordinal, kind, aggregate, version, body)
            select id, 1, $1, $2, $3, $4::json from write
            returning write_id
            """);
        command.Parameters.Add(new() { Value = EventJson.KindOf<TEvent>() });
        command.Parameters.Add(new() { Value = Aggregate });
        command.Parameters.Add(new() { Value = at });
        command.Parameters.Add(new() { Value = EventJson.Write(body) });
        return (long)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>And waits until a later event of another aggregate has come through the same queue.</summary>
    private async Task SendAgain(long write)
    {
        await Execute($"update log_writes set sent_at = null where id = {write}");
        await Eventually.True(async () => await Count($"select count(*) from log_writes where id = {write} and sent_at is not null") == 1);
        var (quarter, housing) = ($"20{10 + (_first / 10)}Q1", coordination.Service.As("市住建局"));
        await housing.Push("/api/coordination/progress-reports", CoordinationService.Report("T27", "市住建局", quarter));
        await Eventually.True(async () => await Count($"select count(*) from inbox where aggregate like '%/T27.{quarter}.%'") == 1);
    }

    private Task<long> DeadLetters() => Count("select count(*) from dead_letters");

    private async Task<decimal?> ValueSeen() => (await Target())["value"]?.GetValue<decimal>();

    private async Task<JsonNode> Target() => (await coordination.Office.Read("/api/coordination/overview"))["indicators"]![0]!;

    private async Task<JsonNode> TaskTarget() =>
        (await coordination.Office.Read("/api/coordination/tasks/T21"))["indicators"]!.AsArray().ShouldHaveSingleItem()!;

    private async Task<long> Count(string sql)
    {
        await using var command = _database.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private async Task Execute(string sql)
    {
        await using var command = _database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
