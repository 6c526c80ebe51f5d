using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Cluster.Fixtures;

namespace Cluster.Ingestion.Tests;

/// <summary>Two who edit one row cannot undo each other's work unless they mean to.</summary>
public sealed class PreconditionTests(InfrastructureService infrastructure) : IDisposable
{
    private readonly Department _transport = infrastructure.NewDepartment();

    public void Dispose() => _transport.Dispose();

    [Fact]
    public async Task A_row_is_read_with_its_version_and_each_push_tells_the_new_one()
    {
        (await _transport.Put("a", _transport.Road("a"))).Json["version"]!.GetValue<long>().ShouldBe(1);
        (await _transport.Put("a", _transport.Road("a", 11))).Json["version"]!.GetValue<long>().ShouldBe(2);
        (await _transport.Push(_transport.Road("a", 11))).Row(0)["version"]!.GetValue<long>().ShouldBe(2);

        (await Tag("a")).ShouldBe("\"2\"");
    }

    [Fact]
    public async Task A_row_that_has_not_changed_since_it_was_read_is_not_sent_again()
    {
        await _transport.Put("a", _transport.Road("a"));
        using var request = new HttpRequestMessage(HttpMethod.Get, Address("a"));
        request.Headers.IfNoneMatch.Add(EntityTagHeaderValue.Parse("\"1\""));

        using var response = await _transport.Http.SendAsync(request);

        response.StatusCode.ShouldBe(HttpStatusCode.NotModified);
    }

    [Theory]
    [InlineData("If-Match", "\"1\"", HttpStatusCode.OK, null)]
    [InlineData("If-Match", "*", HttpStatusCode.OK, null)]
    [InlineData("If-Match", "\"2\"", HttpStatusCode.PreconditionFailed, "version-mismatch")]
    [InlineData("If-Match", "\"0\"", HttpStatusCode.PreconditionFailed, "version-mismatch")]
    [InlineData("If-None-Match", "*", HttpStatusCode.PreconditionFailed, "version-mismatch")]
    [InlineData("If-Match", "W/\"1\"", HttpStatusCode.BadRequest, "bad-precondition")]
    [InlineData("If-Match", "1", HttpStatusCode.BadRequest, "bad-precondition")]
    [InlineData("If-Match", "\"one\"", HttpStatusCode.BadRequest, "bad-precondition")]
    [InlineData("If-Match", "\"1\", \"2\"", HttpStatusCode.BadRequest, "bad-precondition")]
    [InlineData("If-None-Match", "\"1\"", HttpStatusCode.BadRequest, "bad-precondition")]
    public async Task A_row_at_version_one_is_changed_only_as_asked(string header, string value, HttpStatusCode status, string? code)
    {
        await _transport.Put("a", _transport.Road("a"));

        var answer = await Put("a", _transport.Road("a", 11), header, value);

        answer.Status.ShouldBe(status);
        (answer.Json["code"]?.GetValue<string>()).ShouldBe(code);
        (await _transport.Written()).LengthOf(_transport.Key("a")).ShouldBe(code is null ? 11 : 10);
    }

    [Theory]
    [InlineData("If-None-Match", "*", HttpStatusCode.Created, null)]
    [InlineData("If-Match", "*", HttpStatusCode.PreconditionFailed, "no-such-row")]
    [InlineData("If-Match", "\"1\"", HttpStatusCode.PreconditionFailed, "no-such-row")]
    public async Task A_row_that_is_not_there_is_created_only_as_asked(string header, string value, HttpStatusCode status, string? code)
    {
        var answer = await Put("a", _transport.Road("a"), header, value);

        (answer.Status, answer.Json["code"]?.GetValue<string>()).ShouldBe((status, code));
        (await _transport.Written()).Rows.Count.ShouldBe(code is null ? 1 : 0);
    }

    [Fact]
    public async Task A_row_is_not_asked_to_be_there_and_not_to_be_there()
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, Address("a")) { Content = JsonContent.Create(_transport.Road("a")) };
        request.Headers.IfMatch.Add(EntityTagHeaderValue.Any);
        request.Headers.IfNoneMatch.Add(EntityTagHeaderValue.Any);

        using var response = await _transport.Http.SendAsync(request);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_refusal_tells_the_current_version_in_the_form_to_give_back()
    {
        await _transport.Put("a", _transport.Road("a"));
        await _transport.Put("a", _transport.Road("a", 11));

        var answer = await Put("a", _transport.Road("a", 12), "If-Match", "\"1\"");

        var allowed = answer.Json["errors"]![0]!["allowed"]![0]!.GetValue<string>();
        (await Put("a", _transport.Road("a", 12), "If-Match", allowed)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Of_twenty_who_change_the_version_they_read_one_succeeds()
    {
        await _transport.Put("a", _transport.Road("a"));

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Put("a", _transport.Road("a", 11 + i), "If-Match", "\"1\"")));

        answers.Count(a => a.Status == HttpStatusCode.OK).ShouldBe(1);
        answers.Count(a => a.Status == HttpStatusCode.PreconditionFailed).ShouldBe(19);
        (await _transport.Written()).VersionsOf(_transport.Key("a")).ShouldBe([1, 2]);
    }

    [Fact]
    public async Task Anothers_row_says_only_that_it_is_anothers()
    {
        using var other = infrastructure.NewDepartment();
        await other.Put("a", other.Road("a"));
        var row = _transport.Road("a");
        row["key"] = other.Key("a");

        var answer = await Put(_transport.Http, $"{Department.Segments}/{other.Key("a")}", row, "If-Match", "\"7\"");

        (answer.Status, answer.Code).ShouldBe((HttpStatusCode.Forbidden, "not-yours"));
        answer.Json["errors"]!.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_repeat_with_its_key_gets_the_first_answer_though_the_version_moved_on()
    {
        await _transport.Put("a", _transport.Road("a"));
        var first = await Put("a", _transport.Road("a", 11), "If-Match", "\"1\"", "once");
        await _transport.Put("a", _transport.Road("a", 12));

        (await Put("a", _transport.Road("a", 11), "If-Match", "\"1\"", "once")).ShouldBe(first);
        (await Put("a", _transport.Road("a", 11), "If-Match", "\"3\"", "once")).Code.ShouldBe("idempotency-key-reused");
    }

    private string Address(string name) => $"{Department.Segments}/{_transport.Key(name)}";

    private async Task<string> Tag(string name)
    {
        using var response = await _transport.Http.GetAsync(Address(name));
        return response.Headers.ETag!.Tag;
    }

    private Task<ApiAnswer> Put(string name, JsonObject row, string header, string value, string? key = null) =>
        Put(_transport.Http, Address(name), row, header, value, key);

    private static async Task<ApiAnswer> Put(
        HttpClient http, string address, JsonObject row, string header, string value, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, address) { Content = JsonContent.Create(row) };
        request.Headers.TryAddWithoutValidation(header, value);
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        using var response = await http.SendAsync(request);
        return new ApiAnswer(response.StatusCode, await response.Content.ReadAsStringAsync());
    }
}
