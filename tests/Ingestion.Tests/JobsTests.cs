using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Cluster.Fixtures;

namespace Cluster.Ingestion.Tests;

/// <summary>A push whose sender does not wait: taken at once, done by whichever replica is there, asked for later.</summary>
public sealed class JobsTests(InfrastructureService infrastructure) : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly Department _transport = infrastructure.NewDepartment();

    public void Dispose() => _transport.Dispose();

    [Fact]
    public async Task A_job_ends_with_the_answer_that_its_sender_would_have_waited_for()
    {
        var lines = Lines([_transport.Road("a"), _transport.FaultyRoad("b"), _transport.Road("c")]);

        using var accepted = await Post("batch", lines, "application/x-ndjson");
        var job = await Finished(accepted);

        (job["status"]!.GetValue<int>(), job["rowsDone"]!.GetValue<int>(), job["rowsTotal"]!.GetValue<int>()).ShouldBe((207, 3, 3));
        var result = await _transport.Http.Read(job["result"]!.GetValue<string>());
        var waited = await _transport.PushLines(lines, "?mode=validate");
        result["rejected"]!.GetValue<int>().ShouldBe(1);
        result["rows"]![1]!.ToJsonString().ShouldBe(waited.Row(1).ToJsonString());
        (await _transport.Written()).Rows.Count.ShouldBe(2);
    }

    [Fact]
    public async Task It_is_taken_with_202_an_address_and_its_state()
    {
        using var accepted = await Post("batch", Lines([_transport.Road("a")]), "application/x-ndjson");

        accepted.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        accepted.Headers.GetValues("Preference-Applied").ShouldBe(["respond-async"]);
        var job = JsonNode.Parse(await accepted.Content.ReadAsStringAsync())!;
        accepted.Headers.Location!.ToString().ShouldBe($"/api/infrastructure/jobs/{job["id"]}");
        (job["state"]!.GetValue<string>(), job["resource"]!.GetValue<string>(), job["validate"]!.GetValue<bool>()).ShouldBe(("waiting", "segments", false));
        await Finished(accepted);
        (await _transport.Http.Read("/api/infrastructure/jobs"))["items"]!.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public async Task The_other_replica_knows_it_too()
    {
        using var accepted = await Post("batch", Lines([_transport.Road("a")]), "application/x-ndjson");

        await Finished(accepted, _transport.Replica);
    }

    [Fact]
    public async Task Sent_again_with_its_key_it_is_the_same_job()
    {
        var lines = Lines([_transport.Road("a")]);
        using var first = await Post("batch", lines, "application/x-ndjson", key: "once");
        using var second = await Post("batch", lines, "application/x-ndjson", key: "once");
        using var other = await Post("batch", Lines([_transport.Road("b")]), "application/x-ndjson", key: "once");

        second.Headers.Location.ShouldBe(first.Headers.Location);
        (await second.Content.ReadAsStringAsync()).ShouldBe(await first.Content.ReadAsStringAsync());
        other.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await Finished(first))["status"]!.GetValue<int>().ShouldBe(200);
        (await _transport.Http.Read("/api/infrastructure/jobs"))["items"]!.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_check_writes_nothing()
    {
        using var accepted = await Post("batch?mode=validate", Lines([_transport.Road("a")]), "application/x-ndjson");
        var job = await Finished(accepted);

        (job["validate"]!.GetValue<bool>(), job["status"]!.GetValue<int>()).ShouldBe((true, 200));
        (await _transport.Written()).Rows.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_file_that_is_refused_as_a_whole_says_so_in_its_result()
    {
        using var accepted = await Post("file", "\u6CA1\u6709\u8868\u5934,x\n1,2\n"u8.ToArray(), "text/csv");
        var job = await Finished(accepted);

        job["status"]!.GetValue<int>().ShouldBe(422);
        using var result = await _transport.Http.GetAsync(job["result"]!.GetValue<string>());
        result.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        JsonNode.Parse(await result.Content.ReadAsStringAsync())!["code"]!.GetValue<string>().ShouldBe("header-not-found");
    }

    [Fact]
    public async Task A_file_of_another_type_is_refused_at_once()
    {
        using var refused = await Post("file", [1, 2, 3], "image/png");

        refused.StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);
        (await _transport.Http.Read("/api/infrastructure/jobs"))["items"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_workbook_comes_back_with_its_cells_marked()
    {
        await _transport.Push(_transport.Road("a"));
        var template = await _transport.Http.GetByteArrayAsync($"{Department.Segments}/template.xlsx");
        using var stranger = infrastructure.One.As("市发改委", client: _transport.Client);
        stranger.DefaultRequestHeaders.Accept.ParseAdd("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");

        using var accepted = await Post("file", template, "application/octet-stream", http: stranger);
        var job = await Finished(accepted, stranger);

        job["status"]!.GetValue<int>().ShouldBe(422);
        (await stranger.GetByteArrayAsync(job["result"]!.GetValue<string>())).AsSpan().StartsWith("PK"u8).ShouldBeTrue();
    }

    [Fact]
    public async Task Others_do_not_see_it()
    {
        using var accepted = await Post("batch", Lines([_transport.Road("a")]), "application/x-ndjson");
        var job = await Finished(accepted);
        using var stranger = infrastructure.One.As("市发改委");

        foreach (var address in new[] { accepted.Headers.Location!.ToString(), job["result"]!.GetValue<string>(), $"/api/infrastructure/jobs/{Guid.NewGuid()}" })
        {
            using var answer = await stranger.GetAsync(address);
            answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        }

        (await stranger.Read("/api/infrastructure/jobs"))["items"]!.AsArray().ShouldNotContain(j => j!["id"]!.ToString() == job["id"]!.ToString());
        using var office = infrastructure.One.As("市发改委", "office");
        (await office.Read(accepted.Headers.Location!.ToString()))["state"]!.GetValue<string>().ShouldBe("finished");
    }

    [Fact]
    public async Task Without_the_right_to_write_there_is_no_job()
    {
        using var reader = infrastructure.One.As(_transport.Name, "reader");

        using var refused = await Post("batch", Lines([_transport.Road("a")]), "application/x-ndjson", http: reader);

        refused.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task More_rows_than_one_call_takes_are_taken_as_a_job_and_more_than_that_are_not()
    {
        var tooMany = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("{}\n", 200_001)));
        using var refused = await Post("batch", tooMany, "application/x-ndjson");
        using var accepted = await Post("batch?mode=validate", tooMany.AsSpan(0, 60_000 * 3).ToArray(), "application/x-ndjson");

        var job = await Finished(refused);
        job["status"]!.GetValue<int>().ShouldBe(422);
        (await _transport.Http.Read(job["result"]!.GetValue<string>()))["code"]!.GetValue<string>().ShouldBe("too-many-rows");
        var counted = await Finished(accepted);
        (counted["rowsDone"]!.GetValue<int>(), counted["status"]!.GetValue<int>()).ShouldBe((60_000, 422));
    }

    [Fact]
    public async Task A_credential_has_no_more_than_ten_unfinished()
    {
        await using var waiting = infrastructure.Database.CreateCommand("""
            insert into push_jobs (id, resource, wishes, organisation, client, role, state, accepted_at, lease_until, attempt, rows_done)
            select gen_random_uuid(), 'segments', '{"Validate":false}', $1, $2, 'department', 'waiting', now(), now() + interval '1 hour', 0, 0
            from generate_series(1, 10)
            """);
        waiting.Parameters.Add(new() { Value = _transport.Name });
        waiting.Parameters.Add(new() { Value = _transport.Client });
        await waiting.ExecuteNonQueryAsync();

        using var refused = await Post("batch", Lines([_transport.Road("a")]), "application/x-ndjson");

        refused.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        JsonNode.Parse(await refused.Content.ReadAsStringAsync())!["code"]!.GetValue<string>().ShouldBe("too-many-jobs");
    }

    [Fact]
    public async Task There_is_no_result_before_the_end()
    {
        var id = Guid.CreateVersion7();
        await using var waiting = infrastructure.Database.CreateCommand("""
            insert into push_jobs (id, resource, wishes, organisation, client, role, state, accepted_at, lease_until, attempt, rows_done)
            values ($1, 'segments', '{"Validate":false}', $2, 'x', 'department', 'running', now(), now() + interval '1 hour', 1, 0)
            """);
        waiting.Parameters.Add(new() { Value = id });
        waiting.Parameters.Add(new() { Value = _transport.Name });
        await waiting.ExecuteNonQueryAsync();

        using var result = await _transport.Http.GetAsync($"/api/infrastructure/jobs/{id}/result");

        result.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        result.Headers.RetryAfter.ShouldNotBeNull();
        JsonNode.Parse(await result.Content.ReadAsStringAsync())!["code"]!.GetValue<string>().ShouldBe("job-not-finished");
    }

    /// <summary>Whoever did it died; who takes it up begins anew, and gives up in the end.</summary>
    [Fact]
    public async Task A_job_that_ends_nobody_is_given_up()
    {
        var id = Guid.CreateVersion7();
        await using var poisoned = infrastructure.Database.CreateCommand("""
            insert into push_jobs (id, resource, wishes, organisation, client, role, content, state, accepted_at, lease_until, attempt, rows_done)
            values ($1, 'segments', '{"Validate":false}', $2, 'x', 'department', '', 'running', now(), now() - interval '1 second', 5, 0)
            """);
        poisoned.Parameters.Add(new() { Value = id });
        poisoned.Parameters.Add(new() { Value = _transport.Name });
        await poisoned.ExecuteNonQueryAsync();

        var job = await Finished($"/api/infrastructure/jobs/{id}", _transport.Http);

        job["status"]!.GetValue<int>().ShouldBe(500);
        (await _transport.Http.Read(job["result"]!.GetValue<string>()))["code"]!.GetValue<string>().ShouldBe("job-failed");
    }

    [Fact]
    public async Task A_killed_worker_leaves_its_job_to_the_next_and_no_row_is_doubled()
    {
        await using var one = await RunningService.Start("infrastructure", "Cluster.Infrastructure", settings: Settings);
        using var database = one.OpenDatabase();
        using var department = new Department(one, one, database);
        const int Rows = 30_000;
        using var accepted = await Post(
            "batch", Lines(Enumerable.Range(0, Rows).Select(i => department.Road(i))), "application/x-ndjson", http: department.Http);
        var address = accepted.Headers.Location!.ToString();
        await Eventually.True(async () => (await department.Http.Read(address))["rowsDone"]!.GetValue<int>() > 0, Limit);

        await one.Kill();
        await one.StartProcess();

        using var again = one.As(department.Name, client: department.Client);
        var job = await Finished(address, again);
        (job["status"]!.GetValue<int>(), job["rowsDone"]!.GetValue<int>()).ShouldBe((200, Rows));
        await using var counted = database.CreateCommand("select (select count(*) from segments), (select count(*) from log_events where aggregate like 'infrastructure/segments/%')");
        await using var reader = await counted.ExecuteReaderAsync();
        await reader.ReadAsync();
        (reader.GetInt64(0), reader.GetInt64(1)).ShouldBe((Rows, Rows));
    }

    private static readonly Dictionary<string, string> Settings = new() { ["Jobs:LeaseSeconds"] = "3", ["Jobs:LookEverySeconds"] = "1" };

    private static byte[] Lines(IEnumerable<JsonObject> rows) => Encoding.UTF8.GetBytes(string.Join('\n', rows.Select(r => r.ToJsonString())));

    private async Task<HttpResponseMessage> Post(string door, byte[] content, string type, string? key = null, HttpClient? http = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{Department.Segments}/{door}") { Content = new ByteArrayContent(content) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        request.Headers.Add("Prefer", "wait=5, respond-async");
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        return await (http ?? _transport.Http).SendAsync(request);
    }

    private Task<JsonNode> Finished(HttpResponseMessage accepted, HttpClient? http = null)
    {
        accepted.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        return Finished(accepted.Headers.Location!.ToString(), http ?? _transport.Http);
    }

    private static async Task<JsonNode> Finished(string address, HttpClient http)
    {
        JsonNode? job = null;
        await Eventually.True(async () => (job = await http.Read(address))["state"]!.GetValue<string>() == "finished", Limit, () => $"{job}");
        return job!;
    }
}
