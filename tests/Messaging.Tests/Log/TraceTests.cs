using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Cluster.Fixtures;
using RabbitMQ.Client;

namespace Cluster.Messaging.Tests.Log;

/// <summary>One trace follows a push from the department's request to another service's consumer.</summary>
public sealed class TraceTests
{
    private const string Measured = "Cluster.Contracts.IndicatorMeasured";

    /// <summary>Each line of the service's console names the trace it was written in.</summary>
    private static readonly Dictionary<string, string> LinesWithTrace = new()
    {
        ["Logging__Console__FormatterName"] = "json", ["Logging__Console__FormatterOptions__IncludeScopes"] = "true",
    };

    [Fact]
    public async Task The_trace_of_a_push_is_in_the_log_on_the_bus_and_where_its_event_is_applied()
    {
        await using var infrastructure = await RunningService.Start("infrastructure", "Cluster.Infrastructure");
        await using var coordination = await RunningService.Start(
            "coordination", "Cluster.Coordination", infrastructure.Broker, settings: LinesWithTrace);
        await using var connection = await new ConnectionFactory { Uri = new Uri(infrastructure.Broker) }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        await channel.ExchangeDeclareAsync("cluster.events", "topic", durable: true);
        await channel.QueueDeclareAsync("overheard", durable: true, exclusive: false, autoDelete: false);
        await channel.QueueBindAsync("overheard", "cluster.events", Measured);
        await RefuseIndicators(coordination); // so that the consumer has something to say about this very event

        var trace = ActivityTraceId.CreateRandom().ToHexString();
        using (var transport = infrastructure.As("市交通运输局"))
        {
            transport.DefaultRequestHeaders.Add("traceparent", $"00-{trace}-{ActivitySpanId.CreateRandom().ToHexString()}-01");
            var answer = await transport.Put("/api/infrastructure/segments", "baoyin", new JsonObject
            {
                ["kind"] = "rail", ["name"] = "包银高铁", ["status"] = "planned", ["route"] = "包银高铁", ["technicalClass"] = "high-speed-rail",
            });
            answer.Status.ShouldBe(HttpStatusCode.Created, answer.Text);
        }

        (await LoggedTraces(infrastructure)).ShouldHaveSingleItem().ShouldStartWith($"00-{trace}-");
        var message = await Eventually.Fits(() => channel.BasicGetAsync("overheard", autoAck: true), m => m is not null);
        Encoding.UTF8.GetString((byte[])message!.BasicProperties.Headers!["MT-Activity-Id"]!).ShouldStartWith($"00-{trace}-");
        TracesIn(message).ShouldAllBe(t => t.StartsWith($"00-{trace}-", StringComparison.Ordinal));
        await Eventually.True(() => Task.FromResult(coordination.Output.Split('\n').Any(line =>
            line.Contains("are dead letters now", StringComparison.Ordinal) && line.Contains($"\"TraceId\":\"{trace}\"", StringComparison.Ordinal))));
    }

    [Fact]
    public async Task What_no_request_caused_begins_no_trace()
    {
        await using var service = await RunningService.Start("infrastructure", "Cluster.Infrastructure");
        await using var connection = await new ConnectionFactory { Uri = new Uri(service.Broker) }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        await channel.ExchangeDeclareAsync("cluster.events", "topic", durable: true);
        await channel.QueueDeclareAsync("overheard", durable: true, exclusive: false, autoDelete: false);
        await channel.QueueBindAsync("overheard", "cluster.events", "Cluster.Messaging.CaughtUp");

        var word = await Eventually.Fits(() => channel.BasicGetAsync("overheard", autoAck: true), m => m is not null);

        word!.BasicProperties.Headers!.Keys.ShouldNotContain("MT-Activity-Id");
    }

    private static async Task RefuseIndicators(RunningService coordination)
    {
        await using var database = coordination.OpenDatabase();
        await using var command = database.CreateCommand("alter table indicator_values add constraint refused check (false)");
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<List<string>> LoggedTraces(RunningService service)
    {
        await using var database = service.OpenDatabase();
        await using var command = database.CreateCommand("select trace from log_writes");
        await using var reader = await command.ExecuteReaderAsync();
        var traces = new List<string>();
        while (await reader.ReadAsync())
        {
            traces.Add(reader.GetString(0));
        }

        return traces;
    }

    private static List<string> TracesIn(BasicGetResult message)
    {
        var packet = JsonNode.Parse(message.Body.Span)!["message"]!;
        var events = JsonNode.Parse(Convert.FromBase64String(packet["events"]!.GetValue<string>()))!;
        return [.. events.AsArray().Select(e => e!["trace"]!.GetValue<string>())];
    }
}
