using System.Net;
using System.Text.Json.Nodes;
using Cluster.Fixtures;
using Npgsql;

namespace Cluster.Ingestion.Tests;

/// <summary>A reader that asks from time to time what has changed gets every change once, and never loses a late one.</summary>
public sealed class ChangesTests(InfrastructureService infrastructure) : IDisposable
{
    private const string Api = "/api/infrastructure/changes";

    private readonly Department _transport = infrastructure.NewDepartment();

    public void Dispose() => _transport.Dispose();

    [Fact]
    public async Task Read_page_by_page_it_is_every_change_once_in_the_order_of_the_log()
    {
        await _transport.Push([.. Enumerable.Range(0, 7).Select(i => _transport.Road(i))]);
        await _transport.Push(_transport.Road(3, 11), _transport.Road(1, 11));

        var (changes, _) = await Read(_transport.Http, after: null, atLeast: 9, pageSize: 2);

        changes.Select(c => $"{c["aggregate"]!.GetValue<string>().Split('/')[2]} {c["version"]}").ShouldBe(
            [.. Enumerable.Range(0, 7).Select(i => $"{_transport.Key(i)} 1"), $"{_transport.Key(3)} 2", $"{_transport.Key(1)} 2"]);
        changes[0]["kind"]!.GetValue<string>().ShouldBe("Cluster.Contracts.Infrastructure.SegmentReported");
        changes[0]["client"]!.GetValue<string>().ShouldBe(_transport.Client);
        changes[0]["body"]!["lengthKm"]!.GetValue<decimal>().ShouldBe(10);
    }

    [Fact]
    public async Task The_last_cursor_goes_on_where_it_stopped()
    {
        await _transport.Push(_transport.Road("a"));
        var (_, cursor) = await Read(_transport.Http, after: null, atLeast: 1);

        (await Read(_transport.Http, cursor, atLeast: 0)).Changes.ShouldBeEmpty();
        await _transport.Push(_transport.Road("b"));

        (await Read(_transport.Http, cursor, atLeast: 1)).Changes.ShouldHaveSingleItem()["aggregate"]!.GetValue<string>().ShouldEndWith(_transport.Key("b"));
    }

    /// <summary>The trap of every cursor: a write that began first and commits last lies before what has been read.</summary>
    [Fact]
    public async Task A_write_that_commits_late_is_not_missed()
    {
        await _transport.Push(_transport.Road("a"));
        var (_, cursor) = await Read(_transport.Http, after: null, atLeast: 1);

        // A push that has taken its place in the order of the log and does not end, while another goes past it.
        await using var connection = await infrastructure.Database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await Insert(connection, "late");
        await _transport.Push(_transport.Road("b"));
        var (whileOpen, next) = await Read(_transport.Http, cursor, atLeast: 0);
        await transaction.CommitAsync();

        whileOpen.ShouldBeEmpty();
        var (afterwards, _) = await Read(_transport.Http, next, atLeast: 2);
        afterwards.Select(AggregateOf).ShouldBe([Aggregate("late"), Aggregate("b")]);
    }

    [Fact]
    public async Task A_department_reads_its_own_writes_and_the_office_everybodys()
    {
        using var other = infrastructure.NewDepartment();
        await _transport.Push(_transport.Road("a"));
        await other.Push(other.Road("a"));
        using var office = infrastructure.One.As("领导小组办公室", "office");

        (await Read(_transport.Http, after: null, atLeast: 1)).Changes.Select(AggregateOf).ShouldBe([Aggregate("a")]);
        await Eventually.True(async () =>
            (await Read(office, after: null, atLeast: 2)).Changes.Select(AggregateOf).ToHashSet()
                .IsSupersetOf([Aggregate("a"), $"infrastructure/segments/{other.Key("a")}"]));
    }

    /// <summary>Otherwise every look of a department that seldom writes would go through all that the others have written since.</summary>
    [Fact]
    public async Task A_cursor_goes_past_what_others_wrote()
    {
        using var other = infrastructure.NewDepartment();
        var (_, first) = await Read(_transport.Http, after: null, atLeast: 0);
        await other.Push(other.Road("a"));

        var (found, second) = await Eventually.Fits(() => ReadAll(_transport.Http, first, pageSize: 500), read => read.Next != first);

        found.ShouldBeEmpty();
        await _transport.Push(_transport.Road("mine"));
        (await Read(_transport.Http, second, atLeast: 1)).Changes.Select(AggregateOf).ShouldBe([Aggregate("mine")]);
    }

    [Theory]
    [InlineData("segments", 1)]
    [InlineData("stations", 0)]
    [InlineData("%", 0)]
    [InlineData("", 0)]
    public async Task One_resource_can_be_asked_for(string resource, int expected)
    {
        await _transport.Push(_transport.Road("a"));
        await Read(_transport.Http, after: null, atLeast: 1);

        (await _transport.Http.Read($"{Api}?resource={Uri.EscapeDataString(resource)}"))["items"]!.AsArray().Count.ShouldBe(expected);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("%00")]
    [InlineData("AAAA")]
    [InlineData("!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task A_cursor_that_was_made_up_is_refused(string cursor)
    {
        using var response = await _transport.Http.GetAsync($"{Api}?after={cursor}");

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        JsonNode.Parse(await response.Content.ReadAsStringAsync())!["code"]!.GetValue<string>().ShouldBe("bad-cursor");
    }

    private string Aggregate(string name) => $"infrastructure/segments/{_transport.Key(name)}";

    private static string AggregateOf(JsonNode change) => change["aggregate"]!.GetValue<string>();

    /// <summary>A write is shown once no older transaction of the whole server is open, and other tests have some.</summary>
    private static Task<(List<JsonNode> Changes, string Next)> Read(HttpClient http, string? after, int atLeast, int pageSize = 500) =>
        Eventually.Fits(() => ReadAll(http, after, pageSize), read => read.Changes.Count >= atLeast);

    private static async Task<(List<JsonNode> Changes, string Next)> ReadAll(HttpClient http, string? after, int pageSize)
    {
        var changes = new List<JsonNode>();
        for (var more = true; more;)
        {
            var page = await http.Read($"{Api}?pageSize={pageSize}{(after is null ? "" : $"&after={after}")}");
            changes.AddRange(page["items"]!.AsArray().Select(i => i!));
            (after, more) = (page["next"]!.GetValue<string>(), page["more"]!.GetValue<bool>());
        }

        return (changes, after!);
    }

    private async Task Insert(NpgsqlConnection connection, string name)
    {
        await using var command = new NpgsqlCommand("""
            with write as (
                insert into log_writes (written_at, organisation, client, role, events, attempts, next_attempt_at)
                values (now(), $1, $2, 'department', 1, 0, now()) returning id)
            insert into log_events (write_id, ordinal, kind, aggregate, version, body) select id, 1, 'Test', $3, 1, '{}' from write
            """, connection)
        {
            Parameters = { new() { Value = _transport.Name }, new() { Value = _transport.Client }, new() { Value = Aggregate(name) } },
        };
        await command.ExecuteNonQueryAsync();
    }
}
