using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Cluster.Fixtures;

namespace Cluster.Ingestion.Tests;

/// <summary>Each answers with the field, a stable code and both languages, and nothing is half-written.</summary>
public sealed class BadInputTests(InfrastructureService infrastructure) : IDisposable
{
    private readonly Department _transport = infrastructure.NewDepartment();

    public void Dispose() => _transport.Dispose();

    public static TheoryData<string, byte[], string, string, HttpStatusCode> Bodies => new()
    {
        { "GBK", [.. "{\"rows\":[{\"name\":\""u8, 0xB0, 0xFC, .. "\"}]}"u8], "$", "invalid-utf8", HttpStatusCode.BadRequest },
        { "ends early", [.. "{\"rows\":[{\"key\":\"a\","u8], "$", "malformed-json", HttpStatusCode.BadRequest },
        { "empty", [], "$", "malformed-json", HttpStatusCode.BadRequest },
        { "a member twice", [.. "{\"rows\":[{\"key\":\"a\",\"key\":\"b\"}]}"u8], "$", "malformed-json", HttpStatusCode.BadRequest },
        { "half a character in a name", [.. "{\"rows\":[{\"\\ud800\":1}]}"u8], "$", "malformed-json", HttpStatusCode.BadRequest },
        { "nests a thousand deep", Deep(1_000), "$", "json-too-deep", HttpStatusCode.UnprocessableEntity },
        { "no object", [.. "[1]"u8], "$", "not-an-object", HttpStatusCode.UnprocessableEntity },
        { "no rows", [.. "{\"rows\":[]}"u8], "rows", "rows-missing", HttpStatusCode.UnprocessableEntity },
        { "unknown mode", [.. "{\"mode\":\"dry\",\"rows\":[{}]}"u8], "mode", "not-allowed", HttpStatusCode.UnprocessableEntity },
        { "a million rows", Rows(1_000_000, "{}"), "rows", "too-many-rows", HttpStatusCode.UnprocessableEntity },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task A_faulty_body(string what, byte[] body, string field, string code, HttpStatusCode status)
    {
        var answer = await _transport.Http.SendBody(HttpMethod.Post, $"{Department.Segments}/batch", body, idempotencyKey: "one");

        answer.Status.ShouldBe(status, what);
        (answer.Json["field"]!.GetValue<string>(), answer.Code).ShouldBe((field, code));
        ShouldBeBilingual(answer.Json["message"]!);
        ShouldBeEmpty(await _transport.Written());
    }

    [Theory]
    [InlineData("key", "null", "required")]
    [InlineData("key", "\"\\u0007\"", "invalid-text")]
    [InlineData("kind", "\"水路\"", "not-allowed")]
    [InlineData("status", "\"\\ud800\"", "not-allowed")]
    [InlineData("lengthKm", "-1", "out-of-range")]
    [InlineData("lengthKm", "1e400", "out-of-range")]
    [InlineData("lengthKm", "\"12 m\"", "wrong-type")]
    [InlineData("openedOn", "\"2025-02-29\"", "bad-date")]
    [InlineData("note", "\"LONG\"", "too-long")]
    [InlineData("technicalClass", "\"high-speed-rail\"", "class-of-other-kind")]
    public async Task A_faulty_row(string field, string value, string code)
    {
        var row = _transport.Road("a");
        row[field] = "VALUE";
        var body = $"{{\"rows\":[{row.ToJsonString()}]}}"
            .Replace("\"VALUE\"", value, StringComparison.Ordinal).Replace("LONG", new string('长', 2_001), StringComparison.Ordinal);

        var batch = await _transport.Http.SendBody(HttpMethod.Post, $"{Department.Segments}/batch", Encoding.UTF8.GetBytes(body));

        batch.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        batch.Faults().ShouldBe([$"{field}:{code}"]);
        ShouldBeBilingual(batch.Row(0)["errors"]![0]!["message"]!);
        ShouldBeEmpty(await _transport.Written());
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("12")]
    public async Task A_row_that_is_no_object(string row)
    {
        var batch = await _transport.Http.SendBody(HttpMethod.Post, $"{Department.Segments}/batch", Encoding.UTF8.GetBytes($"{{\"rows\":[{row}]}}"));
        var single = await _transport.Http.SendBody(HttpMethod.Put, $"{Department.Segments}/{_transport.Key("a")}", Encoding.UTF8.GetBytes(row));

        batch.Faults().ShouldBe(["$:row-not-an-object"]);
        (single.Status, single.Code).ShouldBe((HttpStatusCode.UnprocessableEntity, "row-not-an-object"));
        ShouldBeBilingual(single.Json["message"]!);
    }

    [Fact]
    public async Task A_body_that_is_declared_too_large_is_refused_before_it_is_sent()
    {
        using var request = await RawRequest.Start(_transport.Http, $"POST {Department.Segments}/batch", $"Content-Length: {16 * 1024 * 1024 + 1}");

        (await request.Receive()).ShouldBeTooLarge();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_sender_that_goes_away_in_the_middle_leaves_nothing_and_may_come_again(bool hangsUp)
    {
        var body = Encoding.UTF8.GetBytes(new JsonObject { ["rows"] = new JsonArray(_transport.Road("a")) }.ToJsonString());
        using (var request = await RawRequest.Start(
            _transport.Http, $"POST {Department.Segments}/batch", $"Content-Length: {body.Length}", "Idempotency-Key: one"))
        {
            await request.Send(body.AsMemory(0, body.Length - 1));
            if (!hangsUp)
            {
                request.End();
                (await request.Receive()).Status.ShouldBeOneOf(0, 400); // Kestrel may hang up without a word
            }
        }

        ShouldBeEmpty(await _transport.Written());
        (await _transport.PushBatch([_transport.Road("a")], key: "one")).Outcome().ShouldBe("created");
    }

    [Fact]
    public async Task A_sender_that_does_not_wait_for_the_answer_may_come_again()
    {
        var body = Encoding.UTF8.GetBytes(new JsonObject { ["rows"] = new JsonArray(_transport.Road("a")) }.ToJsonString());
        using (var request = await RawRequest.Start(
            _transport.Http, $"POST {Department.Segments}/batch", $"Content-Length: {body.Length}", "Idempotency-Key: one"))
        {
            await request.Send(body);
        }

        (await _transport.Http.SendBody(HttpMethod.Post, $"{Department.Segments}/batch", body, "one")).Outcome().ShouldBe("created");
        (await _transport.Written()).VersionsOf(_transport.Key("a")).ShouldBe([1]);
    }

    public static TheoryData<string, int> OddHeads => new()
    {
        { string.Join("\r\n", Enumerable.Range(0, 101).Select(i => $"X-{i}: 1")), 431 },
        { $"X-Long: {new string('x', 33 * 1024)}", 431 },
        { "Content-Length: 1\r\nContent-Length: 2", 400 },
        { "Content-Length: -1", 400 },
        { "Transfer-Encoding: gzip", 400 },
    };

    [Theory]
    [MemberData(nameof(OddHeads))]
    public async Task A_head_beyond_the_rules(string headers, int status)
    {
        using var request = await RawRequest.Start(_transport.Http, $"POST {Department.Segments}/batch", headers);

        (await request.Receive()).Status.ShouldBe(status);
    }

    [Fact]
    public async Task An_address_beyond_its_length()
    {
        using var request = await RawRequest.Start(_transport.Http, $"PUT {Department.Segments}/{new string('a', 9 * 1024)}");

        (await request.Receive()).Status.ShouldBe(414);
    }

    private static byte[] Deep(int depth) => Encoding.UTF8.GetBytes($"{{\"rows\":{new string('[', depth)}{new string(']', depth)}}}");

    private static byte[] Rows(int count, string row) => Encoding.UTF8.GetBytes($"{{\"rows\":[{string.Join(',', Enumerable.Repeat(row, count))}]}}");

    private static void ShouldBeBilingual(JsonNode message)
    {
        message["zh"]!.GetValue<string>().ShouldMatch(@"\p{IsCJKUnifiedIdeographs}");
        message["en"]!.GetValue<string>().ShouldMatch("[a-z]{3}");
    }

    private static void ShouldBeEmpty(Written written) =>
        (written.Rows.Count, written.Events.Count, written.Writes.Count, written.Answers.Count).ShouldBe((0, 0, 0, 0));
}
