using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Cluster.Fixtures;

namespace Cluster.Ingestion.Tests;

/// <summary>A field that nobody reads is never dropped in silence.</summary>
public sealed class StrictTests(InfrastructureService infrastructure) : IDisposable
{
    private readonly Department _transport = infrastructure.NewDepartment();

    public void Dispose() => _transport.Dispose();

    [Fact]
    public async Task A_field_that_nobody_reads_is_warned_about_and_the_row_stands()
    {
        var answer = await _transport.Push(With("lengthKM", 10));

        answer.Outcome().ShouldBe("created");
        answer.Row(0)["warnings"]!.AsArray().Select(w => w!.GetValue<string>()).ShouldBe(["lengthKM"]);
    }

    [Fact]
    public async Task Strict_refuses_its_row_and_names_the_fields_there_are()
    {
        var answer = await PushStrict(With("lengthKM", 10), _transport.Road("b"));

        answer.Status.ShouldBe(HttpStatusCode.MultiStatus);
        answer.Faults(0).ShouldBe(["lengthKM:unknown-field"]);
        answer.Row(0)["errors"]![0]!["allowed"]!.AsArray().Select(a => a!.GetValue<string>()).ShouldContain("lengthKm");
        answer.Outcome(1).ShouldBe("created");
    }

    [Fact]
    public async Task A_long_name_is_not_repeated_to_its_sender() =>
        (await PushStrict(With(new string('x', 41), 1))).Faults().ShouldBe(["…:unknown-field"]);

    [Theory]
    [InlineData("true", HttpStatusCode.UnprocessableEntity)]
    [InlineData("false", HttpStatusCode.Created)]
    public async Task A_single_push_says_it_in_its_address(string strict, HttpStatusCode status)
    {
        var answer = await _transport.Http.SendBody(
            HttpMethod.Put, $"{Department.Segments}/{_transport.Key("a")}?strict={strict}",
            Encoding.UTF8.GetBytes(With("lengthKM", 10).ToJsonString()));

        answer.Status.ShouldBe(status);
    }

    /// <summary>Mass assignment: what the platform sets is refused whether the sender asks for it or not.</summary>
    [Theory]
    [InlineData("owner", "\"市发改委\"")]
    [InlineData("owner", "null")]
    [InlineData("version", "7")]
    public async Task A_field_that_the_platform_sets_is_refused(string field, string value)
    {
        var row = _transport.Road("a");
        row[field] = JsonNode.Parse(value);

        var answer = await _transport.Push(row);

        answer.Faults().ShouldBe([$"{field}:set-by-server"]);
        (await _transport.Written()).Rows.ShouldBeEmpty();
    }

    private JsonObject With(string field, int value)
    {
        var row = _transport.Road("a");
        row[field] = value;
        return row;
    }

    private Task<ApiAnswer> PushStrict(params JsonObject[] rows)
    {
        var body = new JsonObject { ["strict"] = true, ["rows"] = new JsonArray([.. rows]) };
        return _transport.Http.SendBody(HttpMethod.Post, $"{Department.Segments}/batch", Encoding.UTF8.GetBytes(body.ToJsonString()));
    }
}
