using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cluster.Fixtures;
using Npgsql;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Cluster.Messaging.Tests.Faults;

/// <summary>Deliveries that come twice, out of order, or make no sense (F02, F08, F18).</summary>
public sealed class ConsumerFaultTests : IAsyncLifetime
{
    private const string Measured = "Cluster.Contracts.IndicatorMeasured";

    private RunningService _coordination = null!;
    private NpgsqlDataSource _database = null!;

    public async ValueTask InitializeAsync()
    {
        _coordination = await RunningService.Start("coordination", "Cluster.Coordination");
        _database = _coordination.OpenDatabase();

        // A service takes pushes before it listens; once it has heard its own relay, its queue is there.
        await using var heard = _database.CreateCommand("select exists (select from service_freshness)");
        await Eventually.True(async () => await heard.ExecuteScalarAsync() is true);
    }

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        await _coordination.DisposeAsync();
    }

    /// <summary>A rebuild waits for whoever is applying a packet before it takes anything: in the other order each would wait for the other (F13).</summary>
    [Fact]
    public async Task F13_a_rebuild_that_meets_a_packet_being_applied_waits_for_it()
    {
        using var http = _coordination.As("", role: "operator");
        await using var connection = await _database.OpenConnectionAsync();
        await using var seen = _database.CreateCommand("insert into inbox (aggregate, version, fingerprint) values ('x/y/z', 0, 0)");
        await seen.ExecuteNonQueryAsync();

        Task<HttpResponseMessage> rebuild;
        await using (var packet = await connection.BeginTransactionAsync())
        {
            await Run("select from inbox where aggregate = 'x/y/z' for update");
            rebuild = http.PostAsync("/api/coordination/read-models/rebuild", content: null);
            await Eventually.True(_database.AnyWaitsForLock);
            await Run("lock table latest_reports, task_standings in row exclusive mode");
            await packet.CommitAsync();

            async Task Run(string sql)
            {
                await using var command = new NpgsqlCommand(sql, connection, packet);
                await command.ExecuteNonQueryAsync();
            }
        }

        using var answer = await rebuild;
        ((int)answer.StatusCode).ShouldBe(202, await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task F02_a_consumer_killed_between_its_commit_and_its_acknowledgement_applies_once()
    {
        var direct = new Uri(_coordination.Broker);
        await using var proxy = TcpProxy.To(direct.Port, host: direct.Host);
        await using var consumer = await RunningService.Start(
            "coordination", "Cluster.Coordination", new UriBuilder(direct) { Host = "127.0.0.1", Port = proxy.Port }.ToString(), _coordination.Database);
        await _coordination.Kill(); // only the one behind the proxy consumes now
        await Publish(Packet(Event("G20", version: 1, value: 1)));
        await Eventually.True(async () => await ValueOf("G20") == 1);

        proxy.HoldRequests();
        await Publish(Packet(Event("G20", version: 2, value: 2)));
        await Eventually.True(async () => await ValueOf("G20") == 2);
        var applied = await Applications();
        await consumer.Kill();
        await _coordination.StartProcess();

        // A later event is applied only after the redelivered one was dealt with: the queue keeps its order.
        await Publish(Packet(Event("G21", version: 1, value: 9)));
        await Eventually.True(async () => await ValueOf("G21") == 9);
        (await ValueOf("G20")).ShouldBe(2);
        (await Applications()).ShouldBe(applied + 1);
        (await DeadLetters()).ShouldBeEmpty();
    }

    [Fact]
    public async Task F18_versions_that_arrive_as_3_1_2_end_at_3_and_repeats_change_nothing()
    {
        await Publish(Packet(Event("G01", version: 3, value: 3)));
        await Eventually.True(async () => await ValueOf("G01") == 3);
        await Publish(Packet(Event("G01", version: 1, value: 1), Event("G01", version: 2, value: 2), Event("G02", version: 1, value: 7)));
        await Eventually.True(async () => await ValueOf("G02") == 7);
        (await ValueOf("G01")).ShouldBe(3);
        await Publish(Packet(Event("G01", version: 3, value: 3), Event("G02", version: 2, value: 8)));

        await Eventually.True(async () => await ValueOf("G02") == 8);
        (await ValueOf("G01")).ShouldBe(3);
        (await DeadLetters()).ShouldBeEmpty();
    }

    [Fact]
    public async Task F18_a_known_version_with_other_content_is_a_recorded_conflict_and_changes_nothing()
    {
        await Publish(Packet(Event("G03", version: 1, value: 1)));
        await Eventually.True(async () => await ValueOf("G03") == 1);
        await Publish(Packet(Event("G03", version: 1, value: 2)));

        await Eventually.True(async () => (await DeadLetters()).Contains("infrastructure/indicators/G03/150200 version-conflict"));
        (await ValueOf("G03")).ShouldBe(1);
    }

    [Fact]
    public async Task F08_an_event_that_cannot_be_read_or_applied_is_a_dead_letter_and_its_neighbours_go_on()
    {
        var unreadable = Event("G04", version: 1, value: 1);
        unreadable["body"] = new JsonObject { ["code"] = "G04", ["period"] = "the day before yesterday" };
        var unusable = Event("G05", version: 1, value: 1);
        unusable["body"]!["unit"] = null;
        await Publish(Packet(Event("G06", version: 1, value: 6), unreadable, unusable, Event("G07", version: 1, value: 7)));

        await Eventually.True(async () => await ValueOf("G07") == 7);
        (await ValueOf("G06")).ShouldBe(6);
        (await DeadLetters()).ShouldBe(
            ["infrastructure/indicators/G04/150200 unreadable", "infrastructure/indicators/G05/150200 handler-failed"], ignoreOrder: true);
    }

    [Fact]
    public async Task F08_an_operator_replays_a_dead_letter_once_its_cause_is_gone()
    {
        await Execute("alter table indicator_values add constraint no_g08 check (code <> 'G08')");
        await Publish(Packet(Event("G08", version: 1, value: 8)));
        await Eventually.True(async () => (await DeadLetters()).Contains("infrastructure/indicators/G08/150200 handler-failed"));
        using var operations = _coordination.As("", "operator");
        var id = (await operations.Read("/api/coordination/dead-letters"))[0]!["id"]!.GetValue<long>();

        using (var still = await operations.PostAsync($"/api/coordination/dead-letters/{id}/replay", content: null))
        {
            still.StatusCode.ShouldBe(System.Net.HttpStatusCode.Conflict);
        }

        await Execute("alter table indicator_values drop constraint no_g08");
        using var replayed = await operations.PostAsync($"/api/coordination/dead-letters/{id}/replay", content: null);
        replayed.StatusCode.ShouldBe(System.Net.HttpStatusCode.NoContent);
        (await ValueOf("G08")).ShouldBe(8);
        (await operations.Read("/api/coordination/dead-letters"))[0]!["replayedAt"].ShouldNotBeNull();
    }

    [Fact]
    public async Task F08_a_message_that_is_no_packet_at_all_is_kept_by_the_broker_with_its_reason()
    {
        await using var connection = await new ConnectionFactory { Uri = new Uri(_coordination.Broker) }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        await channel.BasicPublishAsync("coordination", "", Encoding.UTF8.GetBytes("{ this is no message"));

        var kept = await Eventually.Fits(() => Get("coordination_error"), message => message is not null);
        kept!.BasicProperties.Headers!.Keys.ShouldContain("MT-Fault-Message");
    }

    [Fact]
    public async Task F08_packets_whose_events_are_none_are_kept_by_the_broker_and_hold_up_nobody()
    {
        string[] payloads = ["this is no JSON", "null", "[null]", "[{}]", "[17]"];
        await Publish([
            .. payloads.Select(p => PacketOf(Encoding.UTF8.GetBytes(p))),
            new JsonObject { ["source"] = "infrastructure", ["kind"] = Measured, ["upTo"] = "2025-10-01T00:00:00Z", ["events"] = "no base64" },
            Packet(Event("G30", version: 1, value: 30)),
        ]);
        await Eventually.True(async () => await ValueOf("G30") == 30);

        var kept = new List<BasicGetResult>();
        await Eventually.True(async () =>
        {
            kept.AddRange(await Get("coordination_error") is { } message ? [message] : []);
            return kept.Count == payloads.Length + 1;
        });
        kept.ShouldAllBe(message => message.BasicProperties.Headers!.ContainsKey("MT-Fault-Message"));
        (await DeadLetters()).ShouldBeEmpty();
    }

    [Fact]
    public async Task F08_a_message_that_is_given_back_more_often_than_the_limit_is_set_aside_and_its_neighbours_are_applied()
    {
        const int deliveryLimit = 10;
        await _coordination.Kill(); // its queue stays as it declared it, and the test consumes in its place
        await Publish(Packet(Event("G31", version: 1, value: 31)), Packet(Event("G32", version: 1, value: 32)));
        await using var connection = await new ConnectionFactory { Uri = new Uri(_coordination.Broker) }.CreateConnectionAsync();
        await using (var channel = await connection.CreateChannelAsync())
        {
            for (var delivery = 0; delivery <= deliveryLimit; delivery++)
            {
                // What else is there stays with this channel until it closes, and is then delivered again.
                var taken = await Eventually.Fits(
                    () => channel.BasicGetAsync("coordination", autoAck: false),
                    message => message is not null && Text(message).Contains("G31", StringComparison.Ordinal));
                await channel.BasicNackAsync(taken!.DeliveryTag, multiple: false, requeue: true);
            }
        }

        var dead = await Eventually.Fits(() => Get("coordination_dead"), message => message is not null);
        Text(dead!).ShouldContain("G31");
        Encoding.UTF8.GetString((byte[])dead!.BasicProperties.Headers!["x-first-death-reason"]!).ShouldBe("delivery_limit");
        await _coordination.StartProcess();
        await Eventually.True(async () => await ValueOf("G32") == 32);
        (await ValueOf("G31")).ShouldBeNull();
    }

    /// <summary>The events inside a message's packet.</summary>
    private static string Text(BasicGetResult message)
    {
        using var json = JsonDocument.Parse(message.Body);
        return Encoding.UTF8.GetString(json.RootElement.GetProperty("message").GetProperty("events").GetBytesFromBase64());
    }

    /// <summary>
    /// A queue that nobody has declared yet closes the channel, and one whose replicas are only starting the whole connection (541), so each look has
    /// its own.
    /// </summary>
    private async Task<BasicGetResult?> Get(string queue)
    {
        await using var connection = await new ConnectionFactory { Uri = new Uri(_coordination.Broker) }.CreateConnectionAsync();
        await using var look = await connection.CreateChannelAsync();
        try
        {
            return await look.BasicGetAsync(queue, autoAck: true);
        }
        catch (OperationInterruptedException missing) when (missing.ShutdownReason?.ReplyCode is 404 or 541)
        {
            return null;
        }
    }

    private async Task Publish(params JsonObject[] packets)
    {
        await using var connection = await new ConnectionFactory { Uri = new Uri(_coordination.Broker) }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(true, true));
        foreach (var packet in packets)
        {
            var message = new JsonObject
            {
                ["messageId"] = Guid.NewGuid().ToString(),
                ["messageType"] = new JsonArray("urn:message:Cluster.Messaging:EventPacket"),
                ["message"] = packet,
            };
            var properties = new BasicProperties { ContentType = "application/vnd.masstransit+json", Persistent = true };
            await channel.BasicPublishAsync(
                "cluster.events", Measured, mandatory: true, properties, JsonSerializer.SerializeToUtf8Bytes(message));
        }
    }

    private static JsonObject Packet(params JsonObject[] events) => PacketOf(JsonSerializer.SerializeToUtf8Bytes(events));

    private static JsonObject PacketOf(byte[] events) => new()
    {
        ["source"] = "infrastructure", ["kind"] = Measured, ["upTo"] = "2025-10-01T00:00:00Z",
        ["events"] = Convert.ToBase64String(events),
    };

    private static JsonObject Event(string code, long version, decimal value) => new()
    {
        ["aggregate"] = $"infrastructure/indicators/{code}/150200", ["version"] = version, ["at"] = "2025-10-01T00:00:00Z",
        ["organisation"] = "市交通运输局", ["client"] = "test",
        ["body"] = new JsonObject
        {
            ["code"] = code, ["region"] = "150200", ["period"] = "2025-09-30", ["value"] = value, ["unit"] = "条",
            ["source"] = new JsonObject { ["zh"] = "测试", ["en"] = "test" },
        },
    };

    private async Task<decimal?> ValueOf(string code)
    {
        await using var command = _database.CreateCommand("select value from indicator_values where code = $1");
        command.Parameters.Add(new() { Value = code });
        return await command.ExecuteScalarAsync() as decimal?;
    }

    /// <summary>Each version applied counts once: the inbox holds the newest of each aggregate.</summary>
    private async Task<long> Applications()
    {
        await using var command = _database.CreateCommand("select sum(version) from inbox where aggregate like 'infrastructure/indicators/%'");
        return (long)(decimal)(await command.ExecuteScalarAsync())!;
    }

    private async Task<List<string>> DeadLetters()
    {
        await using var command = _database.CreateCommand("select aggregate || ' ' || reason from dead_letters");
        await using var reader = await command.ExecuteReaderAsync();
        var letters = new List<string>();
        while (await reader.ReadAsync())
        {
            letters.Add(reader.GetString(0));
        }

        return letters;
    }

    private async Task Execute(string sql)
    {
        await using var command = _database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
