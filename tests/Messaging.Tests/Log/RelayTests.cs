using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using Cluster.Fixtures;
using Npgsql;
using RabbitMQ.Client;

namespace Cluster.Messaging.Tests.Log;

/// <summary>The relay with another replica beside it, with nobody to hear it (F07), and what it makes of the log.</summary>
public sealed class RelayTests
{
    private const string Segments = "/api/infrastructure/segments";

    [Fact]
    public async Task Two_replicas_relay_one_log_without_sending_anything_twice_or_leaving_anything()
    {
        await using var one = await RunningService.Start("infrastructure", "Cluster.Infrastructure");
        await using var other = await RunningService.Start("infrastructure", "Cluster.Infrastructure", one.Broker, one.Database);
        await using var probe = await EventProbe.Open(one.Broker);
        await Task.WhenAll(new[] { one, other }.Select(async (replica, r) =>
        {
            using var transport = replica.As("市交通运输局");
            for (var batch = 0; batch < 10; batch++)
            {
                var answer = await transport.PushBatch(Segments, Enumerable.Range(0, 100).Select(i => Road($"{r}-{batch}-{i}")));
                answer.Status.ShouldBe(System.Net.HttpStatusCode.OK, answer.Text);
            }
        }));

        var events = await probe.Wait(e => e.Count(IsSegment) >= 2_000);
        events.Where(IsSegment).Select(e => e.Aggregate).Distinct().Count().ShouldBe(2_000);
        events.Count(IsSegment).ShouldBe(2_000);
    }

    [Fact]
    public async Task F07_what_the_broker_cannot_route_waits_with_its_reason_while_the_rest_flows_and_the_processor_rests()
    {
        await using var service = await RunningService.Start("infrastructure", "Cluster.Infrastructure");
        await using var connection = await new ConnectionFactory { Uri = new Uri(service.Broker) }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        await channel.ExchangeDeclareAsync("cluster.events", "topic", durable: true); // the service may not have come to it yet
        await channel.QueueDeclareAsync("indicators-only", durable: true, exclusive: false, autoDelete: false);
        await channel.QueueBindAsync("indicators-only", "cluster.events", "Cluster.Contracts.IndicatorMeasured");
        using var transport = service.As("市交通运输局");
        await transport.Push(Segments, Road("lonely"));

        await using var database = service.OpenDatabase();
        await Eventually.True(async () => await Scalar<long>(database, "select count(*) from log_writes where attempts >= 1 and sent_at is null") == 1);
        var rail = Road("baoyin");
        (rail["kind"], rail["route"], rail["technicalClass"]) = ("rail", "包银高铁", "high-speed-rail");
        await transport.Push(Segments, rail);
        await Eventually.True(async () => await channel.MessageCountAsync("indicators-only") > 0);

        (await Scalar<string>(database, "select last_failure from log_writes where attempts >= 1 limit 1")).ShouldContain("returned");
        await Attempts(3); // the service has come to rest after its start and its first pushes
        using var process = Process.GetProcessById(service.ProcessId);
        var (started, used) = (Stopwatch.StartNew(), process.TotalProcessorTime);
        await Attempts(5);
        process.Refresh();
        ((process.TotalProcessorTime - used) / started.Elapsed).ShouldBeLessThan(0.25, "a write nobody hears is looked at less and less often");

        await channel.QueueBindAsync("indicators-only", "cluster.events", "#");
        await Eventually.True(async () => await Scalar<long>(database, "select count(*) from log_writes where sent_at is null") == 0, TimeSpan.FromSeconds(60));

        Task Attempts(int least) => Eventually.True(async () => await Scalar<int>(database, "select max(attempts) from log_writes") >= least);
    }

    [Fact]
    public async Task A_full_backlog_refuses_pushes_which_change_nothing_until_it_is_drained()
    {
        await using var service = await RunningService.Start(
            "infrastructure", "Cluster.Infrastructure",
            settings: new Dictionary<string, string> { ["Messaging__BacklogEventsMax"] = "100" });
        await using var database = service.OpenDatabase();
        using var transport = service.As("市交通运输局");
        (await transport.PushBatch(Segments, Enumerable.Range(0, 100).Select(i => Road($"unheard-{i}")))).Status.ShouldBe(HttpStatusCode.OK);

        var late = Road("late");
        var refused = await Eventually.Fits(
            () => transport.PushBatch(Segments, [Road("unheard-0"), late], mode: "validate"), answer => answer.Status != HttpStatusCode.OK);
        refused.Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        refused.Code.ShouldBe("event-backlog-full");
        refused.Json["limit"]!.GetValue<int>().ShouldBe(100);
        var before = await Contents(database);
        (await transport.PushBatch(Segments, [late], key: "late")).Code.ShouldBe("event-backlog-full");
        (await transport.Put(Segments, "late", late)).Code.ShouldBe("event-backlog-full");
        (await Contents(database)).ShouldBe(before);

        await using var connection = await new ConnectionFactory { Uri = new Uri(service.Broker) }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        await channel.QueueDeclareAsync("everything", durable: true, exclusive: false, autoDelete: false);
        await channel.QueueBindAsync("everything", "cluster.events", "#");
        var taken = await Eventually.Fits(
            () => transport.PushBatch(Segments, [late], key: "late"), answer => answer.Status == HttpStatusCode.OK, TimeSpan.FromSeconds(60));
        taken.Outcome().ShouldBe("created");
        await Eventually.True(async () => await Scalar<long>(database, "select count(*) from log_writes where sent_at is null") == 0);
    }

    private static Task<string> Contents(NpgsqlDataSource database) => Scalar<string>(database, """
        select concat_ws(' ', (select count(*) from segments), (select count(*) from log_writes), (select count(*) from log_events),
            (select count(*) from idempotency_keys))
        """);

    private static bool IsSegment(ProbedEvent probed) => probed.Kind.EndsWith(".SegmentReported", StringComparison.Ordinal);

    private static JsonObject Road(string key) => new() { ["key"] = key, ["kind"] = "road", ["name"] = key, ["status"] = "planned" };

    private static async Task<T> Scalar<T>(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }
}
